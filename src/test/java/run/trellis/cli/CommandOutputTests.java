package run.trellis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import run.trellis.testing.GoldenCase;

/** What people and programs get to read, as a whole. */
class CommandOutputTests {

  private static final GoldenCase PROBLEMS = GoldenCase.of("cli/validate-problems");
  private static final GoldenCase CONVERT = GoldenCase.of("cli/convert");
  private static final GoldenCase GRAPH = GoldenCase.of("cli/graph");

  @Test
  void problemsForPeople() {
    PROBLEMS.assertGives("out-human.txt", validate().out());
  }

  @Test
  void problemsInColors() {
    PROBLEMS.assertGives(
        "out-colors.txt",
        CommandResult.colored("", arguments("validate")).out().replace("\u001B", "<ESC>"));
  }

  @Test
  void problemsAsJson() {
    PROBLEMS.assertGives("out-problems.json", validate("-o", "json").out());
  }

  @Test
  void problemsAsSarif() {
    PROBLEMS.assertGives("out-problems.sarif", validate("-o", "sarif").out());
  }

  @Test
  void aGraphAsATable() {
    GRAPH.assertGives("out-graph.txt", graph("text"));
  }

  @Test
  void aGraphForGraphviz() {
    GRAPH.assertGives("out-graph.dot", graph("dot"));
  }

  @Test
  void aGraphForMarkdown() {
    GRAPH.assertGives("out-graph.md", graph("mermaid"));
  }

  @Test
  void theDefinitionThatAGraphGenerates() {
    GRAPH.assertGives(
        "out-crd.yaml", CommandResult.of(GRAPH.read("in-graph.yaml"), "crd", "-f", "-").out());
  }

  @Test
  void aDefinitionOfKroAsAGraph() {
    CommandResult result = convert("in-kro.yaml");
    CONVERT.assertGives("out-graph.yaml", result.out());
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(CommandResult.of(result.out(), "validate", "-f", "-").out())
        .isEqualTo("✓ 1 graph is sound\n");
    assertThat(CommandResult.of(result.out(), "convert", "-f", "-").out()).isEmpty();
  }

  @Test
  void whatNoGraphCanHave() {
    CommandResult result = convert("in-own-conditions.yaml");
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
    CONVERT.assertGives("out-problems.txt", result.err());
  }

  private static CommandResult convert(String file) {
    return CommandResult.of(CONVERT.read(file), "convert", "-f", "-");
  }

  @Test
  void everyFileIsRead() {
    CONVERT.assertHasOnly(
        "in-kro.yaml", "out-graph.yaml", "in-own-conditions.yaml", "out-problems.txt");
    PROBLEMS.assertHasOnly(
        "in-shop.yaml",
        "in-tabs.yaml",
        "out-human.txt",
        "out-colors.txt",
        "out-problems.json",
        "out-problems.sarif");
    GRAPH.assertHasOnly(
        "in-graph.yaml", "out-graph.txt", "out-graph.dot", "out-graph.md", "out-crd.yaml");
  }

  private static String graph(String format) {
    CommandResult result =
        CommandResult.of(GRAPH.read("in-graph.yaml"), "graph", "-f", "-", "-o", format);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result.out();
  }

  private static CommandResult validate(String... more) {
    CommandResult result = CommandResult.of("", arguments("validate", more));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(1);
    return result;
  }

  private static String[] arguments(String command, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of(command));
    all.addAll(List.of("-f", PROBLEMS.folder() + "/in-shop.yaml"));
    all.add(PROBLEMS.folder() + "/in-tabs.yaml");
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
