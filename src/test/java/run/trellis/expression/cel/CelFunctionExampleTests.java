package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.function.FunctionDoc;

/** The reference page of functions promises only what comes true. */
class CelFunctionExampleTests {

  @ParameterizedTest
  @MethodSource("docs")
  void anExampleGivesTheResultItPromises(FunctionDoc doc) {
    String equality = "(" + doc.example() + ") == (" + doc.result() + ")";
    boolean comparable = !doc.example().contains("omit()");
    assertThat(comparable ? TestCel.outcome(equality) : "true").as(equality).isEqualTo("true");
    assertThat(TestCel.outcome(doc.example())).doesNotStartWith("failed");
  }

  static Stream<FunctionDoc> docs() {
    return CelFunctions.documentation().values().stream().flatMap(List::stream);
  }

  @Test
  void aFieldMayBeLeftOut() {
    assertThat(TestCel.outcome("{'a': 1, 'b': omit()}")).isEqualTo("{a=1}");
  }
}
