package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class OpenApiIT {

  @Test
  void loadsTheSchemaOfOneKind(ControlPlane controlPlane) {
    try (var connected = Connected.to(controlPlane.kubeconfig())) {
      var documents = new OpenApiLoader(connected.server, connected.json);

      var deployment =
          documents.schemaOf(GroupVersionKind.of("apps/v1", "Deployment")).orElseThrow();
      assertThat(
              JsonTree.at(
                  deployment,
                  "properties",
                  "spec",
                  "properties",
                  "template",
                  "properties",
                  "spec",
                  "properties",
                  "containers",
                  "items",
                  "properties",
                  "image",
                  "type"))
          .isEqualTo("string");
      assertThat(JsonTree.at(deployment, "properties", "metadata", "properties", "name", "type"))
          .isEqualTo("string");
      assertThat(deployment.toString()).doesNotContain("$ref").doesNotContain("allOf=");

      var definition =
          documents
              .schemaOf(GroupVersionKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition"))
              .orElseThrow();
      assertThat(JsonTree.textAt(definition, "type")).isEqualTo("object");
      assertThat(documents.schemaOf(GroupVersionKind.of("apps/v1", "Nothing"))).isEmpty();
      assertThat(documents.schemaOf(GroupVersionKind.of("nobody.example/v1", "X"))).isEmpty();
      assertThat(documents.digestOf("apps", "v1")).isPresent();
    }
  }
}
