package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.method;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same arguments give the same bytes, wherever the process runs and however a map came to be.
 */
class DeterminismTests {

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
    "th-TH-u-ca-buddhist-nu-thai, America/St_Johns",
    "lt-LT, UTC"
  })
  void noLocaleOrTimeZoneChangesAResult(String tag, String zoneId) {
    Locale.setDefault(Locale.forLanguageTag(tag));
    TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
    Stream.of(
            TextFunctionsTests.looksInto(),
            TextFunctionsTests.makes(),
            TextFunctionsTests.matches(),
            TextFunctionsTests.formats(),
            ListFunctionsTests.looksInto(),
            ListFunctionsTests.makes(),
            ListFunctionsTests.orders(),
            MapFunctionsTests.gives(),
            ConversionFunctionsTests.converts(),
            EncodingFunctionsTests.encodes(),
            EncodingFunctionsTests.hashes(),
            EncodingFunctionsTests.readsAndWritesJson(),
            QuantityFunctionsTests.calculates(),
            QuantityFunctionsTests.comparesVersions(),
            NetworkFunctionsTests.knowsAddresses(),
            NetworkFunctionsTests.knowsNetworks(),
            NetworkFunctionsTests.takesUrlsApart())
        .flatMap(Collection::stream)
        .forEach(Case::check);
  }

  @Test
  void theOrderOfAMapDoesNotShow() {
    Map<String, Object> forward = new LinkedHashMap<>();
    Map<String, Object> backward = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forward.put("k" + i, Map.of("n", (long) i));
      backward.put("k" + (19 - i), Map.of("n", (long) (19 - i)));
    }
    for (String name : List.of("keys", "values", "entries")) {
      assertThat(method(forward, name).value()).isEqualTo(method(backward, name).value());
    }
    for (String name : List.of("json.stringify", "yaml.stringify")) {
      assertThat(function(name, forward).value()).isEqualTo(function(name, backward).value());
    }
    String merged =
        (String) function("json.stringify", method(forward, "merge", backward).value()).value();
    assertThat(merged)
        .isEqualTo(function("json.stringify", method(backward, "merge", forward).value()).value());
  }
}
