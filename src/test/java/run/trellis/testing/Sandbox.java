package run.trellis.testing;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import run.trellis.api.JsonTree;

/**
 * A place of its own for each test, so that tests run side by side on one control plane.
 *
 * @param controlPlane the control plane it is in
 * @param kubectl a client with all rights
 * @param namespace an empty namespace, deleted after the test
 * @param group an API group that nobody else uses; its CRDs are deleted after the test
 */
public record Sandbox(ControlPlane controlPlane, Kubectl kubectl, String namespace, String group)
    implements AutoCloseable {

  private static final int LONGEST_PURPOSE = 40;

  /** Makes one by hand, for a test that does several things side by side; close it. */
  public static Sandbox create(ControlPlane controlPlane, String purpose) {
    // A readable name: whoever looks into a kept control plane sees which test it was.
    var slug =
        purpose
            .replaceAll("([A-Z])", "-$1")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-", "");
    var unique =
        Long.toString(
            ThreadLocalRandom.current().nextLong(1L << 32, 1L << 34), Character.MAX_RADIX);
    var namespace = slug.substring(0, Math.min(slug.length(), LONGEST_PURPOSE)) + "-" + unique;
    var kubectl = controlPlane.kubectl();
    kubectl.resources("v1", "Namespace").create(Map.of("metadata", Map.of("name", namespace)));
    return new Sandbox(controlPlane, kubectl, namespace, unique + ".test.trellis.run");
  }

  /** The resources of a kind in the sandbox's namespace. */
  public Kubectl.Resources resources(String apiVersion, String kind) {
    return kubectl.resources(apiVersion, kind).in(namespace);
  }

  @Override
  public void close() {
    if (!controlPlane.stays()) {
      return;
    }
    kubectl.resources("v1", "Namespace").delete(namespace);
    var definitions = kubectl.resources("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    definitions.list().stream()
        .filter(definition -> JsonTree.textAt(definition, "spec", "group").equals(group))
        .forEach(definition -> definitions.delete(JsonTree.textAt(definition, "metadata", "name")));
  }
}
