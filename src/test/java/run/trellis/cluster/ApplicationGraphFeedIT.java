package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import run.trellis.api.KubeObject;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Kubectl;
import run.trellis.testing.WithControlPlane;

/** The wiring of the package, and the kind whose name is not the sandbox's own to choose. */
@WithControlPlane(own = true)
class ApplicationGraphFeedIT {

  @Test
  void servesGraphsAsSoonAsTheirKindIsInstalled(ControlPlane controlPlane, Kubectl kubectl) {
    List<String> names = new CopyOnWriteArrayList<>();
    var application =
        new SpringApplicationBuilder(ClusterConfiguration.class, SimpleMeterRegistry.class)
            .web(WebApplicationType.NONE);
    try (var context =
        application.run(
            "--trellis.cluster.kubeconfig=" + controlPlane.kubeconfig(),
            "--trellis.cluster.backoff-max=10m",
            "--trellis.cluster.backoff-min=10m")) {
      GraphFeed feed = context.getBean(GraphFeed.class);
      feed.onChange(names::add);
      assertThat(feed.isSynced()).isFalse();

      install(kubectl);
      await().until(feed::isSynced);
      var graphs = kubectl.resources("trellis.run/v1alpha1", "ResourceGraph").whenServed();
      graphs.create(Map.of("metadata", Map.of("name", "web"), "spec", Map.of("a", 1)));

      await().until(() -> names.contains("web"));
      assertThat(feed.list()).extracting(KubeObject::name).containsExactly("web");
      assertThat(feed.get("web").orElseThrow().at("spec", "a")).isEqualTo(1L);

      names.clear();
      graphs.delete("web");
      await().until(() -> names.contains("web"));
      assertThat(feed.get("web")).isEmpty();
    }
  }

  private static void install(Kubectl kubectl) {
    kubectl.apply(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: resourcegraphs.trellis.run}
        spec:
          group: trellis.run
          scope: Cluster
          names: {kind: ResourceGraph, plural: resourcegraphs, singular: resourcegraph}
          versions:
            - name: v1alpha1
              served: true
              storage: true
              schema:
                openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """);
  }
}
