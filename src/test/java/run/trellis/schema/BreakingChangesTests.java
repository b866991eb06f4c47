package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.KubeObject;
import run.trellis.api.YamlDocument;
import run.trellis.api.trellis.ResourceGraphReader;

/** Every marker of SimpleSchema, put on, taken off and changed, by way of the definition. */
class BreakingChangesTests {

  /** Two texts of the field {@code f} of the spec; {@code -} for none. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "-; string; ''",
        "-; string | default=a; ''",
        "-; string | required=true default=a; ''",
        "-; string | required=true; spec.f FIELD_REQUIRED",
        "string; -; spec.f FIELD_REMOVED",
        "string; integer; spec.f TYPE_CHANGED",
        "integer; float; spec.f TYPE_CHANGED",
        "string; []string; spec.f TYPE_CHANGED",
        "string; object; spec.f TYPE_CHANGED",
        "object; string; spec.f TYPE_CHANGED",
        "string; string | required=true; spec.f FIELD_REQUIRED",
        "string | required=true; string; ''",
        "string | required=true default=a; string | required=true; spec.f DEFAULT_REMOVED",
        "string | default=a; string; ''",
        "string | default=a; string | default=b; ''",
        "string; string | description=a; ''",
        "string; string | enum=\"a,b\"; spec.f ENUM_NARROWED",
        "string | enum=\"a,b\"; string | enum=\"a\"; spec.f ENUM_NARROWED",
        "string | enum=\"a,b\"; string | enum=\"b,a,c\"; ''",
        "integer | enum=\"1,2\"; integer | enum=\"2\"; spec.f ENUM_NARROWED",
        "string | enum=\"a\"; string; ''",
        "string; string | pattern=a; spec.f PATTERN_CHANGED",
        "string | pattern=a; string | pattern=b; spec.f PATTERN_CHANGED",
        "string | pattern=a; string; ''",
        "integer; integer | minimum=1; spec.f BOUND_TIGHTENED",
        "integer | minimum=1; integer | minimum=2; spec.f BOUND_TIGHTENED",
        "integer | minimum=2; integer | minimum=1; ''",
        "float; float | maximum=1.5; spec.f BOUND_TIGHTENED",
        "float | maximum=1.5; float | maximum=1.4; spec.f BOUND_TIGHTENED",
        "float | maximum=1.5; float; ''",
        "string; string | minLength=1; spec.f BOUND_TIGHTENED",
        "string | maxLength=9; string | maxLength=8; spec.f BOUND_TIGHTENED",
        "string | maxLength=8; string | maxLength=9; ''",
        "[]string; []string | minItems=1; spec.f BOUND_TIGHTENED",
        "[]string | maxItems=9; []string | maxItems=8; spec.f BOUND_TIGHTENED",
        "[]string | maxItems=8; []string; ''",
        "[]string; []string | uniqueItems=true; spec.f LIST_TYPE_CHANGED",
        "[]string | listType=set; []string | listType=atomic; spec.f LIST_TYPE_CHANGED",
        "[]string; []string | listType=atomic; ''",
        "string; string | validation=\"self != 'a'\"; spec.f RULE_ADDED",
        "string | validation=\"self != 'a'\"; string | validation=\"self != 'b'\"; spec.f"
            + " RULE_ADDED",
        "string | validation=\"self != 'a'\"; string; ''",
        "string; string | immutable=true; spec.f RULE_ADDED",
        "string | immutable=true; string; ''",
        "[]string; []integer; spec.f[*] TYPE_CHANGED",
        "map[string]string; map[string]integer; spec.f.* TYPE_CHANGED",
        "[]Small; []Small; ''",
        "[]Wide; []Narrow; spec.f[*].g BOUND_TIGHTENED",
        "map[string]Wide; map[string]Narrow; spec.f.*.g BOUND_TIGHTENED",
        "map[string]Narrow; map[string]Wide; ''",
        "[]Wide; []Needy; spec.f[*].h FIELD_REQUIRED",
        "map[string]Needy; map[string]Wide; spec.f.*.h FIELD_REMOVED",
        "Wide; Narrow; spec.f.g BOUND_TIGHTENED",
        "Wide; map[string]integer; spec.f TYPE_CHANGED",
      })
  void areFoundWhereverAMarkerIs(String old, String now, String expected) {
    assertThat(told(definition(old), definition(now))).isEqualTo(expected);
  }

  private static String told(KubeObject old, KubeObject now) {
    List<BreakingChange> changes = SchemaCompatibility.breakingChanges(old, now);
    return changes.stream()
        .map(change -> change.path() + " " + change.kind())
        .collect(Collectors.joining(", "));
  }

  private static KubeObject definition(String field) {
    String spec = field.equals("-") ? "{}" : "{f: '" + field.replace("'", "''") + "'}";
    String text =
        """
        apiVersion: trellis.run/v1alpha1
        kind: ResourceGraph
        metadata: {name: a}
        spec:
          schema:
            apiVersion: v1
            kind: Thing
            types:
              Small: string | maxLength=3
              Wide: {g: integer | minimum=1}
              Narrow: {g: integer | minimum=2}
              Needy: {g: integer | minimum=1, h: string | required=true}
            spec: %s
          resources: []
        """
            .formatted(spec);
    Map<String, @Nullable Object> tree = YamlDocument.readAll(text).getFirst().tree();
    var reading = ResourceGraphReader.read(KubeObject.of(tree));
    assertThat(reading.problems()).isEmpty();
    var api = reading.definition().orElseThrow().api().orElseThrow();
    SimpleSchema schema = SimpleSchema.parse(api);
    assertThat(schema.problems()).isEmpty();
    return new CrdGenerator().generate(api, schema, SchemaType.UNKNOWN);
  }
}
