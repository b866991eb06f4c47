package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;

/** Sets of owned fields as a real API server wrote them. */
class FieldOwnershipTests {

  private static final Map<String, Object> LEAF = Map.of();
  private static final Map<String, Object> METADATA =
      Map.of("f:labels", Map.of("f:a", LEAF), "f:annotations", Map.of("f:b", LEAF));
  private static final Map<String, Object> PORT =
      Map.of(
          "k:{\"port\":80,\"protocol\":\"TCP\"}",
          Map.of(".", LEAF, "f:port", LEAF, "f:name", LEAF));

  static Stream<Arguments> fields() {
    return Stream.of(
        argumentSet(
            "identity is never tracked",
            Map.of(),
            Map.of(
                "apiVersion", "v1", "kind", "X", "metadata", Map.of("name", "x", "namespace", "y")),
            true),
        argumentSet(
            "a scalar field that is ours",
            Map.of("f:data", Map.of("f:k", LEAF)),
            Map.of("data", Map.of("k", "v")),
            true),
        argumentSet(
            "a scalar field that was taken",
            Map.of("f:data", Map.of("f:k", LEAF)),
            Map.of("data", Map.of("k", "v", "l", "w")),
            false),
        argumentSet("everything was taken", Map.of(), Map.of("data", Map.of("k", "v")), false),
        argumentSet(
            "more is ours than is wanted",
            Map.of("f:data", Map.of("f:k", LEAF, "f:l", LEAF)),
            Map.of("data", Map.of("k", "v")),
            true),
        argumentSet(
            "a part owned as a whole",
            Map.of("f:spec", Map.of("f:selector", LEAF)),
            Map.of("spec", Map.of("selector", Map.of("a", "b"))),
            true));
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        argumentSet(
            "an item by keys, one of them a default",
            Map.of("f:spec", Map.of("f:ports", PORT)),
            Map.of("spec", Map.of("ports", List.of(Map.of("port", 80L)))),
            true),
        argumentSet(
            "an item with other keys",
            Map.of("f:spec", Map.of("f:ports", PORT)),
            Map.of("spec", Map.of("ports", List.of(Map.of("port", 81L)))),
            false),
        argumentSet(
            "an item with a field that was taken",
            Map.of("f:spec", Map.of("f:ports", PORT)),
            Map.of("spec", Map.of("ports", List.of(Map.of("port", 80L, "targetPort", 8080L)))),
            false),
        argumentSet(
            "an item by value",
            Map.of("f:finalizers", Map.of("v:\"x\"", LEAF)),
            Map.of("finalizers", List.of("x")),
            true),
        argumentSet(
            "an item by value that was taken",
            Map.of("f:finalizers", Map.of("v:\"x\"", LEAF)),
            Map.of("finalizers", List.of("x", "y")),
            false),
        argumentSet(
            "labels that are ours",
            Map.of("f:metadata", METADATA),
            Map.of("metadata", Map.of("name", "n", "labels", Map.of("a", "1"))),
            true),
        argumentSet(
            "a label that was taken",
            Map.of("f:metadata", METADATA),
            Map.of("metadata", Map.of("name", "n", "labels", Map.of("c", "1"))),
            false),
        argumentSet(
            "keys that cannot be read match nothing",
            Map.of("f:l", Map.of("k:{broken", LEAF)),
            Map.of("l", List.of(Map.of("a", 1L))),
            false));
  }

  @ParameterizedTest
  @MethodSource({"fields", "lists"})
  void coversTheConfigurationIfNoFieldWasTaken(
      Map<String, Object> owned, Map<String, Object> configuration, boolean expected) {
    assertThat(
            new FieldOwnership()
                .covers(JsonTree.copyOfMap(owned), JsonTree.copyOfMap(configuration)))
        .isEqualTo(expected);
  }

  static Stream<Arguments> taken() {
    Map<String, Object> others = Map.of("f:other", LEAF);
    return Stream.of(
        argumentSet(
            "a field", Map.of("f:data", others), Map.of("data", Map.of("k", "v")), "data.k"),
        argumentSet(
            "a whole part, of which one field is named",
            Map.of("f:other", LEAF),
            Map.of("spec", Map.of("template", Map.of("replicas", 1L))),
            "spec.template.replicas"),
        argumentSet(
            "a label",
            Map.of("f:metadata", METADATA),
            Map.of("metadata", Map.of("labels", Map.of("example.com/c", "1"))),
            "metadata.labels[example.com/c]"),
        argumentSet(
            "a field of an item",
            Map.of("f:spec", Map.of("f:ports", PORT)),
            Map.of("spec", Map.of("ports", List.of(Map.of("port", 80L, "targetPort", 1L)))),
            "spec.ports[{\"port\":80,\"protocol\":\"TCP\"}].targetPort"),
        argumentSet(
            "an item, of which only the list is known",
            Map.of("f:spec", Map.of("f:ports", PORT)),
            Map.of("spec", Map.of("ports", List.of(Map.of("port", 81L)))),
            "spec.ports"));
  }

  @ParameterizedTest
  @MethodSource
  void taken(Map<String, Object> owned, Map<String, Object> configuration, String expected) {
    assertThat(
            new FieldOwnership()
                .firstMissing(JsonTree.copyOfMap(owned), JsonTree.copyOfMap(configuration)))
        .map(FieldPath::toString)
        .contains(expected);
  }

  @Test
  void tellsWhoElseSetAField() {
    FieldPath replicas = FieldPath.of("spec", Map.of("replicas", 1L));
    KubeObject object =
        KubeObject.of(
            Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of(
                    "name",
                    "d",
                    "managedFields",
                    List.of(
                        entry("trellis", "", Map.of("f:replicas", LEAF)),
                        entry("kubectl", "scale", Map.of("f:replicas", LEAF)),
                        entry("editor", "", Map.of("f:paused", LEAF)),
                        entry("owner", "", LEAF)))));

    assertThat(FieldOwnership.otherManagers(object, replicas, "trellis"))
        .containsExactly("kubectl (by scale)", "owner");
  }

  private static Map<String, Object> entry(
      String manager, String subresource, Map<String, Object> spec) {
    return Map.of(
        "manager", manager, "subresource", subresource, "fieldsV1", Map.of("f:spec", spec));
  }
}
