package run.trellis.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trellis validate}: tells everything that is wrong with graphs. */
@Command(
    name = "validate",
    description = {
      "Tells everything that is wrong with graphs, each problem with its place and a hint.",
      "",
      "The compiler is the controller's: what is sound here is accepted there. Without a cluster,"
          + " the built-in kinds of Kubernetes are known, and those that the files bring along."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No problems.",
      "1:Problems, which were told.",
      "2:The command was not understood, or something could not be read."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  trellis validate -f graph.yaml",
      "  trellis validate -f graphs/ crds/widget.yaml",
      "  kubectl get resourcegraph shop -o yaml | trellis validate -f -",
      "  trellis validate -f graphs/ -o sarif > trellis.sarif"
    })
final class ValidateCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private DefinitionFiles files = new DefinitionFiles();
  @Mixin private KnownKinds kinds = new KnownKinds();
  @Mixin private ColorOption color = new ColorOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "human",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ReportFormat format = ReportFormat.HUMAN;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Report report = kinds.check(files.read(console)).report();
    format.write(report, color.apply(console));
    return report.isClean() ? TrellisCommand.SOUND : TrellisCommand.PROBLEMS;
  }
}
