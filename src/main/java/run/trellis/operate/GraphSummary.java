package run.trellis.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition;
import run.trellis.api.GroupVersionKind;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.graph.InstanceCounts;

/**
 * A graph in a list.
 *
 * @param apiVersion of its instances; absent for a graph that is its own instance
 * @param kind of its instances; absent for a graph that is its own instance
 * @param ready whether its newest definition is served
 * @param reason why it is not
 * @param problems how many things are wrong with its newest definition
 * @param generation of its newest definition
 * @param servingGeneration of the definition that serves; absent if none does
 * @param revision name of the revision that serves; absent if none does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GraphSummary(
    String name,
    @Nullable String apiVersion,
    @Nullable String kind,
    boolean ready,
    @Nullable String reason,
    InstanceCounts instances,
    int problems,
    long generation,
    @Nullable Long servingGeneration,
    @Nullable String revision) {

  static GraphSummary of(GraphView graph) {
    return new GraphSummary(
        graph.name(),
        graph.kind().map(GroupVersionKind::apiVersion).orElse(null),
        graph.kind().map(GroupVersionKind::kind).orElse(null),
        ConditionView.isTrue(graph.conditions(), "Ready"),
        ConditionView.find(graph.conditions(), "Ready").map(Condition::reason).orElse(null),
        graph.instances(),
        graph.problems().size(),
        graph.generation(),
        graph.servingGeneration().isPresent() ? graph.servingGeneration().getAsLong() : null,
        graph.revision().orElse(null));
  }
}
