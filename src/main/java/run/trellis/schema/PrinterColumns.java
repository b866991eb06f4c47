package run.trellis.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns that fields ask for. A field may be reached by several paths through a custom type, so
 * the wish is noted in the schema first, and gathered when all paths are known.
 */
final class PrinterColumns {

  /** Key of the note; never leaves the parser. */
  static final String MARK = "printColumn";

  private PrinterColumns() {}

  /** One column for every path from the spec to a field with the mark. */
  static List<Map<String, @Nullable Object>> of(Map<?, ? extends @Nullable Object> spec) {
    List<Map<String, @Nullable Object>> columns = new ArrayList<>();
    gather(".spec", spec, columns);
    return columns;
  }

  private static void gather(
      String path,
      Map<?, ? extends @Nullable Object> schema,
      List<Map<String, @Nullable Object>> columns) {
    if (schema.get(MARK) instanceof String heading) {
      Map<String, @Nullable Object> column = new LinkedHashMap<>();
      column.put("name", heading);
      column.put("type", schema.get("type"));
      column.put("jsonPath", path);
      if (schema.get("description") instanceof String description) {
        column.put("description", description);
      }
      columns.add(column);
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            if (property instanceof Map<?, ?> field) {
              gather(path + "." + escaped(String.valueOf(name)), field, columns);
            }
          });
    }
  }

  /** JSONPath, as Kubernetes reads it, takes a dot within a name after a backslash. */
  private static String escaped(String name) {
    return name.replace(".", "\\.");
  }

  /** The schema without the notes. */
  @SuppressWarnings("unchecked") // keys of schemas are text
  static Map<String, @Nullable Object> withoutMarks(Map<String, @Nullable Object> schema) {
    return (Map<String, @Nullable Object>) strip(schema, false);
  }

  /**
   * Within {@code properties} keys are names of fields, one of which may be called like the note.
   */
  private static Object strip(Object value, boolean names) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach(
        (key, child) -> {
          String name = String.valueOf(key);
          boolean schema = names || List.of("items", "additionalProperties").contains(name);
          if (name.equals("properties") && !names) {
            copy.put(name, strip(child, true));
          } else if (schema) {
            copy.put(name, strip(child, false));
          } else if (!name.equals(MARK)) {
            copy.put(name, child);
          }
        });
    return copy;
  }
}
