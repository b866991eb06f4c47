package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.YamlDocument;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ObjectOf;

class OpenApiTypesTests {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      value = {
        "{type: string}                                                          # string",
        "{type: integer, format: int64}                                          # integer",
        "{type: number}                                                          # number",
        "{type: boolean}                                                         # boolean",
        "{x-kubernetes-int-or-string: true}                                      # integer or"
            + " string",
        "{type: string, format: int-or-string}                                   # integer or"
            + " string",
        "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]} # integer or"
            + " string",
        "{type: array, items: {type: integer}}                                   # []integer",
        "{oneOf: [{type: string}, {type: number}]}                                # integer or"
            + " string",
        "{oneOf: [{type: string}, {type: object}]}                                # unknown",
        "{type: array}                                                           # []unknown",
        "{type: object, additionalProperties: {type: string}}                    #"
            + " map[string]string",
        "{type: object, additionalProperties: {type: array, items: {type: number}}} #"
            + " map[string][]number",
        "{type: object, additionalProperties: true}                              # unknown",
        "{type: object}                                                          # unknown",
        "{type: object, x-kubernetes-preserve-unknown-fields: true}              # unknown",
        "{type: object, properties: {}}                                          # object",
        "{properties: {a: {type: string}}}                                       # object",
        "{x-kubernetes-preserve-unknown-fields: true}                            # unknown",
        "{}                                                                      # unknown",
        "{type: strange}                                                         # unknown",
      })
  void readsTypes(String schema, String display) {
    assertThat(typeOf(schema).display()).isEqualTo(display);
  }

  @Test
  void knowsWhichFieldsAreAlwaysThere() {
    var type =
        (ObjectOf)
            typeOf(
                """
                type: object
                required: [required, nothing]
                properties:
                  required: {type: string}
                  defaulted: {type: integer, default: 1}
                  optional: {type: string}
                  nothing: {type: string, nullable: true}
                  struct:
                    type: object
                    default: {}
                    required: [inner]
                    properties: {inner: {type: string}}
                """);
    assertThat(type.fields())
        .containsEntry("required", new Field(SchemaType.STRING, true))
        .containsEntry("defaulted", new Field(SchemaType.INTEGER, true))
        .containsEntry("optional", new Field(SchemaType.STRING, false))
        .containsEntry("nothing", new Field(SchemaType.STRING, false))
        .containsEntry(
            "struct",
            new Field(
                new ObjectOf(Map.of("inner", new Field(SchemaType.STRING, true)), false), true));
    assertThat(type.open()).isFalse();
  }

  @Test
  void followsReferencesAndStopsWhereASchemaContainsItself() {
    Map<String, Map<String, @Nullable Object>> schemas =
        Map.of(
            "#/Node",
            schema(
                """
                type: object
                properties:
                  port: {default: {}, allOf: [{$ref: "#/Port"}]}
                  next: {$ref: "#/Node"}
                  gone: {$ref: "#/Gone"}
                """),
            "#/Port",
            schema("{format: int-or-string, oneOf: [{type: integer}, {type: string}]}"));
    var type =
        OpenApiTypes.toSchemaType(
            schema("{$ref: '#/Node'}"), name -> schemas.getOrDefault(name, Map.of()));
    assertThat(type)
        .isEqualTo(
            new ObjectOf(
                Map.of(
                    "port", new Field(SchemaType.INT_OR_STRING, true),
                    "next", new Field(SchemaType.UNKNOWN, false),
                    "gone", new Field(SchemaType.UNKNOWN, false)),
                false));
  }

  @Test
  void objectsThatKeepOtherFieldsAreOpen() {
    var type =
        (ObjectOf)
            typeOf(
                "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type:"
                    + " string}}}");
    assertThat(type.open()).isTrue();
    assertThat(type.fields()).containsOnlyKeys("a");
  }

  @Test
  void typesSurviveTheWayThereAndBack() {
    SchemaType type =
        new ObjectOf(
            Map.of(
                "list",
                    new Field(SchemaType.listOf(SchemaType.mapOf(SchemaType.INT_OR_STRING)), false),
                "open",
                    new Field(
                        new ObjectOf(Map.of("a", new Field(SchemaType.BOOLEAN, false)), true),
                        false),
                "unknown", new Field(SchemaType.UNKNOWN, false),
                "number", new Field(SchemaType.NUMBER, false)),
            false);
    assertThat(OpenApiTypes.toSchemaType(OpenApiTypes.toOpenApi(type))).isEqualTo(type);
  }

  private static SchemaType typeOf(String yaml) {
    return OpenApiTypes.toSchemaType(schema(yaml));
  }

  private static Map<String, @Nullable Object> schema(String yaml) {
    return YamlDocument.readAll(yaml).getFirst().tree();
  }
}
