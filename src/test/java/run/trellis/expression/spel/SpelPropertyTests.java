package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an author writes, the answer is a problem or a result, and never an exception. */
class SpelPropertyTests {

  private static final List<String> PIECES =
      List.of(
          "schema",
          "deployment",
          "data",
          "#this",
          "pods",
          ".",
          "?.",
          "[",
          "]",
          "{",
          "}",
          "(",
          ")",
          ".![",
          ".?[",
          ".^[",
          ".$[",
          "'x'",
          "\"y\"",
          "1",
          "0x1F",
          "2.5",
          "true",
          "null",
          "+",
          "-",
          "*",
          "/",
          "%",
          "^",
          "==",
          "!=",
          "<",
          ">=",
          "and",
          "or",
          "not",
          "!",
          "?",
          ":",
          "?:",
          "matches",
          "between",
          "T(",
          "new",
          "@",
          "=",
          "++",
          ",",
          "size()",
          "first()",
          "join(',')",
          "spec",
          "status",
          "range(3)",
          "omit()",
          " ",
          "\\",
          "'",
          "\u00e9",
          "\ud83d\ude00",
          "$",
          "#");

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(PIECES).list().ofMaxSize(25).map(list -> String.join("", list));
  }

  @Property
  void anySequenceOfPiecesIsAProblemOrAResult(@ForAll("pieces") String source) {
    assertThatCode(() -> TestExpressions.outcome(source)).doesNotThrowAnyException();
  }

  @Property
  void anyTextIsAProblemOrAResult(@ForAll String source) {
    assertThatCode(() -> TestExpressions.outcome(source)).doesNotThrowAnyException();
  }

  @Property
  void anyTextHasAnEndOrNone(@ForAll String text) {
    TestExpressions.LANGUAGE
        .findEnd(text, 0)
        .ifPresent(end -> assertThat(text.charAt(end)).isEqualTo('}'));
  }
}
