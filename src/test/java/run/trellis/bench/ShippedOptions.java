package run.trellis.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import run.trellis.api.JsonTree;
import run.trellis.api.YamlDocument;
import run.trellis.testing.Installation;

/** JVM options of the shipped Deployment, so that what is measured is what is run. */
final class ShippedOptions {

  private static final String DEPLOYMENT = "config/manager/deployment.yaml";

  private ShippedOptions() {}

  static List<String> read() {
    var deployment = YamlDocument.readAll(Installation.file(DEPLOYMENT)).getFirst().tree();
    var container =
        JsonTree.listAt(deployment, "spec", "template", "spec", "containers").getFirst();
    List<String> options = new ArrayList<>();
    // Outside of a container, the limit has to be told.
    options.add("-XX:MaxRAM=" + memoryLimit(container));
    for (Object variable : JsonTree.listAt(container, "env")) {
      if (JsonTree.textAt(variable, "name").equals("JDK_JAVA_OPTIONS")) {
        options.addAll(Arrays.asList(JsonTree.textAt(variable, "value").strip().split("\\s+", -1)));
      }
    }
    return List.copyOf(options);
  }

  private static String memoryLimit(Object container) {
    var limit = JsonTree.textAt(container, "resources", "limits", "memory");
    if (!limit.endsWith("Mi")) {
      throw new IllegalStateException(DEPLOYMENT + ": a memory limit in Mi, not " + limit);
    }
    return limit.replace("Mi", "m");
  }
}
