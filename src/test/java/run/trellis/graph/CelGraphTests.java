package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Graphs whose expressions are CEL. */
class CelGraphTests {

  private static final String GRAPH =
      """
      language: CEL
      schema:
        apiVersion: v1alpha1
        kind: Shop
        spec: {name: "string | required=true", zones: "[]string | default=[]"}
        status: {address: "${service.spec.clusterIP}"}
      resources:
        - id: service
          template:
            apiVersion: v1
            kind: Service
            metadata: {name: "${schema.spec.name}-svc"}
            spec: {selector: "${deployment.spec.selector.matchLabels}"}
        - id: deployment
          readyWhen: ["${deployment.status.?availableReplicas.orValue(0) >= 1}"]
          template:
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "${schema.spec.name.lowerAscii()}"}
        - id: zone
          forEach: [{z: "${schema.spec.zones.filter(z, z != '')}"}]
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${schema.spec.name}-${z}"}
            data: {host: "${service.?spec.?clusterIP.orValue('none')}"}
      """;

  @Test
  void haveEdgesOrderAndMasks() {
    CompiledGraph graph = TestGraphs.compile(GRAPH);
    assertThat(graph.nodes()).extracting(Node::id).containsExactly("deployment", "service", "zone");
    assertThat(graph.nodes().get(1).common().dependencies()).containsExactly("deployment");
    assertThat(graph.nodes().get(2).common().soft()).containsExactly("service");
    FieldMask mask = graph.nodes().getFirst().common().mask();
    assertThat(mask.below("spec").below("selector").below("matchLabels").whole()).isTrue();
    assertThat(mask.below("status").below("availableReplicas").whole()).isTrue();
    assertThat(mask.below("spec").below("template")).isEqualTo(FieldMask.NOTHING);
  }
}
