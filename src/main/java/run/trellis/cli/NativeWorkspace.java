package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import run.trellis.api.KubeObject;
import run.trellis.api.YamlDocument;
import run.trellis.api.definition.DefinitionReader;
import run.trellis.api.dialect.Dialects;
import run.trellis.api.trellis.NativeForm;
import run.trellis.api.trellis.TrellisDialect;
import run.trellis.cli.Checker.Checked;
import run.trellis.cli.Workspace.Source;

/**
 * The graphs of files in their native form, with the places that they were written at.
 *
 * @param workspace what there is to check: converted graphs, and the native ones as they were
 * @param graphs those that were converted
 * @param problems what has no native form
 */
record NativeWorkspace(Workspace workspace, List<Converted> graphs, List<FileProblem> problems) {

  /** A graph that was converted. */
  record Converted(SourceFile file, String name, NativeForm form) {

    /** Whether a problem is one of this graph. */
    boolean has(FileProblem problem) {
      return problem.file().equals(file) && problem.graph().equals(name);
    }
  }

  /**
   * Converts all graphs that are not native.
   *
   * @param original what came of checking them as they are; what is wrong there is not converted
   */
  static NativeWorkspace of(Workspace written, Checked original) {
    List<Source> sources = new ArrayList<>();
    List<Converted> graphs = new ArrayList<>();
    List<FileProblem> problems = new ArrayList<>();
    for (SourceFile file : written.files()) {
      for (YamlDocument document : YamlDocument.readAll(file.text())) {
        KubeObject graph = KubeObject.ofImmutable(document.tree());
        boolean sound = original.compiled().stream().anyMatch(it -> it.name().equals(graph.name()));
        Dialects.of(graph.type())
            .filter(_ -> sound)
            .filter(dialect -> !dialect.equals(TrellisDialect.VALUE))
            .ifPresent(
                dialect -> {
                  NativeForm form = NativeForm.of(graph, dialect);
                  form.problems().stream()
                      .map(problem -> problem.locatedBy(document.source()))
                      .forEach(it -> problems.add(new FileProblem(file, graph.name(), it)));
                  graphs.add(new Converted(file, graph.name(), form));
                  sources.add(
                      new Source(
                          file,
                          new DefinitionReader(TrellisDialect.VALUE)
                              .read(form.tree(), document.source(), List.of())));
                });
      }
    }
    return new NativeWorkspace(
        new Workspace(written.files(), sources, written.definitions(), List.of()),
        graphs,
        problems);
  }
}
