package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import run.trellis.api.GraphDefinition;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.Problem;
import run.trellis.api.SourceMap;
import run.trellis.api.trellis.Reading;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.GraphCompiler;
import run.trellis.graph.Template;
import run.trellis.reconcile.graph.GraphRuntime.Basis;
import run.trellis.reconcile.graph.GraphRuntime.Examined;
import run.trellis.schema.SchemaCatalog;

/** Reads and compiles definitions: all that is wrong with one, or the graph that it is. */
public final class Examiner {

  private final GraphCompiler compiler;
  private final Supplier<? extends SchemaCatalog> catalogs;

  /**
   * An examiner of definitions.
   *
   * @param catalogs gives a catalog for each compilation, which is not used after it
   */
  public Examiner(GraphCompiler compiler, Supplier<? extends SchemaCatalog> catalogs) {
    this.compiler = compiler;
    this.catalogs = catalogs;
  }

  /** Looks at a definition, unless that was done and nothing it depends on changed since. */
  Examined examine(GraphRuntime runtime) {
    Basis basis = basis(runtime.object());
    boolean kindsChanged = runtime.takeKindsChanged();
    Optional<Examined> known =
        runtime.examined().filter(last -> !kindsChanged && last.basis().equals(basis));
    if (known.isPresent()) {
      return known.get();
    }
    Examined examined = examine(runtime.object(), basis);
    runtime.examined(examined);
    return examined;
  }

  private Examined examine(KubeObject object, Basis basis) {
    Reading reading = ResourceGraphReader.read(object);
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
        basis, graph, problems, reading.definition().map(Examiner::groups).orElse(Set.of()));
  }

  /** Stands for a definition that cannot be compiled: enough to delete by. */
  public static CompiledGraph withoutNodes(KubeObject object) {
    GraphDefinition definition =
        new GraphDefinition(
            object.name(),
            object.uid(),
            object.generation(),
            object.annotations(),
            ResourceGraphReader.SPEL,
            Optional.empty(),
            List.of(),
            SourceMap.NONE);
    return new CompiledGraph(
        definition, Optional.empty(), List.of(), new Template.Fields(Map.of()));
  }

  private static Basis basis(KubeObject object) {
    boolean allowed = "true".equals(object.annotations().get(Marks.ALLOW_BREAKING_CHANGES));
    return new Basis(object.uid(), object.generation(), allowed);
  }

  private static Set<String> groups(GraphDefinition definition) {
    return definition.resources().stream()
        .map(resource -> resource.body().type().group())
        .collect(Collectors.toUnmodifiableSet());
  }
}
