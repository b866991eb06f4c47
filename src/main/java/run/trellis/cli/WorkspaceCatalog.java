package run.trellis.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.definition.Reading;
import run.trellis.cli.Workspace.Source;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.CompiledGraph.GeneratedApi;
import run.trellis.graph.GraphCompiler;
import run.trellis.schema.DefinedKind;
import run.trellis.schema.SchemaCatalog;

/**
 * The kinds that files bring along, before those that are there anyway: by their custom resource
 * definitions, and by the graphs that generate them. What a graph generates is known once it is
 * compiled, which happens when its kind is first asked for.
 *
 * <p>Of graphs that use each other's kinds, one sees the other's status as unknown. Not safe for
 * use by several threads.
 */
final class WorkspaceCatalog implements SchemaCatalog {

  private final GraphCompiler compiler;
  private final SchemaCatalog known;
  private final Map<GroupVersionKind, Lookup> found = new HashMap<>();
  private final Map<GroupVersionKind, Reading> generating = new HashMap<>();
  private final Set<GroupVersionKind> underWay = new HashSet<>();

  WorkspaceCatalog(Workspace workspace, GraphCompiler compiler, SchemaCatalog known) {
    this.compiler = compiler;
    this.known = known;
    for (Source source : workspace.graphs()) {
      source
          .reading()
          .definition()
          .flatMap(GraphDefinition::api)
          .ifPresent(api -> generating.putIfAbsent(api.type(), source.reading()));
    }
    for (KubeObject definition : workspace.definitions()) {
      DefinedKind.of(definition).forEach(kind -> found.put(kind.type(), kind.asFound()));
    }
  }

  /** Whether a graph of the files generates the kind, or would if nothing were wrong with it. */
  boolean generates(GroupVersionKind type) {
    return generating.containsKey(type);
  }

  @Override
  public Lookup find(GroupVersionKind type) {
    Lookup before = found.get(type);
    if (before != null) {
      return before;
    }
    Reading graph = generating.get(type);
    if (graph != null && !underWay.add(type)) {
      return new Lookup.Unknown();
    }
    Lookup lookup = graph == null ? known.find(type) : generatedBy(graph);
    underWay.remove(type);
    found.put(type, lookup);
    return lookup;
  }

  private Lookup generatedBy(Reading graph) {
    return compiler.compile(graph, this) instanceof Compilation.Accepted(CompiledGraph compiled)
        ? compiled
            .api()
            .map(GeneratedApi::crd)
            .flatMap(crd -> DefinedKind.of(crd).stream().findFirst())
            .<Lookup>map(DefinedKind::asFound)
            .orElseGet(Lookup.Unknown::new)
        : new Lookup.Unknown();
  }
}
