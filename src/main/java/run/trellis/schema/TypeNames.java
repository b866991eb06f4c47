package run.trellis.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import run.trellis.api.NearestName;

/** Tells which type was probably meant. */
final class TypeNames {

  /** What other notations call the types of SimpleSchema. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("int", "integer"),
          Map.entry("int32", "integer"),
          Map.entry("int64", "integer"),
          Map.entry("long", "integer"),
          Map.entry("bool", "boolean"),
          Map.entry("number", "float"),
          Map.entry("double", "float"),
          Map.entry("decimal", "float"),
          Map.entry("str", "string"),
          Map.entry("text", "string"),
          Map.entry("array", "[]string"),
          Map.entry("list", "[]string"),
          Map.entry("map", "map[string]string"),
          Map.entry("any", "object"),
          Map.entry("json", "object"),
          Map.entry("struct", "object"));

  private TypeNames() {}

  static String hint(String wrong, Collection<String> customTypes) {
    String meant = ELSEWHERE.get(wrong.toLowerCase(Locale.ROOT));
    if (meant != null) {
      return "did you mean `" + meant + "`?";
    }
    List<String> right = new ArrayList<>(TypeExpression.BUILT_IN);
    right.addAll(customTypes);
    String near = NearestName.hint(wrong, right);
    return near.isEmpty()
        ? "types are " + String.join(", ", TypeExpression.BUILT_IN) + " and those of `types`"
        : near;
  }
}
