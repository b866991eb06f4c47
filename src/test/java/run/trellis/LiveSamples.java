package run.trellis;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import run.trellis.api.JsonTree;
import run.trellis.reconcile.RunningController;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Installation;
import run.trellis.testing.Kubectl;
import run.trellis.testing.WithControlPlane;

/**
 * What tests of samples have in common: a controller under the rights that are shipped with Trellis
 * and those that are granted with the samples.
 */
@WithControlPlane
@ResourceLock(RunningController.LOCK)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveSamples {

  static final String OWNED = "trellis.run/owned=true";

  Kubectl kubectl;
  private RunningController controller;

  @BeforeAll
  void start(ControlPlane controlPlane) {
    kubectl = controlPlane.kubectl();
    var kubeconfig = Installation.on(controlPlane);
    kubectl.apply(Installation.kustomize("config/grant-samples"));
    controller = RunningController.start(kubeconfig);
  }

  @AfterAll
  void stop() {
    controller.close();
  }

  void serve(String sample) {
    apply(sample, "graph.yaml");
    graphs().awaitCondition(sample, "Ready", "True");
  }

  void apply(String sample, String file) {
    kubectl.apply(Installation.file("samples/" + sample + "/" + file));
  }

  void remove(String graph, String definition) {
    graphs().delete(graph);
    graphs().awaitAbsence(graph);
    kubectl
        .resources("apiextensions.k8s.io/v1", "CustomResourceDefinition")
        .awaitAbsence(definition);
  }

  Kubectl.Resources graphs() {
    return kubectl.resources("trellis.run/v1alpha1", "ResourceGraph");
  }

  static String uid(Map<String, @Nullable Object> object) {
    return textAt(object, "metadata", "uid");
  }

  static String textAt(Map<String, @Nullable Object> object, String... path) {
    return JsonTree.textAt(object, path);
  }
}
