package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.KubeObject;
import run.trellis.api.YamlDocument;
import run.trellis.testing.GoldenCase;

class SchemaCompatibilityTests {

  /** Schemas of one field of the spec. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '#',
      nullValues = "-",
      value = {
        // nothing breaks
        "{type: string} # {type: string, description: new} # -",
        "{type: string} # {type: string, default: a} # -",
        "{type: string, default: a} # {type: string, default: b} # -",
        "{type: string, default: a} # {type: string} # -",
        "{type: string, enum: [a]} # {type: string, enum: [a, b]} # -",
        "{type: string, enum: [a]} # {type: string} # -",
        "{type: string, pattern: a} # {type: string} # -",
        "{type: integer, minimum: 1, maximum: 5} # {type: integer, minimum: 0, maximum: 6} # -",
        "{type: integer, minimum: 1} # {type: integer, minimum: 1.0} # -",
        "{type: integer, minimum: 1} # {type: integer} # -",
        "{type: string, x-kubernetes-validations: [{rule: a}]} # {type: string} # -",
        "{type: string, x-kubernetes-validations: [{rule: a}]} # {type: string,"
            + " x-kubernetes-validations: [{rule: a, message: new}]} # -",
        "{type: string} # {x-kubernetes-preserve-unknown-fields: true} # -",
        "{type: object, properties: {a: {type: string}}} # {type: object,"
            + " x-kubernetes-preserve-unknown-fields: true} # -",
        "{type: string} # {type: string, nullable: true} # -",
        "{type: array, items: {type: string}} # {type: array, items: {type: string},"
            + " x-kubernetes-list-type: atomic} # -",
        "{type: object, properties: {}} # {type: object, properties: {a: {type: string}}} # -",
        "{type: object, properties: {}} # {type: object, required: [a], properties: {a: {type:"
            + " string, default: x}}} # -",
        "{type: object, required: [a], properties: {a: {type: string}}} # {type: object,"
            + " properties: {a: {type: string}}} # -",
        "{type: string, format: date} # {type: string} # -",
        // types
        "{type: string} # {type: integer} # spec.f TYPE_CHANGED changed its type from string to"
            + " integer",
        "{type: integer} # {type: number} # spec.f TYPE_CHANGED changed its type from integer to"
            + " float",
        "{type: integer} # {x-kubernetes-int-or-string: true} # spec.f TYPE_CHANGED changed its"
            + " type from integer to integer or string",
        "{type: array, items: {type: string}} # {type: string} # spec.f TYPE_CHANGED changed its"
            + " type from list to string",
        "{type: object, properties: {}} # {type: object, additionalProperties: {type: string}} #"
            + " spec.f TYPE_CHANGED changed its type from struct to map",
        "{type: object, x-kubernetes-preserve-unknown-fields: true} # {type: object, properties:"
            + " {}} # spec.f TYPE_CHANGED changed its type from object to struct",
        "{x-kubernetes-preserve-unknown-fields: true} # {type: string} # spec.f TYPE_CHANGED"
            + " changed its type from anything to string",
        "{type: array, items: {type: string}} # {type: array, items: {type: integer}} # spec.f[*]"
            + " TYPE_CHANGED changed its type from string to integer",
        "{type: object, additionalProperties: {type: string}} # {type: object,"
            + " additionalProperties: {type: boolean}} # spec.f.* TYPE_CHANGED changed its type"
            + " from string to boolean",
        // fields
        "{type: object, properties: {a: {type: string}}} # {type: object, properties: {}} #"
            + " spec.f.a FIELD_REMOVED was removed",
        "{type: object, properties: {a.b: {type: string}}} # {type: object, properties: {}} #"
            + " spec.f[\"a.b\"] FIELD_REMOVED was removed",
        "{type: object, properties: {}} # {type: object, required: [a], properties: {a: {type:"
            + " string}}} # spec.f.a FIELD_REQUIRED is new and required",
        "{type: object, properties: {a: {type: string}}} # {type: object, required: [a],"
            + " properties: {a: {type: string}}} # spec.f.a FIELD_REQUIRED is required now",
        "{type: object, required: [a], properties: {a: {type: string, default: x}}} # {type:"
            + " object, required: [a], properties: {a: {type: string}}} # spec.f.a DEFAULT_REMOVED"
            + " is required and lost its default",
        "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type:"
            + " string}}} # {type: object, properties: {a: {type: string}}} # spec.f"
            + " UNKNOWN_FIELDS_DROPPED drops fields that it does not name, and kept them before",
        "{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type:"
            + " string}}} # {type: object, x-kubernetes-preserve-unknown-fields: true, properties:"
            + " {a: {type: string}, b: {type: integer}}} # spec.f.b TYPE_CHANGED must be integer"
            + " now, and could be anything before",
        // values
        "{type: string, enum: [a, b, c]} # {type: string, enum: [b]} # spec.f ENUM_NARROWED does"
            + " not allow a, c any more",
        "{type: string} # {type: string, enum: [a]} # spec.f ENUM_NARROWED allows only [a] now, and"
            + " any value before",
        "{type: string} # {type: string, pattern: a} # spec.f PATTERN_CHANGED must match the new"
            + " pattern a",
        "{type: string, pattern: a} # {type: string, pattern: b} # spec.f PATTERN_CHANGED changed"
            + " its pattern to b",
        "{type: integer} # {type: integer, minimum: 0} # spec.f BOUND_TIGHTENED has a new bound:"
            + " minimum 0",
        "{type: integer, minimum: 0} # {type: integer, minimum: 1} # spec.f BOUND_TIGHTENED changed"
            + " minimum from 0 to 1",
        "{type: integer, maximum: 3} # {type: integer, maximum: 2} # spec.f BOUND_TIGHTENED changed"
            + " maximum from 3 to 2",
        "{type: string} # {type: string, maxLength: 5} # spec.f BOUND_TIGHTENED has a new bound:"
            + " maxLength 5",
        "{type: string, minLength: 1} # {type: string, minLength: 2} # spec.f BOUND_TIGHTENED"
            + " changed minLength from 1 to 2",
        "{type: array} # {type: array, minItems: 1} # spec.f BOUND_TIGHTENED has a new bound:"
            + " minItems 1",
        "{type: array, maxItems: 9} # {type: array, maxItems: 8} # spec.f BOUND_TIGHTENED changed"
            + " maxItems from 9 to 8",
        "{type: array, items: {type: string}} # {type: array, items: {type: string, maxLength: 5}}"
            + " # spec.f[*] BOUND_TIGHTENED has a new bound: maxLength 5",
        "{type: object, additionalProperties: {type: string}} # {type: object,"
            + " additionalProperties: {type: string, enum: [a]}} # spec.f.* ENUM_NARROWED allows"
            + " only [a] now, and any value before",
        "{type: string} # {type: string, format: date} # spec.f CONSTRAINT_CHANGED has a new"
            + " restriction: format",
        "{type: string, nullable: true} # {type: string} # spec.f NULL_FORBIDDEN must not be null"
            + " any more",
        // lists and rules
        "{type: array} # {type: array, x-kubernetes-list-type: set} # spec.f LIST_TYPE_CHANGED"
            + " changed x-kubernetes-list-type from null to set",
        "{type: array, x-kubernetes-list-map-keys: [a]} # {type: array, x-kubernetes-list-map-keys:"
            + " [b]} # spec.f LIST_TYPE_CHANGED changed x-kubernetes-list-map-keys from [a] to [b]",
        "{type: string} # {type: string, x-kubernetes-validations: [{rule: self == oldSelf}]} #"
            + " spec.f RULE_ADDED cannot be changed any more",
        "{type: string, x-kubernetes-validations: [{rule: a}]} # {type: string,"
            + " x-kubernetes-validations: [{rule: b}]} # spec.f RULE_ADDED must satisfy the new"
            + " rule b",
        "{type: string} # {x-kubernetes-preserve-unknown-fields: true, x-kubernetes-validations:"
            + " [{rule: a}]} # spec.f RULE_ADDED must satisfy the new rule a",
      })
  void findsWhatBreaksInTheSpec(String old, String now, String expected) {
    assertThat(told(breakingChanges("spec", old, now))).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '#',
      nullValues = "-",
      value = {
        "{type: string} # {type: integer} # status.f TYPE_CHANGED changed its type from string to"
            + " integer",
        "{type: object, properties: {a: {type: string}}} # {type: object, properties: {}} #"
            + " status.f.a FIELD_REMOVED was removed",
        "{type: array, items: {type: string}} # {type: array, items: {type: integer}} # status.f[*]"
            + " TYPE_CHANGED changed its type from string to integer",
        // the kind that it is read from came, or went
        "{x-kubernetes-preserve-unknown-fields: true} # {type: string} # -",
        "{type: string} # {x-kubernetes-preserve-unknown-fields: true} # -",
        "{type: object, x-kubernetes-preserve-unknown-fields: true} # {type: object, properties:"
            + " {a: {type: string}}} # -",
        // only the engine writes it
        "{type: string} # {type: string, enum: [a], pattern: a, maxLength: 1} # -",
        "{type: object, properties: {}} # {type: object, required: [a], properties: {a: {type:"
            + " string}}} # -",
      })
  void findsWhatBreaksInTheStatus(String old, String now, String expected) {
    assertThat(told(breakingChanges("status", old, now)))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void findsRemovedFieldsOfSpecAndStatus() {
    assertThat(
            SchemaCompatibility.breakingChanges(
                schema(
                    "{type: object, properties: {spec: {type: object, properties: {a: {type:"
                        + " string}}}, status: {type: object, properties: {b: {type: string}}}}}"),
                schema(
                    "{type: object, properties: {spec: {type: object, properties: {}}, status:"
                        + " {type: object, properties: {}}}}")))
        .extracting(BreakingChange::toString)
        .containsExactly("spec.a was removed", "status.b was removed");
  }

  @Test
  void findsChangesOfTheApiItself() {
    var old = definition("a.example.com", "Namespaced", "A", "v1alpha1");
    assertThat(SchemaCompatibility.breakingChanges(old, old)).isEmpty();
    assertThat(
            SchemaCompatibility.breakingChanges(
                old, definition("b.example.com", "Cluster", "B", "v1beta1")))
        .extracting(BreakingChange::toString)
        .containsExactly(
            "apiVersion changed from v1alpha1 to v1beta1: instances are stored as v1alpha1",
            "group changed from a.example.com to b.example.com: that is another API",
            "kind changed from A to B: that is another API",
            "scope changed from Namespaced to Cluster: that is another API");
  }

  @Test
  void aGeneratedDefinitionIsCompatibleWithItself() {
    for (GoldenCase golden : GoldenCase.in("crd")) {
      if (golden.has("out-crd.yaml")) {
        var crd = KubeObject.of(schema(golden.read("out-crd.yaml")));
        assertThat(SchemaCompatibility.breakingChanges(crd, crd)).isEmpty();
      }
    }
  }

  private static KubeObject definition(String group, String scope, String kind, String version) {
    return KubeObject.of(
        schema(
            "{spec: {group: %s, scope: %s, names: {kind: %s}, versions: [{name: old, storage: false}, {name: %s, storage: true}]}}"
                .formatted(group, scope, kind, version)));
  }

  private static List<BreakingChange> breakingChanges(String part, String old, String now) {
    String frame = "{type: object, properties: {%s: {type: object, properties: {f: %s}}}}";
    return SchemaCompatibility.breakingChanges(
        schema(frame.formatted(part, old)), schema(frame.formatted(part, now)));
  }

  private static String told(List<BreakingChange> changes) {
    return changes.stream()
        .map(change -> change.path() + " " + change.kind() + " " + change.message())
        .collect(Collectors.joining("; "));
  }

  private static Map<String, @Nullable Object> schema(String yaml) {
    return YamlDocument.readAll(yaml).getFirst().tree();
  }
}
