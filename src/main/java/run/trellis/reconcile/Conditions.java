package run.trellis.reconcile;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition;
import run.trellis.api.Condition.Status;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;

/** Reads the conditions of an object's status, whoever wrote them. */
final class Conditions {

  private Conditions() {}

  static List<Condition> of(KubeObject object) {
    return JsonTree.listAt(object.tree(), "status", "conditions").stream()
        .map(Conditions::condition)
        .toList();
  }

  private static Condition condition(@Nullable Object tree) {
    return new Condition(
        JsonTree.textAt(tree, "type"),
        Status.of(JsonTree.textAt(tree, "status")),
        JsonTree.textAt(tree, "reason"),
        JsonTree.textAt(tree, "message"),
        JsonTree.at(tree, "observedGeneration") instanceof Long generation ? generation : 0,
        time(JsonTree.textAt(tree, "lastTransitionTime")));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unreadable) {
      return Instant.EPOCH;
    }
  }
}
