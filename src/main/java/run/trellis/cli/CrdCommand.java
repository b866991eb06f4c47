package run.trellis.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import run.trellis.cli.Checker.Checked;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.CompiledGraph.GeneratedApi;

/** {@code trellis crd}: prints the custom resource definitions that graphs generate. */
@Command(
    name = "crd",
    description = {
      "Prints the custom resource definitions that graphs generate, as YAML.",
      "",
      "They are what the controller applies, without the labels by which it finds its own."
          + " Graphs without a schema generate none."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All definitions were printed.",
      "1:A graph has problems. Those of the other graphs were printed.",
      "2:The command was not understood, or something could not be read."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  trellis crd -f graph.yaml", "  trellis crd -f graph.yaml | kubectl diff -f -"})
final class CrdCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private DefinitionFiles files = new DefinitionFiles();
  @Mixin private KnownKinds kinds = new KnownKinds();
  @Mixin private ColorOption color = new ColorOption();

  CrdCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Checked checked = kinds.check(files.read(console));
    String between = "";
    for (CompiledGraph graph : checked.compiled()) {
      for (GeneratedApi api : graph.api().stream().toList()) {
        console.out().print(between + YamlPrinter.print(api.crd().tree()));
        between = "---\n";
      }
    }
    console.out().flush();
    return checked.tellProblems(color.apply(console));
  }
}
