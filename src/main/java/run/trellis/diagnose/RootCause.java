package run.trellis.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import run.trellis.api.Reason;
import run.trellis.resolve.NodeOutcome;
import run.trellis.resolve.NodeOutcome.Readiness;

/**
 * Why an instance is not ready, as one sentence: the node at the bottom of all the waiting, and one
 * node that waits for it.
 *
 * @param node id of the node at the bottom
 * @param reason its stable code
 * @param message the sentence
 * @param stalled whether waiting alone does not help
 */
public record RootCause(String node, Reason reason, String message, boolean stalled) {

  private static final int LINKS_TOLD = 3;

  /**
   * The cause that matters most: what failed before what merely waits, then in the order of the
   * nodes. Empty if every node is ready or skipped.
   *
   * @param outcomes what each node came to, in topological order
   */
  public static Optional<RootCause> of(SequencedMap<String, NodeOutcome> outcomes) {
    List<String> order = List.copyOf(outcomes.keySet());
    return order.stream()
        .filter(id -> isUnsettled(outcomes, id))
        .map(id -> chain(outcomes, order, id))
        .min(
            Comparator.comparingInt((List<String> chain) -> rank(outcomes, chain.getLast()))
                .thenComparingInt(chain -> order.indexOf(chain.getLast()))
                .thenComparingInt(chain -> -chain.size())
                .thenComparingInt(chain -> order.indexOf(chain.getFirst())))
        .map(chain -> told(outcomes, chain));
  }

  /** The nodes from one that waits down to the one that all of them wait for. */
  private static List<String> chain(
      SequencedMap<String, NodeOutcome> outcomes, List<String> order, String start) {
    List<String> chain = new ArrayList<>(List.of(start));
    Optional<String> next = blocker(outcomes, order, start);
    while (next.isPresent() && !chain.contains(next.get())) {
      chain.add(next.get());
      next = blocker(outcomes, order, next.get());
    }
    return chain;
  }

  private static Optional<String> blocker(
      SequencedMap<String, NodeOutcome> outcomes, List<String> order, String id) {
    return outcomes.get(id) instanceof NodeOutcome.Waiting waiting
        ? waiting.on().stream()
            .filter(on -> isUnsettled(outcomes, on))
            .min(
                Comparator.comparingInt((String on) -> rank(outcomes, on))
                    .thenComparingInt(order::indexOf))
        : Optional.empty();
  }

  private static boolean isUnsettled(SequencedMap<String, NodeOutcome> outcomes, String id) {
    NodeOutcome outcome = outcomes.get(id);
    return outcome != null && !outcome.isReady() && !(outcome instanceof NodeOutcome.Skipped);
  }

  private static int rank(SequencedMap<String, NodeOutcome> outcomes, String id) {
    return isStalled(outcomes, id) ? 0 : 1;
  }

  private static boolean isStalled(SequencedMap<String, NodeOutcome> outcomes, String id) {
    return switch (outcomes.get(id)) {
      case NodeOutcome.Failed _ -> true;
      case NodeOutcome.Rendered(_, Readiness.Broken _) -> true;
      case NodeOutcome.Observed(_, Readiness.Broken _) -> true;
      case null, default -> false;
    };
  }

  private static RootCause told(SequencedMap<String, NodeOutcome> outcomes, List<String> chain) {
    String root = chain.getLast();
    NodeReport report = NodeReport.of(root, outcomes.get(root));
    Reason reason = report.reason().orElse(Reason.NOT_READY);
    StringBuilder message = new StringBuilder();
    int first = Math.max(0, chain.size() - 1 - LINKS_TOLD);
    for (int link = first; link < chain.size() - 1; link++) {
      message
          .append(chain.get(link))
          .append(" waits for ")
          .append(chain.get(link + 1))
          .append("; ");
    }
    message.append(root).append(": ").append(reason).append(' ').append(report.message());
    return new RootCause(
        root, reason, message.toString().stripTrailing(), isStalled(outcomes, root));
  }
}
