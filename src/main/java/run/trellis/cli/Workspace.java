package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;
import run.trellis.api.dialect.Dialects;

/**
 * What the given files hold.
 *
 * @param files all of them
 * @param graphs their graphs, as far as they could be read
 * @param definitions their custom resource definitions
 * @param unreadable documents that are no objects
 */
record Workspace(
    List<SourceFile> files,
    List<Source> graphs,
    List<KubeObject> definitions,
    List<FileProblem> unreadable) {

  private static final GroupVersionKind DEFINITION =
      new GroupVersionKind("apiextensions.k8s.io", "v1", "CustomResourceDefinition");

  Workspace {
    files = List.copyOf(files);
    graphs = List.copyOf(graphs);
    definitions = List.copyOf(definitions);
    unreadable = List.copyOf(unreadable);
  }

  /** A graph and where it was found. */
  record Source(SourceFile file, Reading reading) {

    /** Name of the graph, empty if it has none that could be read. */
    String name() {
      return reading.definition().map(definition -> definition.name()).orElse("");
    }
  }

  /** Reads all files. Other objects than graphs and definitions are passed over. */
  static Workspace of(List<SourceFile> files) {
    List<Source> graphs = new ArrayList<>();
    List<KubeObject> definitions = new ArrayList<>();
    List<FileProblem> unreadable = new ArrayList<>();
    for (SourceFile file : files) {
      GraphFile content = Dialects.readText(file.text());
      content.graphs().forEach(reading -> graphs.add(new Source(file, reading)));
      content.others().stream()
          .filter(object -> object.type().equals(DEFINITION))
          .forEach(definitions::add);
      content.problems().stream()
          .filter(problem -> file.named() || !isNoObject(problem))
          .forEach(problem -> unreadable.add(new FileProblem(file, "", problem)));
    }
    return new Workspace(files, graphs, definitions, unreadable);
  }

  /** A folder may well hold YAML that has nothing to do with Kubernetes. */
  private static boolean isNoObject(Problem problem) {
    return problem.code() == ProblemCode.MISSING_FIELD && problem.path().equals("apiVersion");
  }
}
