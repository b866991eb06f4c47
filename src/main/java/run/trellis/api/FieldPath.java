package run.trellis.api;

import java.util.regex.Pattern;

/**
 * Writes the paths that problems and {@link SourceMap} name fields by: {@code
 * spec.resources[2].template.spec.host}, with other than plain keys in quotes: {@code
 * metadata.labels["a.b/c"]}.
 */
public final class FieldPath {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  private FieldPath() {}

  /** The path of a field of the map at the parent; an empty parent is the root. */
  public static String field(String parent, String key) {
    if (PLAIN.matcher(key).matches()) {
      return parent.isEmpty() ? key : parent + "." + key;
    }
    return parent + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  /** The path of an element of the list at the parent. */
  public static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
