package run.trellis.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.Problem;
import run.trellis.cli.Report.UncheckedKind;
import run.trellis.cli.Workspace.Source;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.GraphCompiler;
import run.trellis.schema.SchemaCatalog;

/** Compiles the graphs of files, with the compiler of the controller. */
final class Checker {

  private final GraphCompiler compiler;
  private final SchemaCatalog known;

  /**
   * A checker of files.
   *
   * @param known kinds that are there anyway: those of a cluster, or the built-in ones
   */
  Checker(GraphCompiler compiler, SchemaCatalog known) {
    this.compiler = compiler;
    this.known = known;
  }

  /**
   * What came of it.
   *
   * @param compiled the graphs without problems, in the order of the files
   */
  record Checked(Report report, List<CompiledGraph> compiled) {

    /** For commands that print something else: what is wrong goes where it does no harm. */
    int tellProblems(Console console) {
      if (report.isClean()) {
        return TrellisCommand.SOUND;
      }
      new HumanReport(console.styles()).write(report, console.err());
      console.err().flush();
      return TrellisCommand.PROBLEMS;
    }
  }

  /** Compiles all graphs; each may use the kinds that the others generate. */
  Checked check(Workspace workspace) {
    WorkspaceCatalog catalog = new WorkspaceCatalog(workspace, compiler, known);
    Map<Source, Compilation> compilations = new LinkedHashMap<>();
    for (Source source : workspace.graphs()) {
      compilations.put(source, compiler.compile(source.reading(), catalog));
    }
    new GeneratedApis(workspace).check(compilations);
    List<FileProblem> problems = new ArrayList<>();
    for (SourceFile file : workspace.files()) {
      problems.addAll(problemsIn(file, workspace, compilations));
    }
    Report report =
        new Report(
            workspace.files().size(),
            workspace.graphs().size(),
            problems,
            unchecked(workspace, catalog));
    return new Checked(
        report, compilations.values().stream().flatMap(it -> accepted(it).stream()).toList());
  }

  private static List<FileProblem> problemsIn(
      SourceFile file, Workspace workspace, Map<Source, Compilation> compilations) {
    List<FileProblem> problems = new ArrayList<>();
    workspace.unreadable().stream().filter(it -> it.file().equals(file)).forEach(problems::add);
    compilations.forEach(
        (source, compilation) -> {
          if (source.file().equals(file)
              && compilation instanceof Compilation.Rejected(List<Problem> found)) {
            found.forEach(problem -> problems.add(new FileProblem(file, source.name(), problem)));
          }
        });
    problems.sort(FileProblem.BY_PLACE);
    return problems;
  }

  private static Optional<CompiledGraph> accepted(Compilation compilation) {
    return compilation instanceof Compilation.Accepted(CompiledGraph graph)
        ? Optional.of(graph)
        : Optional.empty();
  }

  private static List<UncheckedKind> unchecked(Workspace workspace, WorkspaceCatalog catalog) {
    List<UncheckedKind> unchecked = new ArrayList<>();
    workspace.graphs().stream()
        .flatMap(source -> source.reading().definition().stream())
        .flatMap(definition -> definition.resources().stream())
        .map(resource -> resource.body().type())
        .distinct()
        .filter(type -> !catalog.generates(type)) // what is wrong with its graph is told there
        .forEach(type -> addUnchecked(type, catalog, unchecked));
    return unchecked;
  }

  private static void addUnchecked(
      GroupVersionKind type, SchemaCatalog catalog, List<UncheckedKind> unchecked) {
    switch (catalog.find(type)) {
      case SchemaCatalog.Lookup.Found _ -> {}
      case SchemaCatalog.Lookup.Missing _ -> unchecked.add(new UncheckedKind(type, true));
      case SchemaCatalog.Lookup.Unknown _ -> unchecked.add(new UncheckedKind(type, false));
    }
  }
}
