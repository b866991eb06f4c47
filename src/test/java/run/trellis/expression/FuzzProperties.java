package run.trellis.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.trellis.api.Span;

/** Arbitrary text gives problems or an outcome, never an exception, and always ends. */
public abstract class FuzzProperties {

  private static final Budget.Limits SMALL = new Budget.Limits(10_000, 100_000, 1_000, 32);

  private final ExpressionLanguage language;
  private final Scope scope;
  private final Bindings bindings;
  private final List<String> words;
  private final List<String> valid;

  /**
   * Properties of a language.
   *
   * @param words what texts are made of, besides arbitrary characters
   * @param cases file with sound expressions, which are changed
   */
  protected FuzzProperties(
      ExpressionLanguage language,
      Scope scope,
      Bindings bindings,
      List<String> words,
      String cases) {
    this.language = language;
    this.scope = scope;
    this.bindings = bindings;
    this.words = words;
    this.valid = CaseFile.read(cases).stream().map(CaseFile.Case::expression).toList();
  }

  @Provide
  Arbitrary<String> soups() {
    return Arbitraries.of(words)
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
    Arbitrary<String> sound = Arbitraries.of(valid);
    Arbitrary<String> inserted =
        Arbitraries.oneOf(
            Arbitraries.of(words),
            Arbitraries.strings().ofMaxLength(3),
            sound,
            Arbitraries.just(""));
    return sound.flatMap(
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
    ExpressionText split = ExpressionText.split("${" + text + "}", language);
    split.expressions().forEach(expression -> check(expression.source()));
  }

  @Property
  void anyTextHasAnEndOrNone(@ForAll String text) {
    language.findEnd(text, 0).ifPresent(end -> assertThat(text.charAt(end)).isEqualTo('}'));
  }

  private void check(String source) {
    Compiled compiled = language.compile(language.parse(source), scope);
    compiled.problems().forEach(problem -> assertWithin(problem.span(), source));
    Evaluated evaluated = compiled.evaluate(bindings, new Budget(SMALL));
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
    assertThat(compiled.evaluate(bindings, new Budget(SMALL))).isEqualTo(evaluated);
  }

  private static void assertWithin(Span span, String source) {
    assertThat(span.offset()).isBetween(0, source.length());
    assertThat(span.offset() + span.length()).isBetween(0, source.length());
  }
}
