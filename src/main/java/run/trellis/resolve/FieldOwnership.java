package run.trellis.resolve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API server records as applied by us ({@code metadata.managedFields}, format {@code
 * FieldsV1}: KEP-555). A field of ours that somebody else changes is no longer ours, so whoever
 * still owns every field of its configuration finds each with the value it applied, and no values
 * need be compared, defaulted or normalised.
 */
public final class FieldOwnership {

  private static final Set<String> UNTRACKED_METADATA = Set.of("name", "namespace");

  /** Length of {@code k:} (an item by its keys) and {@code v:} (an item by its value). */
  private static final int ITEM_PREFIX = 2;

  private final JsonMapper json = JsonMapper.shared();

  /**
   * The fields of the object that a manager applied, in the form {@code fieldsV1}; empty if there
   * are none.
   */
  public static Map<String, @Nullable Object> ownedFields(KubeObject object, String manager) {
    for (@Nullable Object entry : JsonTree.listAt(object.tree(), "metadata", "managedFields")) {
      if (JsonTree.textAt(entry, "operation").equals("Apply")
          && JsonTree.textAt(entry, "manager").equals(manager)
          && JsonTree.textAt(entry, "subresource").isEmpty()) {
        return JsonTree.mapAt(entry, "fieldsV1");
      }
    }
    return Map.of();
  }

  /** Whether every field of the configuration is among the owned ones. */
  public boolean covers(
      Map<String, @Nullable Object> owned, Map<String, @Nullable Object> configuration) {
    return firstMissing(owned, configuration).isEmpty();
  }

  /** A field of the configuration that is not among the owned ones; empty if all are. */
  public Optional<FieldPath> firstMissing(
      Map<String, @Nullable Object> owned, Map<String, @Nullable Object> configuration) {
    return firstOf(
        configuration.entrySet(),
        entry ->
            switch (entry.getKey()) {
              case "apiVersion", "kind" -> Optional.empty();
              case "metadata" ->
                  missingOfMetadata(
                          JsonTree.mapAt(owned, "f:metadata"),
                          JsonTree.mapAt(configuration, "metadata"))
                      .map(path -> path.under("f:metadata"));
              default -> missing(owned, entry.getKey(), entry.getValue());
            });
  }

  private Optional<FieldPath> missingOfMetadata(
      Map<String, @Nullable Object> owned, Map<String, @Nullable Object> metadata) {
    return firstOf(
        metadata.entrySet(),
        entry ->
            UNTRACKED_METADATA.contains(entry.getKey())
                ? Optional.empty()
                : missing(owned, entry.getKey(), entry.getValue()));
  }

  /** Stops at the first; this is asked of every object in every pass. */
  private static <T extends @Nullable Object> Optional<FieldPath> firstOf(
      Iterable<? extends T> parts, Function<T, Optional<FieldPath>> missing) {
    for (T part : parts) {
      Optional<FieldPath> found = missing.apply(part);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<FieldPath> missing(Map<?, ?> owned, String name, @Nullable Object value) {
    String step = "f:" + name;
    return owned.get(step) instanceof Map<?, ?> below
        ? missingIn(below, value, step)
        : Optional.of(FieldPath.of(name, value));
  }

  /** An owned set without parts is a leaf, or a part of the object that is owned as a whole. */
  private Optional<FieldPath> missingIn(Map<?, ?> owned, @Nullable Object value, String step) {
    if (owned.isEmpty()) {
      return Optional.empty();
    }
    Optional<FieldPath> missing =
        switch (value) {
          case Map<?, ?> map ->
              firstOf(
                  map.entrySet(),
                  entry -> missing(owned, String.valueOf(entry.getKey()), entry.getValue()));
          case List<?> list -> firstOf(list, item -> missingItem(owned, item));
          case null, default -> Optional.empty();
        };
    return missing.map(path -> path.under(step));
  }

  /** Of an item that is not there at all, the list is named. */
  private Optional<FieldPath> missingItem(Map<?, ?> owned, @Nullable Object item) {
    Optional<FieldPath> closest = Optional.of(new FieldPath(List.of()));
    for (Map.Entry<?, ?> entry : owned.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (isItem(name, item) && entry.getValue() instanceof Map<?, ?> below) {
        closest = missingIn(below, item, name);
        if (closest.isEmpty()) {
          return closest;
        }
      }
    }
    return closest;
  }

  private boolean isItem(String name, @Nullable Object item) {
    String content = name.substring(Math.min(name.length(), ITEM_PREFIX));
    return switch (name.substring(0, Math.min(name.length(), ITEM_PREFIX))) {
      case "k:" -> item instanceof Map<?, ?> map && hasKeys(map, content);
      case "v:" -> same(item, parse(content));
      default -> false;
    };
  }

  /**
   * Who, beside us, set a field last, in the words of {@code metadata.managedFields}.
   *
   * @param object the whole object
   * @param ours our field manager
   */
  public static List<String> otherManagers(KubeObject object, FieldPath field, String ours) {
    return JsonTree.listAt(object.tree(), "metadata", "managedFields").stream()
        .filter(entry -> !JsonTree.textAt(entry, "manager").equals(ours))
        .filter(entry -> field.isIn(JsonTree.mapAt(entry, "fieldsV1")))
        .map(FieldOwnership::name)
        .distinct()
        .toList();
  }

  private static String name(@Nullable Object entry) {
    String subresource = JsonTree.textAt(entry, "subresource");
    String manager = JsonTree.textAt(entry, "manager");
    return subresource.isEmpty() ? manager : manager + " (by " + subresource + ")";
  }

  /** A key that the configuration leaves out was given its default by the server. */
  private boolean hasKeys(Map<?, ?> item, String keys) {
    return parse(keys) instanceof Map<?, ?> wanted
        && wanted.entrySet().stream()
            .allMatch(
                key ->
                    !item.containsKey(key.getKey())
                        || same(item.get(key.getKey()), key.getValue()));
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    return left == null ? right == null : left.equals(JsonTree.copyOf(right));
  }

  /** What cannot be read matches nothing, so that the object is applied again: harmless. */
  private @Nullable Object parse(String text) {
    try {
      return json.readValue(text, Object.class);
    } catch (JacksonException _) {
      return null;
    }
  }
}
