package run.trellis.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.GraphDefinition;
import run.trellis.api.KubeObject;
import run.trellis.api.LabelValue;
import run.trellis.api.Marks;
import run.trellis.api.Problem;
import run.trellis.cli.Workspace.Source;
import run.trellis.graph.ApiProblems;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.CompiledGraph.GeneratedApi;

/**
 * Holds the APIs that graphs generate against each other, and against the definitions that come
 * with them. A definition of the same name is what the graph served before, unless its labels give
 * it to another graph.
 */
final class GeneratedApis {

  private final Map<String, KubeObject> definitions = new HashMap<>();

  /** Names of the graphs that generate definitions, by the names of these. */
  private final Map<String, String> generatedBy = new HashMap<>();

  GeneratedApis(Workspace workspace) {
    workspace.definitions().forEach(definition -> definitions.put(definition.name(), definition));
  }

  /** Rejects those compilations whose API cannot be served beside the others. */
  void check(Map<Source, Compilation> compilations) {
    compilations.replaceAll(
        (_, compilation) ->
            compilation instanceof Compilation.Accepted(CompiledGraph graph)
                ? checked(graph).orElse(compilation)
                : compilation);
  }

  private Optional<Compilation> checked(CompiledGraph graph) {
    List<Problem> problems =
        graph.api().map(api -> problems(graph.definition(), api)).orElse(List.of());
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Compilation.Rejected(
                problems.stream()
                    .map(problem -> problem.locatedBy(graph.definition().source()))
                    .toList()));
  }

  private List<Problem> problems(GraphDefinition graph, GeneratedApi api) {
    String name = api.crd().name();
    String first = generatedBy.putIfAbsent(name, graph.name());
    if (first != null) {
      String kind = api.type().kind() + "." + api.type().group();
      return List.of(ApiProblems.rival(first, kind, graph.dialect().marking()));
    }
    KubeObject served = definitions.get(name);
    if (served == null) {
      return List.of();
    }
    String owner = served.labels().getOrDefault(Marks.GRAPH, LabelValue.of(graph.name()));
    if (!owner.equals(LabelValue.of(graph.name()))) {
      return List.of(ApiProblems.foreign(served, graph.dialect().marking()));
    }
    return "true".equals(graph.annotations().get(Marks.ALLOW_BREAKING_CHANGES))
        ? List.of()
        : ApiProblems.breakingChanges(served, api.crd(), graph.dialect());
  }
}
