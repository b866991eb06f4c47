package run.trellis.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import run.trellis.cli.Checker.Checked;
import run.trellis.graph.CompiledGraph;

/** {@code trellis graph}: prints the order and the edges of graphs. */
@Command(
    name = "graph",
    description = {
      "Prints which nodes graphs have, in which order they are created, and which node reads"
          + " which.",
      "",
      "A soft edge is one whose reader goes on if the node it reads is skipped."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All graphs were printed.",
      "1:A graph has problems. The others were printed.",
      "2:The command was not understood, or something could not be read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  trellis graph -f graph.yaml",
      "  trellis graph -f graph.yaml -o dot | dot -Tsvg > graph.svg",
      "  trellis graph -f graph.yaml -o mermaid >> README.md"
    })
final class GraphCommand implements Callable<Integer> {

  /** Ways to draw a graph. */
  enum Drawing {
    TEXT,
    DOT,
    MERMAID;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Console console;

  @Mixin private DefinitionFiles files = new DefinitionFiles();
  @Mixin private KnownKinds kinds = new KnownKinds();
  @Mixin private ColorOption color = new ColorOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "${COMPLETION-CANDIDATES}: for reading, for Graphviz, for Markdown."
              + " Default: ${DEFAULT-VALUE}.")
  private Drawing drawing = Drawing.TEXT;

  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Checked checked = kinds.check(files.read(console));
    Console wanted = color.apply(console);
    String between = "";
    for (CompiledGraph graph : checked.compiled()) {
      String drawn =
          switch (drawing) {
            case TEXT -> new GraphTable(wanted.styles()).draw(graph);
            case DOT -> GraphDiagram.dot(graph);
            case MERMAID -> GraphDiagram.mermaid(graph);
          };
      console.out().print(between + drawn);
      between = "\n";
    }
    console.out().flush();
    return checked.tellProblems(wanted);
  }
}
