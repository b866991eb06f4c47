package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.graph.FieldMask;
import tools.jackson.core.JsonToken;

class JsonTests {

  private final Json json = new Json(new SharedTexts());

  @Test
  void readsTheValueModel() throws IOException {
    var tree =
        read(
            """
            {"i": 1, "l": 9007199254740993, "d": 1.5, "e": 1e3, "huge": 99999999999999999999,
             "s": "x", "t": true, "f": false, "n": null, "o": {}, "a": [1, null, "y", [], {"k": 2}]}
            """);

    assertThat(tree)
        .containsEntry("i", 1L)
        .containsEntry("l", 9007199254740993L)
        .containsEntry("d", 1.5)
        .containsEntry("e", 1000.0)
        .containsEntry("huge", 1e20)
        .containsEntry("s", "x")
        .containsEntry("t", true)
        .containsEntry("f", false)
        .containsEntry("n", null)
        .containsEntry("o", Map.of())
        .containsEntry("a", Arrays.asList(1L, null, "y", List.of(), Map.of("k", 2L)));
  }

  @Test
  void keepsTheOrderOfLargeMapsToo() throws IOException {
    Map<String, Object> large = new LinkedHashMap<>();
    for (int i = 50; i > 0; i--) {
      large.put("key" + i, (long) i);
    }

    var tree = json.readObject(new ByteArrayInputStream(json.write(large)));

    assertThat(tree).isEqualTo(large);
    assertThat(tree.keySet()).containsExactlyElementsOf(large.keySet());
  }

  @Test
  void sharesNamesOfFields() throws IOException {
    String first = read("{\"spec\": 1}").keySet().iterator().next();
    String second = read("{\"spec\": 2}").keySet().iterator().next();

    assertThat(second).isSameAs(first);
  }

  @Test
  void writesWhatItReads() throws IOException {
    var tree = read("{\"a\":{\"b\":[1,2.5,\"x\",true,null]},\"c\":\"ü\\n\"}");

    assertThat(json.readObject(new ByteArrayInputStream(json.write(tree)))).isEqualTo(tree);
  }

  @Test
  void skipsWhatTheFilterDoesNotKeepAsTheMaskWould() throws IOException {
    var mask =
        FieldMask.ofAll(
            List.of(
                List.of("metadata", "name"),
                List.of("spec", "containers", "image"),
                List.of("data", "*", "x"),
                List.of("status")));
    String text =
        """
        {"metadata": {"name": "a", "labels": {"x": "y"}},
         "spec": {"containers": [{"image": "i", "env": [{"name": "n"}]}, {"image": "j"}], "other": 1},
         "data": {"k": {"x": 1, "y": 2}, "l": {"x": 3}},
         "status": {"conditions": [{"type": "Ready"}]},
         "gone": {"deep": [1, {"a": [2]}]}}
        """;

    var filtered =
        json.reading(
            stream(text),
            parser -> {
              assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
              return json.object(parser, new FieldFilter(mask));
            });

    assertThat(filtered).isEqualTo(mask.keep(read(text)));
    assertThat(filtered).containsOnlyKeys("metadata", "spec", "data", "status");
  }

  @Test
  void doesNotQuoteWhatItCannotRead() {
    assertThatIOException()
        .isThrownBy(() -> read("{\"password\": s3cret}"))
        .withMessageNotContaining("s3cret");
    assertThatIOException().isThrownBy(() -> read("[]"));
  }

  private Map<String, @Nullable Object> read(String text) throws IOException {
    return json.readObject(stream(text));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
