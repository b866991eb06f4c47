package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;

/** Isolated because it changes the locale and the time zone of the process. */
@Isolated
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
