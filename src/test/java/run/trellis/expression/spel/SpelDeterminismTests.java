package run.trellis.expression.spel;

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
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Compiled;

/** The same values give the same outcome and the same words, wherever and however often. */
@Isolated("changes the locale of the process")
class SpelDeterminismTests {

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

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
    for (CaseFile.Case example : CaseFile.read("spel-cases.txt")) {
      assertThat(TestExpressions.outcome(example.expression())).isEqualTo(example.expected());
    }
    SpelProblemTests problems = new SpelProblemTests();
    SpelProblemTests.cases().forEach(problems::tells);
  }

  @Test
  void noOrderOfMapsShows() {
    for (int round = 0; round < 20; round++) {
      Bindings shuffled = shuffled(new Random(round));
      for (CaseFile.Case example : CaseFile.read("spel-cases.txt")) {
        Compiled compiled = TestExpressions.compile(example.expression());
        if (compiled.problems().isEmpty()) {
          assertThat(TestExpressions.text(compiled.evaluate(shuffled, Budget.standard())))
              .as(example.expression())
              .isEqualTo(example.expected());
        }
      }
    }
  }

  private static Bindings shuffled(Random random) {
    Bindings bindings = Bindings.EMPTY;
    for (String name : TestExpressions.BINDINGS.values().keySet()) {
      bindings = bindings.with(name, shuffled(TestExpressions.BINDINGS.get(name), random));
    }
    return bindings;
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
    List<CaseFile.Case> cases = CaseFile.read("spel-cases.txt");
    List<Compiled> compiled =
        cases.stream().map(example -> TestExpressions.compile(example.expression())).toList();
    Callable<Void> work =
        () -> {
          for (int i = 0; i < cases.size(); i++) {
            if (compiled.get(i).problems().isEmpty()) {
              assertThat(
                      TestExpressions.text(
                          compiled.get(i).evaluate(TestExpressions.BINDINGS, Budget.standard())))
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
