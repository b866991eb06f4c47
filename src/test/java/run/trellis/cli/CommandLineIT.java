package run.trellis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** The command line as people have it: the script, with the jar of this build. */
@WithControlPlane
class CommandLineIT {

  private static final Path SCRIPT = Path.of("config/bin/trellis").toAbsolutePath();
  private static final Path WRONG =
      Path.of("src/test/resources/cli/validate-problems/in-shop.yaml");

  @TempDir Path folder;

  @Test
  void theScriptGivesWhatTheCommandGives() throws IOException, InterruptedException {
    var here = CommandResult.of("", "validate", "-f", WRONG.toString());
    assertThat(script(SCRIPT, "", "validate", "-f", WRONG.toString())).isEqualTo(here);
    assertThat(here.exitCode()).isEqualTo(1);
  }

  @Test
  void theScriptReadsStandardInputAndMayBeALink() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("trellis"), SCRIPT);
    String graph = Files.readString(Path.of("samples/web-application/graph.yaml"));
    CommandResult result = script(link, graph, "crd", "-f", "-");
    assertThat(result).isEqualTo(CommandResult.of(graph, "crd", "-f", "-"));
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theScriptNeverStartsTheController() throws IOException, InterruptedException {
    assertThat(script(SCRIPT, "").out()).startsWith("Usage: trellis");
    CommandResult refused = script(SCRIPT, "", "--trellis.cluster.kubeconfig=x");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--trellis.cluster.kubeconfig=x is no command");
  }

  @Test
  void aClusterTellsItsKinds(Sandbox sandbox) throws IOException, InterruptedException {
    sandbox.kubectl().apply(definition(sandbox.group()));
    sandbox.kubectl().resources(sandbox.group() + "/v1", "Widget").whenServed();
    String graph = graph(sandbox.group());
    Path kubeconfig = sandbox.controlPlane().kubeconfig();

    CommandResult offline = CommandResult.of(graph, "validate", "-f", "-");
    assertThat(offline.exitCode()).isZero();
    assertThat(offline.out()).contains("/v1 Widget is not known here");

    CommandResult live =
        script(SCRIPT, graph, "validate", "-f", "-", "--kubeconfig", kubeconfig.toString());
    assertThat(live.err()).isEmpty();
    assertThat(live.exitCode()).isEqualTo(1);
    assertThat(live.out()).contains("error[UnknownField]", "sizze", "✗ 1 problem in 1 file");
  }

  @Test
  void tellsWhyAClusterCannotBeAsked(ControlPlane controlPlane) {
    String kubeconfig = controlPlane.kubeconfig().toString();
    CommandResult noContext =
        CommandResult.of(
            "", "validate", "-f", "-", "--kubeconfig", kubeconfig, "--context", "elsewhere");
    assertThat(noContext.exitCode()).isEqualTo(2);
    assertThat(noContext.err()).contains("there is no context elsewhere in " + kubeconfig);

    CommandResult noAnswer =
        CommandResult.of(
            "", "validate", "-f", "-", "--kubeconfig", "src/test/resources/nowhere.kubeconfig");
    assertThat(noAnswer.exitCode()).isEqualTo(2);
    assertThat(noAnswer.err()).isEqualTo("error: the cluster at 127.0.0.1:1 does not answer\n");
  }

  private static String definition(String group) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: widgets.GROUP}
    spec:
      group: GROUP
      scope: Namespaced
      names: {kind: Widget, plural: widgets}
      versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec: {type: object, properties: {size: {type: integer}}}
    """
        .replace("GROUP", group);
  }

  private static String graph(String group) {
    return """
    apiVersion: trellis.run/v1alpha1
    kind: ResourceGraph
    metadata: {name: widgets}
    spec:
      resources:
        - id: widget
          template:
            apiVersion: GROUP/v1
            kind: Widget
            metadata: {name: one, namespace: default}
            spec: {size: 1}
        - id: settings
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: one, namespace: default}
            data: {size: "${string(widget.spec.sizze)}"}
    """
        .replace("GROUP", group);
  }

  private static CommandResult script(Path script, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm"));
    Process process = builder.start();
    try (var toProcess = process.outputWriter(StandardCharsets.UTF_8)) {
      toProcess.write(input);
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new CommandResult(process.exitValue(), out, err);
  }
}
