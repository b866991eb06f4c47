package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import run.trellis.api.Dialect;
import run.trellis.api.GraphDefinition;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.SourceMap;
import run.trellis.api.definition.DefinitionReader;
import run.trellis.api.definition.Reading;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.GraphCompiler;
import run.trellis.graph.Template;
import run.trellis.reconcile.graph.GraphRuntime.Basis;
import run.trellis.reconcile.graph.GraphRuntime.Examined;
import run.trellis.schema.SchemaCatalog;

/** Reads and compiles definitions: all that is wrong with one, or the graph that it is. */
public final class Examiner {

  private final Dialect dialect;
  private final DefinitionReader reader;
  private final GraphCompiler compiler;
  private final Supplier<? extends SchemaCatalog> catalogs;

  /**
   * An examiner of definitions of a dialect.
   *
   * @param catalogs gives a catalog for each compilation, which is not used after it
   */
  public Examiner(
      Dialect dialect, GraphCompiler compiler, Supplier<? extends SchemaCatalog> catalogs) {
    this.dialect = dialect;
    this.reader = new DefinitionReader(dialect);
    this.compiler = compiler;
    this.catalogs = catalogs;
  }

  /** Looks at what is written in a graph, unless that was done and nothing changed since. */
  Examined written(GraphRuntime runtime) {
    KubeObject object = runtime.object();
    Basis basis = new Basis(object.uid(), object.generation(), runtime.kindsVersion());
    Examined examined =
        runtime
            .written()
            .filter(last -> last.basis().equals(basis))
            .orElseGet(() -> examine(object, basis));
    runtime.written(examined);
    return examined;
  }

  /** Looks at a definition that a revision keeps. */
  Examined stored(KubeObject definition, Basis basis) {
    return examine(definition, basis);
  }

  private Examined examine(KubeObject object, Basis basis) {
    Reading reading = reader.read(object);
    Compilation compilation = compiler.compile(reading, catalogs.get());
    Optional<CompiledGraph> graph =
        switch (compilation) {
          case Compilation.Accepted(CompiledGraph compiled) -> Optional.of(compiled);
          case Compilation.Rejected _ -> Optional.empty();
        };
    List<Problem> problems =
        switch (compilation) {
          case Compilation.Accepted _ -> List.of();
          case Compilation.Rejected(List<Problem> found) -> found;
        };
    return new Examined(
        basis,
        graph,
        reading.pinnedRevision(),
        problems,
        reading.definition().map(Examiner::groups).orElse(Set.of()));
  }

  /** Stands for a definition that cannot be compiled: enough to delete by. */
  public CompiledGraph withoutNodes(KubeObject object) {
    GraphDefinition definition =
        new GraphDefinition(
            dialect,
            object.name(),
            object.uid(),
            object.generation(),
            object.annotations(),
            dialect.authoring().language(),
            Optional.empty(),
            List.of(),
            SourceMap.NONE);
    return new CompiledGraph(
        definition, Optional.empty(), List.of(), new Template.Fields(Map.of()), List.of());
  }

  private static Set<String> groups(GraphDefinition definition) {
    return definition.resources().stream()
        .map(resource -> resource.body().type().group())
        .collect(Collectors.toUnmodifiableSet());
  }
}
