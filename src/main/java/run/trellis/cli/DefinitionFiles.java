package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names the files of a command. */
final class DefinitionFiles {

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = {
        "Files, folders (all .yaml and .yml files in them) or - for standard input. Graphs may use"
            + " the kinds that other graphs and custom resource definitions in them bring along."
      })
  private final List<String> names = new ArrayList<>();

  /**
   * Reads them.
   *
   * @throws UnusableInput if one of them cannot be read
   */
  Workspace read(Console console) {
    return Workspace.of(new SourceReader(console.in()).read(names));
  }
}
