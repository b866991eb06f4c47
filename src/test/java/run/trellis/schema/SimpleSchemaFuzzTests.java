package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.trellis.api.Problem;

/** Whatever is parsed, there is a schema or a problem, and no exception. */
class SimpleSchemaFuzzTests {

  private static final List<String> PIECES =
      List.of(
          "string",
          "integer",
          "boolean",
          "float",
          "object",
          "[]",
          "map[string]",
          "map[",
          "T",
          "U",
          " | ",
          "|",
          " ",
          "required=true",
          "default=",
          "enum=",
          "minimum=",
          "maxLength=",
          "pattern=",
          "uniqueItems=true",
          "listType=map",
          "listMapKey=a",
          "validation=",
          "immutable=true",
          "printColumn=",
          "description=",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          "{\"a\":1}",
          "[1,2]",
          "1",
          "-1",
          "1e9",
          "a,b",
          "=",
          ",",
          "'",
          "\n",
          "${x}",
          "é",
          "\uD83D");

  @Property(tries = 1_000)
  void anyText(@ForAll String text) {
    assertEnds(SimpleSchema.parse(Map.of(), Map.of("a", text)));
  }

  @Property(tries = 4_000)
  void anythingThatLooksLikeFields(
      @ForAll("fields") String first, @ForAll("fields") String second) {
    Map<String, Object> types = Map.of("T", second, "U", Map.of("a", first, "b", "[]T"));
    assertEnds(SimpleSchema.parse(types, Map.of("x", first, "y", Map.of("z", second, "u", "U"))));
  }

  private static void assertEnds(SimpleSchema schema) {
    assertThat(schema.openApi()).isNotEmpty();
    assertThat(schema.problems()).extracting(Problem::message).doesNotContain("");
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
  }
}
