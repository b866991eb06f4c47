package run.trellis.operate;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.InstanceView;

/**
 * The graphs as the controller sees them: {@code /graphs}, {@code /graphs/NAME}, {@code
 * /graphs/NAME/instances} and {@code /graphs/NAME/NAMESPACE/INSTANCE}, with {@code -} as the
 * namespace of an instance that has none. Tells identities, states and messages, and no content of
 * any object.
 */
@Endpoint(id = "graphs")
final class GraphsEndpoint {

  /** In place of the namespace of what has none; no namespace can have this name. */
  private static final String NO_NAMESPACE = "-";

  private static final String INSTANCES = "instances";

  private final ReadModel model;

  GraphsEndpoint(ReadModel model) {
    this.model = model;
  }

  /** All graphs, by name. */
  @ReadOperation
  GraphList graphs() {
    return new GraphList(
        model.graphs().stream()
            .sorted(Comparator.comparing(GraphView::name))
            .map(GraphSummary::of)
            .toList());
  }

  /** One graph; nothing if there is none of that name. */
  @ReadOperation
  @Nullable GraphDetail graph(@Selector String name) {
    return model.graph(name).map(GraphDetail::of).orElse(null);
  }

  /** What belongs to a graph: {@code instances} is all there is. */
  @ReadOperation
  @Nullable InstanceList part(@Selector String name, @Selector String part) {
    if (!part.equals(INSTANCES) || model.graph(name).isEmpty()) {
      return null;
    }
    return new InstanceList(
        model.instances(name).stream().sorted(BY_NAME).map(InstanceSummary::of).toList());
  }

  /** One instance; nothing if there is no such one. */
  @ReadOperation
  @Nullable InstanceDetail instance(
      @Selector String name, @Selector String namespace, @Selector String instance) {
    return model
        .instance(name, namespace.equals(NO_NAMESPACE) ? "" : namespace, instance)
        .map(InstanceDetail::of)
        .orElse(null);
  }

  private static final Comparator<InstanceView> BY_NAME =
      Comparator.comparing((InstanceView view) -> view.reference().namespace())
          .thenComparing(view -> view.reference().name());

  /** In an object of its own, so that fields can be added beside the list. */
  record GraphList(List<GraphSummary> graphs) {}

  /** In an object of its own, so that fields can be added beside the list. */
  record InstanceList(List<InstanceSummary> instances) {}
}
