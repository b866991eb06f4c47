package run.trellis.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A condition without its times, which depend on what was said before.
 *
 * @param generation the generation of the object that it was said of; empty for the present one
 */
public record Stated(
    String type, Condition.Status status, String reason, String message, OptionalLong generation) {

  private static final int LONGEST = 1024;

  public Stated(String type, Condition.Status status, String reason, String message) {
    this(type, status, reason, message, OptionalLong.empty());
  }

  /**
   * The conditions as an object's status holds them. The time of a transition moves only when the
   * status does, so that saying the same again changes nothing.
   *
   * @param about the object as it is, its previous conditions included
   */
  public static List<Map<String, Object>> trees(
      List<Stated> conditions, KubeObject about, Instant now) {
    return conditions.stream().map(condition -> condition.tree(about, now)).toList();
  }

  private Map<String, Object> tree(KubeObject about, Instant now) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("type", type);
    tree.put("status", status.value());
    tree.put("observedGeneration", generation.orElse(about.generation()));
    tree.put("lastTransitionTime", since(about).orElseGet(() -> time(now)));
    tree.put("reason", reason);
    tree.put("message", shortened(message));
    return tree;
  }

  private Optional<String> since(KubeObject about) {
    return find(about, type)
        .filter(before -> JsonTree.textAt(before, "status").equals(status.value()))
        .map(before -> JsonTree.textAt(before, "lastTransitionTime"))
        .filter(time -> !time.isEmpty());
  }

  /** All conditions that an object's status holds. */
  public static List<Stated> all(KubeObject object) {
    return told(object).stream().map(Stated::anew).toList();
  }

  /** All conditions that an object's status holds, each of the generation that it names. */
  public static List<Stated> told(KubeObject object) {
    return JsonTree.listAt(object.tree(), "status", "conditions").stream()
        .map(
            condition ->
                new Stated(
                    JsonTree.textAt(condition, "type"),
                    Condition.Status.of(JsonTree.textAt(condition, "status")),
                    JsonTree.textAt(condition, "reason"),
                    JsonTree.textAt(condition, "message"),
                    JsonTree.at(condition, "observedGeneration") instanceof Long generation
                        ? OptionalLong.of(generation)
                        : OptionalLong.empty()))
        .toList();
  }

  /** The same, said of the present generation. */
  private Stated anew() {
    return new Stated(type, status, reason, message);
  }

  /** The condition of a type as an object's status holds it. */
  public static Optional<Map<String, @Nullable Object>> find(KubeObject object, String type) {
    return JsonTree.listAt(object.tree(), "status", "conditions").stream()
        .filter(condition -> JsonTree.textAt(condition, "type").equals(type))
        .findFirst()
        .map(condition -> JsonTree.mapAt(condition));
  }

  /** Whether an object's status says {@code True} for a condition. */
  public static boolean isTrue(KubeObject object, String type) {
    return find(object, type)
        .filter(condition -> "True".equals(condition.get("status")))
        .isPresent();
  }

  /** Messages may quote servers and webhooks, which may say anything. */
  public static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "\u2026";
  }

  /** A time as the Kubernetes API writes it. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
