package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.trellis.api.Problem;

/**
 * Whatever is parsed, there is a schema or a problem, and no exception. The words that are drawn
 * from are the edge cases; working out others of nested generators would take most of the time.
 */
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

  private static final List<String> KEYWORDS =
      List.of(
          "type",
          "properties",
          "items",
          "additionalProperties",
          "required",
          "default",
          "enum",
          "minimum",
          "maxItems",
          "pattern",
          "nullable",
          "format",
          "oneOf",
          "allOf",
          "$ref",
          "x-kubernetes-int-or-string",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-validations",
          "x-kubernetes-list-type",
          "rule",
          "a",
          "b");

  private static final int DEPTH = 4;

  @Property(tries = 1_000)
  void anyText(@ForAll String text) {
    assertEnds(SimpleSchema.parse(Map.of(), Map.of("a", text)));
  }

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  void anythingThatLooksLikeFields(
      @ForAll("fields") String first, @ForAll("fields") String second) {
    Map<String, Object> types = Map.of("T", second, "U", Map.of("a", first, "b", "[]T"));
    assertEnds(SimpleSchema.parse(types, Map.of("x", first, "y", Map.of("z", second, "u", "U"))));
  }

  /** Schemas also come from API servers, and there from anybody. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void anySchemas(
      @ForAll("schemas") Map<String, Object> old, @ForAll("schemas") Map<String, Object> now) {
    assertThat(OpenApiTypes.toSchemaType(old).display()).isNotEmpty();
    assertThat(
            OpenApiTypes.toSchemaType(OpenApiTypes.toOpenApi(OpenApiTypes.toSchemaType(old)))
                .display())
        .isNotEmpty();
    var spec = Map.of("properties", Map.of("spec", old, "status", now));
    assertThat(SchemaCompatibility.breakingChanges(spec, spec)).isEmpty();
    assertThat(SchemaCompatibility.breakingChanges(spec, now)).isNotNull();
  }

  private static void assertEnds(SimpleSchema schema) {
    assertThat(schema.openApi()).isNotEmpty();
    assertThat(schema.problems()).extracting(Problem::message).doesNotContain("");
  }

  /**
   * Made from the leaves up, each level once: asked for lazily, every level is made anew for each
   * draw.
   */
  @Provide
  Arbitrary<Map<String, Object>> schemas() {
    Arbitrary<Object> values =
        Arbitraries.of(
            "string", "object", "array", "integer", "number", true, 1L, 2.5, List.of("a", 1L));
    for (int depth = 1; depth < DEPTH; depth++) {
      Arbitrary<Map<String, Object>> below = schemas(values);
      values =
          Arbitraries.oneOf(
              values, below.map(schema -> schema), below.list().ofMaxSize(2).map(list -> list));
    }
    return schemas(values);
  }

  private static Arbitrary<Map<String, Object>> schemas(Arbitrary<Object> values) {
    return Arbitraries.maps(Arbitraries.of(KEYWORDS), values).ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
  }
}
