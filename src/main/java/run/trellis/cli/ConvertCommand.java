package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import run.trellis.cli.Checker.Checked;
import run.trellis.cli.NativeWorkspace.Converted;

/** {@code trellis convert}: turns definitions of other dialects into native graphs. */
@Command(
    name = "convert",
    description = {
      "Turns ResourceGraphDefinitions into ResourceGraphs, as YAML.",
      "",
      "What they take for granted is written down: the API group, the language, that objects of"
          + " nobody are taken over, and that a resource without readyWhen is ready as soon as it"
          + " exists. Expressions stay as they are. Comments are lost. Graphs that are native"
          + " already are passed over."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All definitions were converted.",
      "1:A definition has problems, or something that no ResourceGraph can have. The other ones"
          + " were converted.",
      "2:The command was not understood, or something could not be read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  trellis convert -f shop.yaml > shop-graph.yaml",
      "  kubectl get rgd shop -o yaml | trellis convert -f -"
    })
final class ConvertCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private DefinitionFiles files = new DefinitionFiles();
  @Mixin private KnownKinds kinds = new KnownKinds();
  @Mixin private ColorOption color = new ColorOption();

  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Workspace written = files.read(console);
    Checked original = kinds.check(written);
    NativeWorkspace converted = NativeWorkspace.of(written, original);
    Checked checked = kinds.check(converted.workspace());
    List<FileProblem> problems = new ArrayList<>(original.report().problems());
    problems.addAll(converted.problems());
    checked.report().problems().stream()
        .filter(problem -> converted.problems().stream().noneMatch(told -> isSame(told, problem)))
        .forEach(problems::add);
    String between = "";
    for (Converted graph : converted.graphs()) {
      if (problems.stream().noneMatch(graph::has)) {
        console.out().print(between + YamlPrinter.print(graph.form().tree()));
        between = "---\n";
      }
    }
    console.out().flush();
    Report report = checked.report();
    return new Checked(new Report(report.files(), report.graphs(), problems, List.of()), List.of())
        .tellProblems(color.apply(console));
  }

  /** What has no native form is wrong in the native form, too. */
  private static boolean isSame(FileProblem told, FileProblem problem) {
    return told.file().equals(problem.file())
        && told.graph().equals(problem.graph())
        && told.problem().path().equals(problem.problem().path());
  }
}
