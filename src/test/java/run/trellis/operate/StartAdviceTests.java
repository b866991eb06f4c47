package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.GroupVersionKind;
import run.trellis.cluster.WatchRegistry.WatchState;
import run.trellis.cluster.WatchTarget;

class StartAdviceTests {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final GroupVersionKind GRAPH =
      GroupVersionKind.of("trellis.run/v1alpha1", "ResourceGraph");
  private static final GroupVersionKind SERVICE = GroupVersionKind.of("v1", "Service");

  @ParameterizedTest
  @MethodSource
  void namesWhatMends(GroupVersionKind type, String problem, String advice) {
    var state = new WatchState(WatchTarget.all(type), false, NOW, 0, problem);
    assertThat(StartAdvice.on(List.of(state), "10.0.0.1:6443")).contains(advice);
  }

  static Stream<Arguments> namesWhatMends() {
    return Stream.of(
        argumentSet(
            "definitions that are not installed",
            GRAPH,
            "the API server does not serve trellis.run/v1alpha1 ResourceGraph",
            "kubectl apply -k config/crd"),
        argumentSet(
            "rights to Trellis's own kinds",
            GRAPH,
            "resourcegraphs.trellis.run is forbidden: User \"u\" cannot list resource"
                + " \"resourcegraphs\"",
            "kubectl apply -k config/rbac"),
        argumentSet(
            "rights to what a graph manages",
            SERVICE,
            "services is forbidden: User \"u\" cannot list resource \"services\"",
            "config/rbac/managed.yaml"),
        argumentSet(
            "credentials that are not known", GRAPH, "Unauthorized", "renew the kubeconfig"),
        argumentSet(
            "a server that is not there",
            GRAPH,
            "no answer from the API server: Connection refused",
            "The API server at 10.0.0.1:6443 does not answer"),
        argumentSet(
            "nothing", SERVICE, "the API server does not serve v1 Service", "Nothing is known"));
  }

  @Test
  void saysTheSameOnlyOnce() {
    var state =
        new WatchState(WatchTarget.all(SERVICE), false, NOW, 0, "no answer from the API server: x");
    String once = StartAdvice.on(List.of(state), "h");
    assertThat(StartAdvice.on(List.of(state, state), "h")).isEqualTo(once);
  }
}
