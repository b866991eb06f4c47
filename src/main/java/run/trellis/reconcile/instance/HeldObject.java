package run.trellis.reconcile.instance;

import java.util.List;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;

/** Says what keeps an object that somebody asked to delete. */
public final class HeldObject {

  private HeldObject() {}

  /** Who holds it, and since when: a sentence without its subject, which is the object. */
  public static String sentence(KubeObject live) {
    List<String> finalizers = live.finalizers();
    String since = " since " + live.at("metadata", "deletionTimestamp");
    String message =
        finalizers.isEmpty()
            ? "has been ending" + since
            : "is held by its finalizers " + String.join(", ", finalizers) + since;
    return message + itsOwnWords(live);
  }

  /** An instance of another graph, for one, says itself what it waits for. */
  private static String itsOwnWords(KubeObject live) {
    return Stated.find(live, "Ready")
        .filter(ready -> "False".equals(ready.get("status")))
        .map(ready -> JsonTree.textAt(ready, "message"))
        .filter(message -> !message.isEmpty())
        .map(message -> "; it says: " + message)
        .orElse("");
  }
}
