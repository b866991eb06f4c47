package run.trellis.api;

/**
 * Writes the paths that problems and {@link SourceMap} name fields by: {@code
 * spec.resources[2].template.spec.host}, with other than plain keys in quotes: {@code
 * metadata.labels["a.b/c"]}.
 */
public final class FieldPath {

  private FieldPath() {}

  /** The path of a field of the map at the parent; an empty parent is the root. */
  public static String field(String parent, String key) {
    if (isPlain(key)) {
      return parent.isEmpty() ? key : parent + "." + key;
    }
    return parent + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  /** The path of an element of the list at the parent. */
  public static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** Letters, digits, hyphens and underscores of ASCII; not a pattern, as compiling asks often. */
  private static boolean isPlain(String key) {
    for (int at = 0; at < key.length(); at++) {
      char c = key.charAt(at);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return !key.isEmpty();
  }
}
