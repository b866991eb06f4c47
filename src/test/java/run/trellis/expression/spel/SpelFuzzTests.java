package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.trellis.api.Span;
import run.trellis.expression.Budget;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.ExpressionText;

/** Arbitrary text gives problems or an outcome, never an exception, and always ends. */
class SpelFuzzTests {

  private static final Budget.Limits SMALL = new Budget.Limits(10_000, 100_000, 1_000, 32);

  private static final List<String> WORDS =
      List.of(
          "schema",
          "deployment",
          "pods",
          "data",
          "later",
          "ingress",
          ".spec",
          ".status",
          ".list",
          ".map",
          ".text",
          ".x",
          "?.x",
          "['a']",
          "?.['a']",
          "[0]",
          "[1]",
          "[-1]",
          "[region]",
          ".size()",
          ".first()",
          ".last()",
          ".keys()",
          ".toUpperCase()",
          ".sortBy('a')",
          ".merge({a: 1})",
          ".![",
          ".?[",
          ".^[",
          ".$[",
          "]",
          "#this",
          "#root",
          "(",
          ")",
          "{",
          "}",
          ",",
          ":",
          "?",
          "?:",
          "+",
          "-",
          "*",
          "/",
          "%",
          "^",
          "==",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "!",
          "and",
          "or",
          "not",
          "&&",
          "||",
          "between",
          "matches",
          "instanceof",
          "lt",
          "ne",
          "1",
          "2",
          "0",
          "3.5",
          "'a'",
          "'[a-z]+'",
          "true",
          "false",
          "null",
          "T(String)",
          "new",
          "@bean",
          "=",
          "++",
          "omit()",
          "range(3)",
          "quantity('1Gi')",
          "json.parse('{}')",
          "base64.encode('x')",
          " ",
          "\n",
          "$",
          "\\");

  @Provide
  Arbitrary<String> soups() {
    return Arbitraries.of(WORDS)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30)
        .map(words -> String.join(" ", words));
  }

  @Property(tries = 5_000)
  void wordsInAnyOrder(@ForAll("soups") String source) {
    check(source);
  }

  @Property(tries = 5_000)
  void mutations(@ForAll("mutants") String source) {
    check(source);
  }

  @Provide
  Arbitrary<String> mutants() {
    Arbitrary<String> valid =
        Arbitraries.of(
            CaseFile.read("spel-cases.txt").stream().map(CaseFile.Case::expression).toList());
    Arbitrary<String> inserted =
        Arbitraries.oneOf(
            Arbitraries.of(WORDS),
            Arbitraries.strings().ofMaxLength(3),
            valid,
            Arbitraries.just(""));
    return valid.flatMap(
        source ->
            Arbitraries.integers()
                .between(0, source.length())
                .flatMap(
                    at ->
                        Arbitraries.integers()
                            .between(0, 3)
                            .flatMap(cut -> inserted.map(text -> mutate(source, at, cut, text)))));
  }

  private static String mutate(String source, int at, int cut, String text) {
    return source.substring(0, at) + text + source.substring(Math.min(source.length(), at + cut));
  }

  @Property
  void anyCharacters(@ForAll String source) {
    check(source);
  }

  @Property
  void anyTextIsSplit(@ForAll String text) {
    ExpressionText split = ExpressionText.split("${" + text + "}", TestExpressions.LANGUAGE);
    split.expressions().forEach(expression -> check(expression.source()));
  }

  @Property
  void anyTextHasAnEndOrNone(@ForAll String text) {
    TestExpressions.LANGUAGE
        .findEnd(text, 0)
        .ifPresent(end -> assertThat(text.charAt(end)).isEqualTo('}'));
  }

  private static void check(String source) {
    Compiled compiled = TestExpressions.compile(source);
    compiled.problems().forEach(problem -> assertWithin(problem.span(), source));
    Evaluated evaluated = compiled.evaluate(TestExpressions.BINDINGS, new Budget(SMALL));
    if (evaluated instanceof Evaluated.Failed failed) {
      assertWithin(failed.position(), source);
      assertThat(failed.message())
          .doesNotContain("stopped with")
          .doesNotContain("hunter2")
          .hasSizeLessThan(400);
      assertThat(failed.code() == Evaluated.Code.INVALID_EXPRESSION)
          .isEqualTo(!compiled.problems().isEmpty());
    }
    // Evaluated again, it comes to the same.
    assertThat(compiled.evaluate(TestExpressions.BINDINGS, new Budget(SMALL))).isEqualTo(evaluated);
  }

  private static void assertWithin(Span span, String source) {
    assertThat(span.offset()).isBetween(0, source.length());
    assertThat(span.offset() + span.length()).isBetween(0, source.length());
  }
}
