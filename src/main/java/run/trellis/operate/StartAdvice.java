package run.trellis.operate;

import java.util.List;
import java.util.stream.Collectors;
import run.trellis.api.GroupVersionKind;
import run.trellis.cluster.WatchRegistry.WatchState;

/** What most likely mends a start that does not get ready. */
final class StartAdvice {

  private static final String GROUP = "trellis.run";

  private StartAdvice() {}

  /**
   * Advice in sentences.
   *
   * @param watches what is heard from the cluster, or not
   * @param host the API server
   */
  static String on(List<WatchState> watches, String host) {
    String troubles =
        watches.stream()
            .map(state -> advice(state, host))
            .filter(text -> !text.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    return troubles.isEmpty() ? "Nothing is known to be wrong; it goes on." : troubles;
  }

  private static String advice(WatchState state, String host) {
    String problem = state.problem();
    GroupVersionKind type = state.target().type();
    if (problem.isEmpty()) {
      return "";
    }
    if (problem.contains("does not serve")) {
      return type.group().equals(GROUP)
          ? "Trellis's own kinds are not installed: kubectl apply -k config/crd."
          : "";
    }
    if (problem.contains("cannot list") || problem.contains("cannot watch")) {
      return type.group().equals(GROUP)
          ? "Trellis lacks rights to its own kinds: kubectl apply -k config/rbac."
          : "Trellis lacks rights to " + type.kind() + ": see config/rbac/managed.yaml.";
    }
    if (problem.startsWith("Unauthorized") || problem.contains("status 401")) {
      return "The API server at "
          + host
          + " does not know these credentials: renew the kubeconfig.";
    }
    if (problem.startsWith("no answer")) {
      return "The API server at "
          + host
          + " does not answer: is it up, is the address right, does the network let through?";
    }
    return "";
  }
}
