package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.JsonTree;
import run.trellis.api.YamlDocument;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Uniqueness;

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
        "{oneOf: [{type: string}, {type: number}]}                                # quantity",
        "{anyOf: [{type: integer}, {type: string}]}                               # integer or"
            + " string",
        "{anyOf: [{type: integer}, {type: number}]}                               # number",
        "{oneOf: [{type: boolean}, {type: integer}]}                              # unknown",
        "{allOf: [{type: string}], default: x}                                    # string",
        "{allOf: [{}, {type: array, items: {type: string}}]}                      # []string",
        "{type: array, items: {type: string, nullable: true}}                     # []unknown",
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
        .containsEntry("required", required(SchemaType.STRING))
        .containsEntry("defaulted", new Field(SchemaType.INTEGER, true))
        .containsEntry("optional", new Field(SchemaType.STRING, false))
        .containsEntry("nothing", new Field(SchemaType.STRING, false, true, true, Uniqueness.NONE))
        .containsEntry(
            "struct",
            new Field(new ObjectOf(Map.of("inner", required(SchemaType.STRING)), false), true));
    assertThat(type.open()).isFalse();
  }

  private static Field required(SchemaType type) {
    return new Field(type, true, true, false, Uniqueness.NONE);
  }

  @Test
  void followsReferencesAlsoOfASchemaThatContainsItself() {
    var references =
        references(
            """
            "#/Node":
              type: object
              properties:
                port: {default: {}, allOf: [{$ref: "#/Port"}]}
                next: {$ref: "#/Node"}
                many: {type: object, additionalProperties: {$ref: "#/Node"}}
                gone: {$ref: "#/Gone"}
                loop: {$ref: "#/Loop"}
            "#/Port": {format: int-or-string, oneOf: [{type: integer}, {type: string}]}
            "#/Loop": {type: array, items: {$ref: "#/Loop"}}
            """);
    var node = (ObjectOf) OpenApiTypes.toSchemaType(schema("{$ref: '#/Node'}"), references);

    assertThat(node.fields())
        .containsEntry("port", new Field(SchemaType.INT_OR_STRING, true))
        .containsEntry("next", new Field(node, false))
        .containsEntry("many", new Field(SchemaType.mapOf(node), false))
        .containsEntry("gone", new Field(SchemaType.UNKNOWN, false))
        .containsEntry("loop", new Field(SchemaType.listOf(SchemaType.UNKNOWN), false));
    assertThat(node).hasSameHashCodeAs(node.field("next").orElseThrow().type());
    assertThat(node.toString()).contains("next").hasSizeLessThan(100);
    assertThat(TypeJoin.either(SchemaType.listOf(node), SchemaType.listOf(node)))
        .isEqualTo(SchemaType.listOf(node));
  }

  @Test
  void writesOfASchemaThatContainsItselfOneRound() {
    var references =
        references("\"#/Node\": {type: object, properties: {next: {$ref: \"#/Node\"}}}");
    var node = OpenApiTypes.toSchemaType(schema("{$ref: '#/Node'}"), references);

    assertThat(OpenApiTypes.toOpenApi(node))
        .isEqualTo(
            schema(
                "{type: object, properties: {next: {type: object,"
                    + " x-kubernetes-preserve-unknown-fields: true}}}"));
  }

  @Test
  void joinsTwoSchemasThatContainThemselves() {
    var references =
        references(
            """
            "#/A": {type: object, properties: {next: {$ref: "#/A"}, a: {type: string}}}
            "#/B": {type: object, properties: {next: {$ref: "#/B"}, a: {type: integer}}}
            """);
    var joined =
        (ObjectOf)
            TypeJoin.either(
                OpenApiTypes.toSchemaType(schema("{$ref: '#/A'}"), references),
                OpenApiTypes.toSchemaType(schema("{$ref: '#/B'}"), references));

    assertThat(joined.fields())
        .containsEntry("a", new Field(SchemaType.INT_OR_STRING, false))
        .containsEntry("next", new Field(joined, false));
  }

  @Test
  void endsWhereCombinedSchemasContainEachOther() {
    var references =
        references(
            """
            "#/A": {properties: {b: {$ref: "#/B"}}, allOf: [{$ref: "#/B"}]}
            "#/B": {properties: {a: {$ref: "#/A"}}, oneOf: [{$ref: "#/A"}, {$ref: "#/B"}]}
            """);
    assertThat(OpenApiTypes.toSchemaType(schema("{$ref: '#/A'}"), references))
        .isInstanceOf(ObjectOf.class);
  }

  @Test
  void knowsAZeroValueOfGoFromADefault() {
    String fields =
        """
        type: object
        required: [name, port, template]
        properties:
          name: {type: string, default: ""}
          port: {type: integer, default: 0}
          template: {default: {}, allOf: [{type: object, properties: {a: {type: string}}}]}
        """;
    var references =
        references(
            "\"#/components/schemas/io.k8s.api.core.v1.Thing\":\n"
                + fields.indent(2)
                + "\"#/components/schemas/com.example.v1.Thing\":\n"
                + fields.indent(2));

    assertThat(requiredFields("io.k8s.api.core.v1.Thing", references))
        .containsExactly("name", "port", "template");
    assertThat(requiredFields("com.example.v1.Thing", references)).isEmpty();
  }

  private static List<String> requiredFields(
      String name, Function<String, Map<String, @Nullable Object>> references) {
    var reference = Map.of("$ref", "#/components/schemas/" + name);
    var type = (ObjectOf) OpenApiTypes.toSchemaType(reference, references);
    return type.fields().entrySet().stream()
        .filter(field -> field.getValue().required())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void knowsFormatsAndChoices() {
    var type =
        (ObjectOf)
            typeOf(
                """
                properties:
                  data: {type: string, format: byte}
                  at: {type: string, format: date-time}
                  small: {type: integer, format: int32}
                  choice: {type: string, enum: [a, b, null]}
                """);
    assertThat(type.fields().values())
        .extracting(Field::type)
        .containsExactly(
            new Scalar(Kind.STRING, Format.BYTE, List.of()),
            new Scalar(Kind.STRING, Format.DATE_TIME, List.of()),
            new Scalar(Kind.INTEGER, Format.INT32, List.of()),
            new Scalar(Kind.STRING, Format.NONE, List.of("a", "b")));
  }

  @Test
  void knowsWhichElementsAreTheSame() {
    var type =
        (ObjectOf)
            typeOf(
                """
                properties:
                  atomic: {type: array, items: {type: string}}
                  set: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                  map:
                    type: array
                    items: {type: object, properties: {name: {type: string}}}
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [name]
                """);
    assertThat(type.fields().values())
        .extracting(Field::uniqueness)
        .containsExactly(
            Uniqueness.NONE,
            new Uniqueness(true, List.of()),
            new Uniqueness(false, List.of("name")));
  }

  @Test
  void combinesBranches() {
    var type =
        (ObjectOf)
            typeOf(
                """
                type: object
                properties: {kind: {type: string}, a: {}}
                required: [kind]
                oneOf:
                - {required: [a], properties: {a: {type: integer}}}
                - {required: [b], properties: {b: {type: string}, kind: {enum: [x]}}}
                """);
    assertThat(type.fields())
        .containsEntry("kind", required(SchemaType.STRING))
        .containsEntry("a", new Field(SchemaType.INTEGER, false))
        .containsEntry("b", new Field(SchemaType.STRING, false));
    assertThat(type.open()).isFalse();
  }

  @Test
  void anEmbeddedObjectHasWhatAllObjectsHave() {
    var type =
        (ObjectOf)
            typeOf(
                "{type: object, x-kubernetes-embedded-resource: true,"
                    + " x-kubernetes-preserve-unknown-fields: true}");
    assertThat(type.fields()).containsOnlyKeys("apiVersion", "kind", "metadata");
    assertThat(type.open()).isTrue();
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

  private static Function<String, Map<String, @Nullable Object>> references(String yaml) {
    Map<String, @Nullable Object> schemas = schema(yaml);
    return name -> JsonTree.mapAt(schemas, name);
  }

  private static Map<String, @Nullable Object> schema(String yaml) {
    return YamlDocument.readAll(yaml).getFirst().tree();
  }
}
