package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.expression.Evaluated.Code.INVALID_ARGUMENT;
import static run.trellis.expression.Evaluated.Code.OVERFLOW;
import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.list;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.Omission;

class ConversionFunctionsTests {

  @ParameterizedTest
  @MethodSource
  void converts(Case row) {
    row.check();
  }

  static List<Case> converts() {
    return List.of(
        function("string", "a").gives("a"),
        function("string", 8080).gives("8080"),
        function("string", 3.0).gives("3"),
        function("string", 0.1).gives("0.1"),
        function("string", 1e21).gives("1e+21"),
        function("string", 1.5e-7).gives("1.5e-7"),
        function("string", true).gives("true"),
        function("string", (Object) null).fails(TYPE_MISMATCH, "a string, number or boolean"),
        function("string", list(1)).fails(TYPE_MISMATCH, "not a list of 1"),
        function("string", Omission.VALUE).fails(TYPE_MISMATCH, "not omit()"),
        function("int", 5).gives(5),
        function("int", 2.9).gives(2),
        function("int", -2.9).gives(-2),
        function("int", "8080").gives(8080),
        function("int", "-0012").gives(-12),
        function("int", "+7").gives(7),
        function("int", "9223372036854775807").gives(Long.MAX_VALUE),
        function("int", 9.3e18).fails(OVERFLOW, "64-bit"),
        function("int", Double.NaN).fails(OVERFLOW, "64-bit"),
        function("int", "9223372036854775808").fails(OVERFLOW, "64-bit"),
        function("int", "").fails(INVALID_ARGUMENT, "'' is not an integer"),
        function("int", "1.5").fails(INVALID_ARGUMENT, "'1.5' is not an integer"),
        function("int", " 1").fails(INVALID_ARGUMENT, "is not an integer"),
        function("int", "١").fails(INVALID_ARGUMENT, "is not an integer"),
        function("int", "9".repeat(1000)).fails(INVALID_ARGUMENT, "9999…"),
        function("int", true).fails(TYPE_MISMATCH, "must be a string, not true"),
        function("double", 3).gives(3.0),
        function("double", 2.5).gives(2.5),
        function("double", "2.5").gives(2.5),
        function("double", "-1e3").gives(-1000.0),
        function("double", ".5").gives(0.5),
        function("double", "1e999").fails(OVERFLOW, "out of range"),
        function("double", "NaN").fails(INVALID_ARGUMENT, "'NaN' is not a number"),
        function("double", "0x1p3").fails(INVALID_ARGUMENT, "is not a number"),
        function("double", "1d").fails(INVALID_ARGUMENT, "is not a number"),
        function("double", "").fails(INVALID_ARGUMENT, "is not a number"),
        function("bool", true).gives(true),
        function("bool", "true").gives(true),
        function("bool", "false").gives(false),
        function("bool", "True").fails(INVALID_ARGUMENT, "'True' is neither true nor false"),
        function("bool", 1).fails(TYPE_MISMATCH, "must be a string, not 1"));
  }

  @Test
  void omitIsAMarkAndNotAValue() {
    assertThat(function("omit").value()).isSameAs(Omission.VALUE);
  }
}
