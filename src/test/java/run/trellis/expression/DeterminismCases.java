package run.trellis.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same values give the same outcome and the same words, wherever and however often. */
public abstract class DeterminismCases {

  private final ExpressionLanguage language;
  private final Scope scope;
  private final Bindings bindings;
  private final List<CaseFile.Case> cases;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  /**
   * Tests of a language.
   *
   * @param cases file with expressions and what they come to
   */
  protected DeterminismCases(
      ExpressionLanguage language, Scope scope, Bindings bindings, String cases) {
    this.language = language;
    this.scope = scope;
    this.bindings = bindings;
    this.cases = CaseFile.read(cases);
  }

  /** The outcome of an expression as the file writes it. */
  protected abstract String outcome(String source);

  /** Looks at the words of all problems. */
  protected abstract void tellProblems();

  private Compiled compile(String source) {
    return language.compile(language.parse(source), scope);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "tr-TR, Pacific/Kiritimati",
    "ar-EG-u-nu-arab, Asia/Kolkata",
    "th-TH-u-ca-buddhist-nu-thai, America/St_Johns"
  })
  void noLocaleOrTimeZoneShows(String tag, String zoneId) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
    for (CaseFile.Case example : cases) {
      assertThat(outcome(example.expression())).isEqualTo(example.expected());
    }
    tellProblems();
  }

  /** But in what comes as it is: a map itself has no order, and is written with sorted keys. */
  @Test
  void noOrderOfMapsShows() {
    for (int round = 0; round < 20; round++) {
      Bindings shuffled = shuffled(new Random(round));
      for (CaseFile.Case example : cases) {
        Compiled compiled = compile(example.expression());
        assertThat(compiled.evaluate(shuffled, Budget.standard()))
            .as(example.expression())
            .isEqualTo(compiled.evaluate(bindings, Budget.standard()));
      }
    }
  }

  private Bindings shuffled(Random random) {
    Bindings shuffled = Bindings.EMPTY;
    for (String name : bindings.values().keySet()) {
      shuffled = shuffled.with(name, shuffled(bindings.get(name), random));
    }
    return shuffled;
  }

  private static @Nullable Object shuffled(@Nullable Object value, Random random) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    Collections.shuffle(entries, random);
    Map<Object, @Nullable Object> shuffled = new LinkedHashMap<>();
    entries.forEach(entry -> shuffled.put(entry.getKey(), shuffled(entry.getValue(), random)));
    return shuffled;
  }

  @Test
  void manyThreadsShareOneExpression() throws Exception {
    List<Compiled> compiled = cases.stream().map(example -> compile(example.expression())).toList();
    Callable<Void> work =
        () -> {
          for (int i = 0; i < cases.size(); i++) {
            if (compiled.get(i).problems().isEmpty()) {
              assertThat(TestNames.text(compiled.get(i).evaluate(bindings, Budget.standard())))
                  .isEqualTo(cases.get(i).expected());
            }
          }
          return null;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(Collections.nCopies(50, work))) {
        result.get();
      }
    }
  }
}
