package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretFlowTests {

  @Test
  void followsTheContentOfSecretsAndNotTheirNames() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: password
                externalRef: {apiVersion: v1, kind: Secret, metadata: {name: p, namespace: n}}
              - id: named
                template: {apiVersion: v1, kind: Secret, metadata: {name: s, namespace: n}}
              - id: reader
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: r, namespace: n}, data: {v: "${password.data['x']}"}}
              - id: readerOfReader
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: q, namespace: n}, data: {v: "${reader.metadata.uid}"}}
              - id: mentions
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: n}, data: {v: "${named.metadata.name}"}}
              - id: beside
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: n}}
            """);

    assertThat(List.of("password", "named", "reader", "readerOfReader"))
        .allMatch(node -> SecretFlow.reaches(graph, node));
    assertThat(List.of("mentions", "beside")).noneMatch(node -> SecretFlow.reaches(graph, node));
    assertThat(SecretFlow.reaches(graph, "unknown")).as("in doubt, yes").isTrue();
  }
}
