package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.schema.OpenApiDocument;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.WithControlPlane;

/** The types that the schemas of a real API server come to. */
@WithControlPlane
class OpenApiIT {

  @Test
  void loadsTheTypesOfBuiltInKinds(ControlPlane controlPlane) {
    try (var connected = Connected.to(controlPlane.kubeconfig())) {
      var documents = new OpenApiLoader(connected.server, connected.json);
      var apps = documents.load("apps", "v1").orElseThrow();
      var core = documents.load("", "v1").orElseThrow();

      var deployment = type(apps, "apps/v1", "Deployment");
      var container = at(deployment, "spec", "template", "spec", "containers");
      assertThat(at(container, "image").display()).isEqualTo("string");
      assertThat(at(container, "resources", "limits").display()).isEqualTo("map[string]quantity");
      assertThat(at(container, "livenessProbe", "httpGet", "port").display())
          .isEqualTo("integer or string");
      assertThat(at(deployment, "metadata", "name").display()).isEqualTo("string");
      assertThat(field(deployment, "spec", "selector").required()).isTrue();
      assertThat(field(deployment, "spec", "template").required()).isTrue();
      assertThat(field(deployment, "spec", "replicas").required()).isFalse();
      assertThat(field(type(core, "v1", "Service"), "spec", "ports").uniqueness().keys())
          .containsExactly("port", "protocol");
      assertThat(at(type(core, "v1", "Secret"), "data"))
          .isEqualTo(
              SchemaType.mapOf(
                  new SchemaType.Scalar(
                      SchemaType.Kind.STRING, SchemaType.Format.BYTE, List.of())));
      assertThat(at(type(core, "v1", "Service"), "spec", "type"))
          .isInstanceOfSatisfying(
              SchemaType.Scalar.class, type -> assertThat(type.choices()).contains("ClusterIP"));

      assertThat(apps.typeOf(GroupVersionKind.of("apps/v1", "Nothing"))).isEmpty();
      assertThat(documents.load("nobody.example", "v1")).isEmpty();
    }
  }

  @Test
  void aDefinitionOfKindsContainsItselfWithoutEnd(ControlPlane controlPlane) {
    try (var connected = Connected.to(controlPlane.kubeconfig())) {
      var document =
          new OpenApiLoader(connected.server, connected.json)
              .load("apiextensions.k8s.io", "v1")
              .orElseThrow();
      var definition = type(document, "apiextensions.k8s.io/v1", "CustomResourceDefinition");
      var schema = at(definition, "spec", "versions", "schema", "openAPIV3Schema");

      assertThat(at(schema, "properties", "properties", "not", "allOf"))
          .as("a schema within a schema within a schema")
          .isEqualTo(schema);
    }
  }

  private static ObjectOf type(OpenApiDocument document, String apiVersion, String kind) {
    return (ObjectOf) document.typeOf(GroupVersionKind.of(apiVersion, kind)).orElseThrow();
  }

  /** Of a list or map the element. */
  private static SchemaType at(SchemaType type, String... path) {
    return path.length == 0
        ? type
        : field(type, path).type() instanceof ListOf list
            ? list.element()
            : field(type, path).type();
  }

  private static SchemaType.Field field(SchemaType type, String... path) {
    SchemaType.Field field = new SchemaType.Field(type, true);
    for (String name : path) {
      SchemaType owner =
          switch (field.type()) {
            case ListOf(SchemaType element) -> element;
            case MapOf(SchemaType value) -> value;
            default -> field.type();
          };
      field = Objects.requireNonNull(((ObjectOf) owner).fields().get(name), name);
    }
    return field;
  }
}
