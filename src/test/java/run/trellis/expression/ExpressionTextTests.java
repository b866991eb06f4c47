package run.trellis.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.ExpressionText.Embedded;
import run.trellis.expression.ExpressionText.Literal;
import run.trellis.expression.ExpressionText.Malformed;
import run.trellis.expression.ExpressionText.Mixed;
import run.trellis.expression.ExpressionText.Plain;
import run.trellis.expression.ExpressionText.Standalone;
import run.trellis.expression.function.StandardLibrary;
import run.trellis.expression.spel.SpelLanguage;

class ExpressionTextTests {

  private static final ExpressionLanguage LANGUAGE = new SpelLanguage(StandardLibrary.create());

  static Stream<Arguments> splits() {
    return Stream.of(
        argumentSet("empty text", "", new Plain("")),
        argumentSet("text", "plain $ { } $x", new Plain("plain $ { } $x")),
        argumentSet("an escape", "$${x}", new Plain("${x}")),
        argumentSet("two escapes", "$${$${", new Plain("${${")),
        argumentSet("a dollar before an escape", "$$${x}", new Plain("$${x}")),
        argumentSet("an expression", "${a.b}", new Standalone(new Embedded("a.b", 2))),
        argumentSet("an empty expression", "${}", new Standalone(new Embedded("", 2))),
        argumentSet("braces within", "${{a: {1}}}", new Standalone(new Embedded("{a: {1}}", 2))),
        argumentSet("braces in text", "${'}'}", new Standalone(new Embedded("'}'", 2))),
        argumentSet(
            "quotes in text",
            "${'it''s }' + \"}\"}",
            new Standalone(new Embedded("'it''s }' + \"}\"", 2))),
        argumentSet(
            "an expression within text of one",
            "${'${x}'}",
            new Standalone(new Embedded("'${x}'", 2))),
        argumentSet(
            "text in front and behind",
            "a-${b}-c",
            new Mixed(List.of(new Literal("a-"), new Embedded("b", 4), new Literal("-c")))),
        argumentSet(
            "a space behind", "${b} ", new Mixed(List.of(new Embedded("b", 2), new Literal(" ")))),
        argumentSet(
            "two expressions",
            "${a}${b}",
            new Mixed(List.of(new Embedded("a", 2), new Embedded("b", 6)))),
        argumentSet(
            "an escape and an expression",
            "$${a} ${b}",
            new Mixed(List.of(new Literal("${a} "), new Embedded("b", 8)))),
        argumentSet(
            "a dollar behind",
            "${a}$${b}",
            new Mixed(List.of(new Embedded("a", 2), new Literal("${b}")))));
  }

  @ParameterizedTest
  @MethodSource
  void splits(String text, ExpressionText expected) {
    assertThat(ExpressionText.split(text, LANGUAGE)).isEqualTo(expected);
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        argumentSet("nothing behind", "${", 0),
        argumentSet("no brace", "a ${b", 2),
        argumentSet("an open brace", "${a} ${{b}", 5),
        argumentSet("an open quote", "${'b}", 0));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(String text, int offset) {
    assertThat(ExpressionText.split(text, LANGUAGE))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.problem().code()).isEqualTo(ProblemCode.UNTERMINATED_EXPRESSION);
              assertThat(malformed.problem().span())
                  .isEqualTo(new Span(offset, text.length() - offset));
            });
  }

  @Test
  void listsItsExpressions() {
    assertThat(ExpressionText.split("a-${b}-${c}", LANGUAGE).expressions())
        .containsExactly(new Embedded("b", 4), new Embedded("c", 9));
    assertThat(ExpressionText.split("a", LANGUAGE).expressions()).isEmpty();
  }
}
