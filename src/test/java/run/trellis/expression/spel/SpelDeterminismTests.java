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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;

/** Isolated because it changes the locale and the time zone of the process. */
@Isolated
class SpelDeterminismTests {

  /**
   * The same snapshot gives the same result: whatever the order of its maps, the locale, or the
   * time zone.
   */
  @Test
  void theSameSnapshotGivesTheSameResult() {
    List<CaseFile.Case> cases = CaseFile.read("spel-cases.txt");
    List<String> expected =
        cases.stream().map(example -> TestExpressions.outcome(example.expression())).toList();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (int round = 0; round < 20; round++) {
        Locale.setDefault(
            List.of(
                    Locale.ROOT,
                    Locale.forLanguageTag("tr-TR"),
                    Locale.forLanguageTag("ar-SA-u-nu-arab"),
                    Locale.JAPAN)
                .get(round % 4));
        TimeZone.setDefault(
            TimeZone.getTimeZone(
                List.of("UTC", "Asia/Kathmandu", "America/St_Johns").get(round % 3)));
        Bindings shuffled = shuffled(new Random(round));
        for (int index = 0; index < cases.size(); index++) {
          Compiled compiled = TestExpressions.compile(cases.get(index).expression());
          if (compiled.problems().isEmpty()) {
            assertThat(TestExpressions.text(compiled.evaluate(shuffled, Budget.standard())))
                .as(cases.get(index).expression())
                .isEqualTo(expected.get(index));
          }
        }
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
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
    List<Object> keys = new ArrayList<>(map.keySet());
    Collections.shuffle(keys, random);
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
    keys.forEach(key -> copy.put(key, shuffled(map.get(key), random)));
    return copy;
  }
}
