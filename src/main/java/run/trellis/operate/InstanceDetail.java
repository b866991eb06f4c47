package run.trellis.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.InventoryEntry;
import run.trellis.reconcile.InstanceView;

/**
 * An instance, whole.
 *
 * @param revision revision of its graph that it was last reconciled with; absent before its first
 *     pass
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceDetail(
    String apiVersion,
    String kind,
    @JsonUnwrapped InstanceSummary summary,
    String uid,
    long generation,
    @Nullable String revision,
    List<ConditionView> conditions,
    List<NodeView> nodes) {

  static InstanceDetail of(InstanceView instance) {
    return new InstanceDetail(
        instance.reference().type().apiVersion(),
        instance.reference().type().kind(),
        InstanceSummary.of(instance),
        instance.uid(),
        instance.generation(),
        textOrNull(instance.revision()),
        ConditionView.all(instance.conditions()),
        instance.nodes().stream().map(NodeView::of).toList());
  }

  /** What became of a node. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NodeView(
      String id,
      String state,
      @Nullable String reason,
      @Nullable String message,
      @Nullable String since,
      List<String> dependsOn,
      List<ObjectView> objects) {
    static NodeView of(InstanceView.NodeState node) {
      return new NodeView(
          node.id(),
          node.state(),
          textOrNull(node.reason()),
          textOrNull(node.message()),
          textOrNull(node.since()),
          node.dependsOn(),
          node.objects().stream().map(ObjectView::of).toList());
    }
  }

  /** An object that the node has, or was about to create: then it has no uid yet. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ObjectView(
      String apiVersion,
      String kind,
      @Nullable String namespace,
      String name,
      @Nullable String uid) {
    static ObjectView of(InventoryEntry entry) {
      return new ObjectView(
          entry.object().type().apiVersion(),
          entry.object().type().kind(),
          textOrNull(entry.object().namespace()),
          entry.object().name(),
          textOrNull(entry.uid()));
    }
  }

  private static @Nullable String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
