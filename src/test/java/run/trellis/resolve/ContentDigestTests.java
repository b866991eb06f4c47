package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentDigestTests {

  private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      map.put(String.valueOf(namesAndValues[index]), namesAndValues[index + 1]);
    }
    return map;
  }

  @Test
  void isTheSameInWhateverOrderFieldsAre() {
    assertThat(ContentDigest.of(map("a", map("x", 1L, "y", true), "b", "v")))
        .isEqualTo(ContentDigest.of(map("b", "v", "a", map("y", true, "x", 1L))));
  }

  @Test
  void isAnotherForWhateverElseIsSaid() {
    List<@Nullable Object> different =
        Arrays.asList(
            map(),
            map("a", null),
            map("a", ""),
            map("a", "1"),
            map("a", 1L),
            map("a", 1.5),
            map("a", true),
            map("a", "true"),
            map("a", "n"),
            map("a", List.of()),
            map("a", List.of("1", "2")),
            map("a", List.of("2", "1")),
            map("a", List.of("12")),
            map("a", map("b", "c")),
            map("a", "b", "c", ""),
            map("ab", "c"));

    assertThat(different.stream().map(ContentDigest::of)).doesNotHaveDuplicates();
  }
}
