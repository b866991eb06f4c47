package run.trellis.expression.cel;

import java.util.Map;
import run.trellis.api.CelKeywords;
import run.trellis.schema.SchemaType;

/**
 * Names of fields that are no identifiers, as Kubernetes writes them in CEL: {@code foo-bar} is
 * {@code foo__dash__bar}. See <a
 * href="https://kubernetes.io/docs/reference/using-api/cel/#escaping">Escaping</a>.
 */
final class EscapedNames {

  private static final String MARK = "__";
  private static final Map<String, String> WORDS =
      Map.of("underscores", MARK, "dot", ".", "dash", "-", "slash", "/");

  private EscapedNames() {}

  /** The name that is meant; the name itself if nothing of it is escaped. */
  static String unescape(String name) {
    if (!name.contains(MARK)) {
      return name;
    }
    if (name.startsWith(MARK) && name.endsWith(MARK) && name.length() > 2 * MARK.length()) {
      String word = name.substring(MARK.length(), name.length() - MARK.length());
      if (CelKeywords.ALL.contains(word)) {
        return word;
      }
    }
    StringBuilder meant = new StringBuilder();
    int at = 0;
    while (at < name.length()) {
      int start = name.indexOf(MARK, at);
      int end = start < 0 ? -1 : name.indexOf(MARK, start + MARK.length());
      String character = end < 0 ? null : WORDS.get(name.substring(start + MARK.length(), end));
      if (character == null) {
        int next = start < 0 ? name.length() : start + 1;
        meant.append(name, at, next);
        at = next;
      } else {
        meant.append(name, at, start).append(character);
        at = end + MARK.length();
      }
    }
    return meant.toString();
  }

  /** The field of an object that a name means: itself if there is one, else what it stands for. */
  static String field(String name, Map<?, ?> object, SchemaType type) {
    boolean escaped = type instanceof SchemaType.ObjectOf && !object.containsKey(name);
    return escaped ? unescape(name) : name;
  }

  /** The same by what the schema names. */
  static String field(String name, SchemaType type) {
    boolean escaped = type instanceof SchemaType.ObjectOf object && object.field(name).isEmpty();
    return escaped ? unescape(name) : name;
  }
}
