package run.trellis.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.InventoryEntry;
import run.trellis.expression.Bindings;

/**
 * What a snapshot comes to.
 *
 * @param nodes outcome of each node, in topological order
 * @param status the author's status fields, as far as their sources are there
 * @param statusFailures path of each status field that failed, with the message
 * @param bindings values of all names, for what is asked of them later
 * @param queries everything that the graph asks for and only reads, as far as it is known
 * @param prunable inventory entries that nothing wants any more and nothing can want, in the order
 *     to delete them
 * @param kept inventory entries that nothing wants now but something may after all, each with why
 */
public record Resolution(
    SequencedMap<String, NodeOutcome> nodes,
    Map<String, @Nullable Object> status,
    Map<String, String> statusFailures,
    Bindings bindings,
    Set<Snapshot.Query> queries,
    List<InventoryEntry> prunable,
    SequencedMap<InventoryEntry, String> kept) {

  public Resolution {
    nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
    statusFailures = Map.copyOf(statusFailures);
    queries = Set.copyOf(queries);
    prunable = List.copyOf(prunable);
    kept = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(kept));
  }

  /** Objects that must be sent now, in topological order. */
  public List<DesiredObject> toApply() {
    List<DesiredObject> objects = new ArrayList<>();
    for (NodeOutcome outcome : nodes.values()) {
      if (outcome instanceof NodeOutcome.Rendered rendered) {
        rendered.objects().stream().filter(object -> !object.current()).forEach(objects::add);
      }
    }
    return List.copyOf(objects);
  }

  /** Whether every node is ready or skipped. */
  public boolean isReady() {
    return nodes.values().stream()
        .allMatch(outcome -> outcome.isReady() || outcome instanceof NodeOutcome.Skipped);
  }
}
