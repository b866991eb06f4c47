package run.trellis.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.JsonTree;
import run.trellis.schema.BreakingChange.Kind;

/** Walks two schemas side by side and notes what breaks. */
final class SchemaComparison {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

  private static final String ANYTHING = "anything";

  private static final List<String> LOWER_BOUNDS =
      List.of("minimum", "minLength", "minItems", "minProperties");
  private static final List<String> UPPER_BOUNDS =
      List.of("maximum", "maxLength", "maxItems", "maxProperties");

  /** How lists and maps are merged, and which elements are the same. */
  private static final List<String> MERGING =
      List.of("x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type");

  /**
   * Restrictions that are compared as a whole. SimpleSchema has none of them; definitions from
   * elsewhere may.
   */
  private static final List<String> OTHERS =
      List.of(
          "format",
          "multipleOf",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "uniqueItems",
          "not",
          "allOf",
          "anyOf",
          "oneOf");

  private final List<BreakingChange> changes;
  private final boolean writtenByPeople;

  private SchemaComparison(List<BreakingChange> changes, boolean writtenByPeople) {
    this.changes = changes;
    this.writtenByPeople = writtenByPeople;
  }

  /** Of values that people write: nothing may be restricted. */
  static SchemaComparison ofSpec(List<BreakingChange> changes) {
    return new SchemaComparison(changes, true);
  }

  /** Of values that the engine writes: nothing may vanish or change its type. */
  static SchemaComparison ofStatus(List<BreakingChange> changes) {
    return new SchemaComparison(changes, false);
  }

  void compare(String path, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    TypeChange change = typeChange(old, now);
    if (change == TypeChange.BREAKING) {
      note(
          path,
          Kind.TYPE_CHANGED,
          "changed its type from " + typeName(old) + " to " + typeName(now));
      return;
    }
    if (writtenByPeople) {
      compareRestrictions(path, old, now);
    }
    if (change == TypeChange.HARMLESS) {
      return;
    }
    compareProperties(path, old, now);
    compareChild(path + "[*]", old.get("items"), now.get("items"));
    compareChild(path + ".*", old.get("additionalProperties"), now.get("additionalProperties"));
  }

  private enum TypeChange {
    NONE,
    HARMLESS,
    BREAKING
  }

  private TypeChange typeChange(
      Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    String oldType = typeName(old);
    String newType = typeName(now);
    if (oldType.equals(newType)) {
      return TypeChange.NONE;
    }
    // Taking anything from now on breaks nobody; nor does learning the type of what only the engine
    // writes.
    boolean relaxed =
        newType.equals(ANYTHING) || (newType.equals("object") && oldType.equals("struct"));
    boolean learnt =
        !writtenByPeople
            && (oldType.equals(ANYTHING) || (oldType.equals("object") && newType.equals("struct")));
    return relaxed || learnt ? TypeChange.HARMLESS : TypeChange.BREAKING;
  }

  /** As authors call it; a struct, a map and a free object are different types. */
  private static String typeName(Map<String, @Nullable Object> schema) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      return "integer or string";
    }
    return switch (Shape.of(schema)) {
      case LIST -> "list";
      case MAP -> "map";
      case STRUCT -> "struct";
      case STRING, INTEGER, NUMBER, BOOLEAN -> Shape.of(schema).display();
      case ANYTHING ->
          !schema.containsKey("type")
              ? ANYTHING
              // Named fields are still checked within an object that keeps unknown ones.
              : schema.containsKey("properties") ? "struct" : "object";
    };
  }

  private void compareRestrictions(
      String path, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    compareEnum(path, old, now);
    Object pattern = now.get("pattern");
    if (pattern != null && !pattern.equals(old.get("pattern"))) {
      String what =
          old.containsKey("pattern") ? "changed its pattern to " : "must match the new pattern ";
      note(path, Kind.PATTERN_CHANGED, what + pattern);
    }
    LOWER_BOUNDS.forEach(bound -> compareBound(path, bound, old.get(bound), now.get(bound), true));
    UPPER_BOUNDS.forEach(bound -> compareBound(path, bound, old.get(bound), now.get(bound), false));
    for (String field : MERGING) {
      Object before = mergingOf(field, old);
      Object after = mergingOf(field, now);
      if (!Objects.equals(before, after)) {
        note(path, Kind.LIST_TYPE_CHANGED, "changed " + field + " from " + before + " to " + after);
      }
    }
    for (String field : OTHERS) {
      Object restriction = now.get(field);
      if (restriction != null
          && !Boolean.FALSE.equals(restriction)
          && !restriction.equals(old.get(field))) {
        note(path, Kind.CONSTRAINT_CHANGED, "has a new restriction: " + field);
      }
    }
    if (isTrue(old, "nullable") && !isTrue(now, "nullable")) {
      note(path, Kind.NULL_FORBIDDEN, "must not be null any more");
    }
    if (isTrue(old, PRESERVE) && !isTrue(now, PRESERVE)) {
      note(
          path,
          Kind.UNKNOWN_FIELDS_DROPPED,
          "drops fields that it does not name, and kept them before");
    }
    compareRules(path, old, now);
  }

  /** Lists are atomic and maps granular where nothing is said. */
  private static @Nullable Object mergingOf(String field, Map<String, @Nullable Object> schema) {
    Object merging = schema.get(field);
    boolean asByDefault =
        ("atomic".equals(merging) && field.endsWith("list-type"))
            || ("granular".equals(merging) && field.endsWith("map-type"));
    return asByDefault ? null : merging;
  }

  private void compareEnum(
      String path, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    if (!(now.get("enum") instanceof List<?> allowed)) {
      return;
    }
    if (!(old.get("enum") instanceof List<?> before)) {
      note(path, Kind.ENUM_NARROWED, "allows only " + allowed + " now, and any value before");
      return;
    }
    List<String> gone = new ArrayList<>(texts(before));
    gone.removeAll(texts(allowed));
    if (!gone.isEmpty()) {
      note(path, Kind.ENUM_NARROWED, "does not allow " + String.join(", ", gone) + " any more");
    }
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(String::valueOf).toList();
  }

  private void compareBound(
      String path, String bound, @Nullable Object old, @Nullable Object now, boolean isLower) {
    if (!(now instanceof Number after)) {
      return;
    }
    if (!(old instanceof Number before)) {
      note(path, Kind.BOUND_TIGHTENED, "has a new bound: " + bound + " " + after);
    } else if (isLower ? isMore(after, before) : isMore(before, after)) {
      note(path, Kind.BOUND_TIGHTENED, "changed " + bound + " from " + before + " to " + after);
    }
  }

  private static boolean isMore(Number one, Number other) {
    return one.doubleValue() > other.doubleValue();
  }

  private void compareRules(
      String path, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    Set<String> rules = rules(now);
    rules.removeAll(rules(old));
    for (String rule : rules) {
      String what =
          rule.equals("self == oldSelf")
              ? "cannot be changed any more"
              : "must satisfy the new rule " + rule;
      note(path, Kind.RULE_ADDED, what);
    }
  }

  /** Text of the rules; their messages break nobody. */
  private static Set<String> rules(Map<String, @Nullable Object> schema) {
    Set<String> rules = new LinkedHashSet<>();
    for (Object rule : JsonTree.listAt(schema, "x-kubernetes-validations")) {
      rules.add(JsonTree.textAt(rule, "rule"));
    }
    return rules;
  }

  private void compareProperties(
      String path, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    Map<String, @Nullable Object> before = JsonTree.mapAt(old, "properties");
    Map<String, @Nullable Object> after = JsonTree.mapAt(now, "properties");
    for (String name : before.keySet()) {
      String at = FieldPath.field(path, name);
      if (after.containsKey(name)) {
        compareChild(at, before.get(name), after.get(name));
      } else if (!isTrue(now, PRESERVE)) {
        note(at, Kind.FIELD_REMOVED, "was removed");
      }
    }
    if (writtenByPeople) {
      compareRequired(path, old, now);
      if (isTrue(old, PRESERVE)) {
        noteNewNames(path, before, after);
      }
    }
  }

  /** A name that could have any value before, because unknown fields were kept. */
  private void noteNewNames(
      String path, Map<String, @Nullable Object> before, Map<String, @Nullable Object> after) {
    for (String name : after.keySet()) {
      Map<String, @Nullable Object> schema = JsonTree.mapAt(after, name);
      if (!before.containsKey(name) && !typeName(schema).equals(ANYTHING)) {
        String message = "must be " + typeName(schema) + " now, and could be anything before";
        note(FieldPath.field(path, name), Kind.TYPE_CHANGED, message);
      }
    }
  }

  private void compareRequired(
      String path, Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
    List<String> before = texts(JsonTree.listAt(old, "required"));
    for (String name : texts(JsonTree.listAt(now, "required"))) {
      if (JsonTree.at(now, "properties", name, "default") != null) {
        continue;
      }
      String at = FieldPath.field(path, name);
      if (!before.contains(name)) {
        boolean isNew = JsonTree.at(old, "properties", name) == null;
        note(at, Kind.FIELD_REQUIRED, isNew ? "is new and required" : "is required now");
      } else if (JsonTree.at(old, "properties", name, "default") != null) {
        note(at, Kind.DEFAULT_REMOVED, "is required and lost its default");
      }
    }
  }

  private void compareChild(String path, @Nullable Object old, @Nullable Object now) {
    if (old instanceof Map<?, ?> && now instanceof Map<?, ?>) {
      compare(path, JsonTree.mapAt(old), JsonTree.mapAt(now));
    }
  }

  private static boolean isTrue(Map<String, @Nullable Object> schema, String field) {
    return Boolean.TRUE.equals(schema.get(field));
  }

  private void note(String path, Kind kind, String message) {
    changes.add(new BreakingChange(path, kind, message));
  }
}
