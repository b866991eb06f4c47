package run.trellis.resolve;

import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final Set<String> UNTRACKED = Set.of("apiVersion", "kind");
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
    return configuration.entrySet().stream()
        .filter(entry -> !UNTRACKED.contains(entry.getKey()))
        .allMatch(
            entry ->
                entry.getKey().equals("metadata")
                    ? coversMetadata(
                        JsonTree.mapAt(owned, "f:metadata"),
                        JsonTree.mapAt(configuration, "metadata"))
                    : owned.get("f:" + entry.getKey()) instanceof Map<?, ?> below
                        && coversValue(below, entry.getValue()));
  }

  private boolean coversMetadata(
      Map<String, @Nullable Object> owned, Map<String, @Nullable Object> metadata) {
    return metadata.entrySet().stream()
        .filter(entry -> !UNTRACKED_METADATA.contains(entry.getKey()))
        .allMatch(
            entry ->
                owned.get("f:" + entry.getKey()) instanceof Map<?, ?> below
                    && coversValue(below, entry.getValue()));
  }

  /** An owned set without parts is a leaf, or a part of the object that is owned as a whole. */
  private boolean coversValue(Map<?, ?> owned, @Nullable Object value) {
    if (owned.isEmpty()) {
      return true;
    }
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .allMatch(
                  entry ->
                      owned.get("f:" + entry.getKey()) instanceof Map<?, ?> below
                          && coversValue(below, entry.getValue()));
      case List<?> list -> list.stream().allMatch(item -> coversItem(owned, item));
      case null, default -> true;
    };
  }

  private boolean coversItem(Map<?, ?> owned, @Nullable Object item) {
    for (Map.Entry<?, ?> entry : owned.entrySet()) {
      String name = String.valueOf(entry.getKey());
      String content = name.substring(Math.min(name.length(), ITEM_PREFIX));
      boolean found =
          switch (name.substring(0, Math.min(name.length(), ITEM_PREFIX))) {
            case "k:" -> item instanceof Map<?, ?> map && hasKeys(map, content);
            case "v:" -> same(item, parse(content));
            default -> false;
          };
      if (found && entry.getValue() instanceof Map<?, ?> below && coversValue(below, item)) {
        return true;
      }
    }
    return false;
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
