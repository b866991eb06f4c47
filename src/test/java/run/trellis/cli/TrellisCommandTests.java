package run.trellis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.JsonTree;

class TrellisCommandTests {

  private static final String SOUND =
      """
      apiVersion: trellis.run/v1alpha1
      kind: ResourceGraph
      metadata: {name: %s}
      spec:
        resources:
          - id: settings
            template: {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}}
      """;

  private static final String PRODUCER =
      """
      apiVersion: trellis.run/v1alpha1
      kind: ResourceGraph
      metadata: {name: producer}
      spec:
        schema:
          apiVersion: v1
          group: example.com
          kind: Database
          spec: {size: integer | default=1}
          status: {host: "${settings.metadata.name}"}
        resources:
          - id: settings
            template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}"}}
      """;

  private static final String CONSUMER =
      """
      apiVersion: trellis.run/v1alpha1
      kind: ResourceGraph
      metadata: {name: consumer}
      spec:
        resources:
          - id: database
            template:
              apiVersion: example.com/v1
              kind: Database
              metadata: {name: a, namespace: b}
          - id: settings
            template:
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: a, namespace: b}
              data: {host: "${database.status.FIELD}"}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"validate,true", "nonsense,true", "--help,true", "-V,true", "--server.port=0,false"})
  void tellsCommandsFromSettings(String argument, boolean command) {
    assertThat(TrellisCommand.isMeantBy(argument)).isEqualTo(command);
  }

  @Test
  void withoutArgumentsTheControllerIsMeant() {
    assertThat(TrellisCommand.isMeantBy()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"validate", "crd", "graph"})
  void explainsEachCommandWithExamples(String command) {
    CommandResult result = CommandResult.of("", command, "--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: trellis " + command, "Examples:", "Exit codes:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"validate", "valdate -f x", "validate -f", "validate -f - -o xml", "crd", "-f -"})
  void refusesWhatItDoesNotUnderstand(String arguments) {
    CommandResult result = CommandResult.of("", arguments.split(" ", -1));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).containsAnyOf("Usage: trellis", "Did you mean: trellis validate?");
  }

  @Test
  void readsFilesFoldersAndStandardInput() throws IOException {
    write("a/one.yaml", SOUND.formatted("one"));
    write("a/b/two.yml", SOUND.formatted("two"));
    write("a/.hidden/three.yaml", "{");
    write("a/values.yaml", "nothing: of Kubernetes");
    write("a/notes.txt", "{");
    write("four.yaml", SOUND.formatted("four"));
    CommandResult result =
        CommandResult.of(
            SOUND.formatted("five") + "---\n" + SOUND.formatted("six"),
            "validate",
            "-f",
            folder + "/a",
            "-f",
            folder + "/four.yaml",
            "-");
    assertThat(result.out()).isEqualTo("✓ 5 graphs are sound in 5 files\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aFileThatIsNamedHasToHoldObjects() throws IOException {
    Path file = write("values.yaml", "nothing: of Kubernetes");
    CommandResult result = CommandResult.of("", "validate", "-f", file.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("error[MissingField]: `apiVersion` is missing");
  }

  @Test
  void tellsThatThereIsNoGraph() {
    CommandResult result = CommandResult.of("apiVersion: v1\nkind: X\n", "validate", "-f", "-");
    assertThat(result.out()).isEqualTo("There is no graph in 1 file.\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void tellsWhatItCannotRead() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xC3, (byte) 0x28});
    assertUnusable("none.yaml", "none.yaml does not exist");
    assertUnusable("empty", "there are no .yaml or .yml files in " + folder.resolve("empty"));
    assertUnusable("binary.yaml", "binary.yaml is not text in UTF-8");
  }

  private void assertUnusable(String name, String message) {
    CommandResult result = CommandResult.of("", "validate", "-f", folder.resolve(name).toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: ").contains(message).doesNotContain("Usage");
  }

  @Test
  void tellsThatTheNamedKubeconfigIsNotThere() throws IOException {
    Path file = write("graph.yaml", SOUND.formatted("one"));
    String none = folder.resolve("none").toString();
    CommandResult result =
        CommandResult.of("", "validate", "-f", file.toString(), "--kubeconfig", none);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("error: " + none + " does not exist\n");
  }

  @ParameterizedTest(name = "{0} first")
  @ValueSource(strings = {"producer", "consumer"})
  void graphsKnowWhatOtherGraphsGenerate(String first) {
    String right = CONSUMER.replace("FIELD", "host");
    String wrong = CONSUMER.replace("FIELD", "hots");
    assertThat(validated(first, right)).isEmpty();
    assertThat(validated(first, wrong))
        .containsExactly("UnknownField spec.resources[1].template.data.host");
  }

  private static List<String> validated(String first, String consumer) {
    String text =
        first.equals("producer") ? PRODUCER + "---\n" + consumer : consumer + "---\n" + PRODUCER;
    CommandResult result = CommandResult.of(text, "validate", "-f", "-", "-o", "json");
    assertThat(JsonTree.listAt(result.json(), "unchecked")).isEmpty();
    return JsonTree.listAt(result.json(), "problems").stream()
        .map(it -> JsonTree.textAt(it, "code") + " " + JsonTree.textAt(it, "path"))
        .toList();
  }

  @Test
  void graphsKnowWhatDefinitionsDefine() {
    CommandResult definition = CommandResult.of(PRODUCER, "crd", "-f", "-");
    String wrong = CONSUMER.replace("FIELD", "hots");
    CommandResult result =
        CommandResult.of(definition.out() + "---\n" + wrong, "validate", "-f", "-");
    assertThat(result.out()).contains("error[UnknownField]", "✗ 1 problem in 1 file");
  }

  @Test
  void oneBrokenGraphDoesNotKeepTheOthersFromBeingPrinted() {
    String broken = PRODUCER.replace("producer", "broken").replace("integer", "intger");
    String both = broken.replace("Database", "Other") + "---\n" + PRODUCER;
    for (String command : List.of("crd", "graph")) {
      CommandResult result = CommandResult.of(both, command, "-f", "-");
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).contains("Database").doesNotContain("Other");
      assertThat(result.err()).contains("error[UnknownType]", "✗ 1 problem");
    }
  }

  @Test
  void whatATextSaysDoesNotReachTheTerminal() {
    String text = SOUND.formatted("\"\\e[31m\"").replace("id: settings", "id: \"a\u202Eb\"");
    CommandResult result = CommandResult.of(text, "validate", "-f", "-");
    assertThat(result.out()).contains("\uFFFD").doesNotContain("\u001B", "\u202E");
  }

  @ParameterizedTest
  @CsvSource({"always,true", "never,false", "auto,false"})
  void usesColorsWhenItIsTold(String when, boolean colors) {
    CommandResult result =
        CommandResult.of(SOUND.formatted("one"), "validate", "-f", "-", "--color", when);
    assertThat(result.out().contains("\u001B[")).isEqualTo(colors);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
