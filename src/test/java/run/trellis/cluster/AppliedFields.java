package run.trellis.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.Marks;

/**
 * Server-side apply for the model of a cluster: which fields are the engine's, and what becomes of
 * an object when the engine or somebody else writes. Lists are owned as a whole, but for
 * finalizers, which are a set.
 */
final class AppliedFields {

  private static final Set<String> IDENTITY = Set.of("apiVersion", "kind");
  private static final Set<String> UNTRACKED =
      Set.of("name", "namespace", "uid", "resourceVersion", "managedFields");

  private AppliedFields() {}

  /** The fields of a configuration, in the form {@code fieldsV1}. */
  static Map<String, @Nullable Object> of(Map<String, @Nullable Object> configuration) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    configuration.forEach(
        (name, value) -> {
          if (name.equals("metadata")) {
            Map<String, @Nullable Object> metadata = new LinkedHashMap<>(JsonTree.mapAt(value));
            metadata.keySet().removeAll(UNTRACKED);
            if (!metadata.isEmpty()) {
              fields.put("f:metadata", below(metadata));
            }
          } else if (!IDENTITY.contains(name)) {
            fields.put("f:" + name, below(value));
          }
        });
    return fields;
  }

  private static Map<String, @Nullable Object> below(@Nullable Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    JsonTree.mapAt(value)
        .forEach(
            (name, child) ->
                fields.put("f:" + name, name.equals("finalizers") ? items(child) : below(child)));
    return fields;
  }

  private static Map<String, @Nullable Object> items(@Nullable Object set) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (set instanceof List<?> list) {
      list.forEach(item -> fields.put("v:\"" + item + "\"", Map.of()));
    }
    return fields;
  }

  /** The engine's fields as an object records them. */
  static Map<String, @Nullable Object> recorded(Map<String, @Nullable Object> object) {
    return JsonTree.listAt(object, "metadata", "managedFields").stream()
        .findFirst()
        .map(entry -> JsonTree.mapAt(entry, "fieldsV1"))
        .orElse(Map.of());
  }

  /** Records fields as the engine's. */
  static void record(Map<String, @Nullable Object> object, Map<String, @Nullable Object> fields) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(object, "metadata"));
    metadata.put(
        "managedFields",
        fields.isEmpty()
            ? List.of()
            : List.of(
                Map.of("manager", Marks.FIELD_MANAGER, "operation", "Apply", "fieldsV1", fields)));
    object.put("metadata", metadata);
  }

  /**
   * The live object after an apply: what the engine said before and says no longer goes, what it
   * says now is there.
   */
  static Map<String, @Nullable Object> apply(
      Map<String, @Nullable Object> live, Map<String, @Nullable Object> configuration) {
    Map<String, @Nullable Object> fields = of(configuration);
    Map<String, @Nullable Object> result = without(live, recorded(live), fields);
    result = merged(result, configuration);
    record(result, fields);
    return result;
  }

  private static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> live, Map<?, ?> before, Map<?, ?> now) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(live);
    before.forEach(
        (field, below) -> {
          String name = String.valueOf(field).substring(2);
          Map<?, ?> still = now.get(field) instanceof Map<?, ?> map ? map : Map.of();
          boolean leaf = !(below instanceof Map<?, ?> parts) || parts.isEmpty();
          if (leaf && !now.containsKey(field)) {
            kept.remove(name);
          } else if (name.equals("finalizers")) {
            kept.put(name, remaining(live.get(name), (Map<?, ?>) below, still));
          } else if (!leaf) {
            kept.put(name, without(JsonTree.mapAt(live, name), (Map<?, ?>) below, still));
          }
        });
    return kept;
  }

  private static List<@Nullable Object> remaining(
      @Nullable Object set, Map<?, ?> before, Map<?, ?> now) {
    List<@Nullable Object> left = new ArrayList<>();
    if (set instanceof List<?> list) {
      list.stream()
          .filter(item -> !before.containsKey(key(item)) || now.containsKey(key(item)))
          .forEach(left::add);
    }
    return left;
  }

  private static String key(@Nullable Object item) {
    return "v:\"" + item + "\"";
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> live, Map<String, @Nullable Object> configuration) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(live);
    configuration.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> && result.get(name) instanceof Map<?, ?>) {
            result.put(
                name, merged(JsonTree.mapAt(result, name), JsonTree.mapAt(configuration, name)));
          } else if (name.equals("finalizers") && result.get(name) instanceof List<?> others) {
            Set<@Nullable Object> union = new LinkedHashSet<>(others);
            union.addAll(JsonTree.listAt(configuration, name));
            result.put(name, List.copyOf(union));
          } else {
            result.put(name, value);
          }
        });
    return result;
  }

  /** The live object after somebody else set a field: if it changed, it is the engine's no more. */
  static Map<String, @Nullable Object> set(
      Map<String, @Nullable Object> live, @Nullable Object value, List<String> path) {
    if (Objects.equals(JsonTree.at(live, path.toArray(String[]::new)), value)) {
      return live;
    }
    Map<String, @Nullable Object> result = with(live, value, path);
    record(result, taken(recorded(live), path));
    return result;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> tree, @Nullable Object value, List<String> path) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(tree);
    String name = path.getFirst();
    if (path.size() > 1) {
      copy.put(name, with(JsonTree.mapAt(tree, name), value, path.subList(1, path.size())));
    } else if (value == null) {
      copy.remove(name);
    } else {
      copy.put(name, value);
    }
    return copy;
  }

  private static Map<String, @Nullable Object> taken(
      Map<String, @Nullable Object> fields, List<String> path) {
    Map<String, @Nullable Object> left = new LinkedHashMap<>(fields);
    String field = "f:" + path.getFirst();
    if (path.size() > 1 && left.get(field) instanceof Map<?, ?> parts && !parts.isEmpty()) {
      left.put(field, taken(JsonTree.mapAt(left, field), path.subList(1, path.size())));
    } else {
      left.remove(field);
    }
    return left;
  }
}
