package run.trellis.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.NearestName;

/** What the API server asks of lists that are sets or maps. */
final class ListRules {

  private final Map<String, @Nullable Object> schema;
  private final Consumer<Message> problems;

  /** What is wrong, and how to mend it. */
  record Message(String text, String hint) {}

  /** Changes the schema where a set needs its elements to be whole. */
  ListRules(Map<String, @Nullable Object> schema, Consumer<Message> problems) {
    this.schema = schema;
    this.problems = problems;
  }

  void check() {
    List<String> keys =
        JsonTree.listAt(schema, "x-kubernetes-list-map-keys").stream()
            .map(String::valueOf)
            .toList();
    boolean map = "map".equals(schema.get("x-kubernetes-list-type"));
    if (map && keys.isEmpty()) {
      problem("a list of type map needs a key", "add listMapKey=… with a field of its elements");
    } else if (!map && !keys.isEmpty()) {
      problem("`listMapKey` is for lists of type map", "add listType=map");
    } else if (map) {
      checkKeys(keys);
    } else if ("set".equals(schema.get("x-kubernetes-list-type"))) {
      wholeElements();
    }
  }

  private void checkKeys(List<String> keys) {
    Map<String, @Nullable Object> items = JsonTree.mapAt(schema, "items");
    if (Shape.of(items) != Shape.STRUCT) {
      problem(
          "the elements of a list of type map must be structs",
          "give them a type of their own in `types`");
      return;
    }
    Map<String, @Nullable Object> properties = JsonTree.mapAt(items, "properties");
    for (String key : keys) {
      Map<String, @Nullable Object> field = JsonTree.mapAt(properties, key);
      if (!properties.containsKey(key)) {
        String hint = NearestName.hint(key, properties.keySet());
        problem("`listMapKey=" + key + "`: the elements have no such field", hint);
      } else if (!Shape.of(field).isScalar()) {
        problem(
            "`listMapKey=" + key + "`: a key must be a scalar, not " + Shape.of(field).display(),
            "");
      } else if (!JsonTree.listAt(items, "required").contains(key)
          && !field.containsKey("default")) {
        problem(
            "`listMapKey=" + key + "`: a key must always be there", "make the field required=true");
      }
    }
    if (keys.stream().distinct().count() < keys.size()) {
      problem("a `listMapKey` is there twice", "");
    }
  }

  /**
   * Elements of a set are compared as a whole, which the schema of an element that has parts must
   * say.
   */
  private void wholeElements() {
    Map<String, @Nullable Object> items = JsonTree.mapAt(schema, "items");
    Shape shape = Shape.of(items);
    if (!shape.isScalar() && items.containsKey("type")) {
      Map<String, @Nullable Object> whole = new LinkedHashMap<>(items);
      whole.put(shape == Shape.LIST ? "x-kubernetes-list-type" : "x-kubernetes-map-type", "atomic");
      schema.put("items", whole);
    }
  }

  private void problem(String text, String hint) {
    problems.accept(new Message(text, hint));
  }
}
