package run.trellis.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;
import run.trellis.api.Span;

/** Builds the schema of one spec, resolving custom types on the way. Used once. */
final class SimpleSchemaParser {

  /** Levels of structs, lists and maps, custom types expanded. */
  private static final int DEEPEST = 16;

  /**
   * Fields of a schema with custom types expanded: types that use each other twice grow by
   * doubling.
   */
  private static final int LARGEST = 10_000;

  /** Types that stand for types: bounds the recursion. */
  private static final int LONGEST_CHAIN = 64;

  private final String path;
  private final Map<String, ? extends @Nullable Object> types;
  private final Map<String, Built> builtTypes = new LinkedHashMap<>();

  /** Custom types being built, the outermost first: meeting one again is a cycle. */
  private final LinkedHashSet<String> open = new LinkedHashSet<>();

  private final List<Problem> problems = new ArrayList<>();

  SimpleSchemaParser(String path, Map<String, ? extends @Nullable Object> types) {
    this.path = path;
    this.types = types;
  }

  /**
   * A schema built from a type.
   *
   * @param schema OpenAPI; not changed any more once built
   * @param required whether an alias makes the fields that use it required
   * @param depth levels below it
   * @param size number of schemas in it
   * @param broken whether it only stands for what has a problem of its own already
   */
  record Built(
      Map<String, @Nullable Object> schema, boolean required, int depth, int size, boolean broken) {

    static final Built ANYTHING =
        new Built(Map.of("x-kubernetes-preserve-unknown-fields", true), false, 0, 1, true);

    Built(Map<String, @Nullable Object> schema, boolean required, int depth, int size) {
      this(schema, required, depth, size, false);
    }

    static Built leaf(Map<String, @Nullable Object> schema) {
      return new Built(schema, false, 0, 1);
    }

    /** As the element of a list or map, where nothing can be required or be given a default. */
    Map<String, @Nullable Object> asElement() {
      Map<String, @Nullable Object> element = new LinkedHashMap<>(schema);
      element.remove("default");
      return element;
    }
  }

  SimpleSchema parse(Map<String, ? extends @Nullable Object> spec) {
    String typesPath = FieldPath.field(path, "types");
    for (String name : types.keySet()) {
      checkTypeName(FieldPath.field(typesPath, name), name);
      custom(name);
    }
    String specPath = FieldPath.field(path, "spec");
    Built built = struct(specPath, spec, 0);
    if (built.size() > LARGEST) {
      String message =
          "the schema has more than " + LARGEST + " fields when its types are expanded";
      problem(
          specPath,
          ProblemCode.LIMIT_EXCEEDED,
          message,
          "use `object` for parts that need no checks");
      built = Built.ANYTHING;
    }
    TransitionRules.check(specPath, built.schema(), problems);
    Map<String, @Nullable Object> openApi = PrinterColumns.withoutMarks(built.schema());
    return new SimpleSchema(
        openApi, OpenApiTypes.toSchemaType(openApi), PrinterColumns.of(built.schema()), problems);
  }

  private void checkTypeName(String at, String name) {
    if (TypeExpression.BUILT_IN.contains(name)) {
      problem(
          at, ProblemCode.RESERVED_NAME, "`" + name + "` is a type already", "choose another name");
    } else if (!TypeExpression.isName(name)) {
      problem(
          at,
          ProblemCode.INVALID_VALUE,
          "`" + name + "` cannot be the name of a type",
          "use letters and digits");
    }
  }

  /** The schema of a custom type, built on first use. */
  private Built custom(String name) {
    Built known = builtTypes.get(name);
    if (known != null) {
      return known;
    }
    String at = FieldPath.field(FieldPath.field(path, "types"), name);
    if (open.size() > LONGEST_CHAIN) {
      String message = "types refer to each other in a chain longer than " + LONGEST_CHAIN;
      return failed(at, ProblemCode.LIMIT_EXCEEDED, message, "");
    }
    if (!open.add(name)) {
      problem(
          at,
          ProblemCode.TYPE_CYCLE,
          "the type contains itself: " + cycle(name),
          "use `object` in one of them");
      return Built.ANYTHING;
    }
    Built built = field(at, types.get(name), 0);
    open.remove(name);
    builtTypes.put(name, built);
    return built;
  }

  /** {@code A -> B -> A}, from the type that was met again. */
  private String cycle(String name) {
    List<String> chain = new ArrayList<>(open);
    List<String> round = new ArrayList<>(chain.subList(chain.indexOf(name), chain.size()));
    round.add(name);
    return String.join(" -> ", round);
  }

  private Built struct(String at, Map<?, ? extends @Nullable Object> fields, int level) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    TreeSet<String> required = new TreeSet<>();
    int depth = 0;
    int size = 1;
    for (Map.Entry<?, ? extends @Nullable Object> entry : fields.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Built field = field(FieldPath.field(at, name), entry.getValue(), level + 1);
      properties.put(name, field.schema());
      if (field.required()) {
        required.add(name);
      }
      depth = Math.max(depth, field.depth() + 1);
      size = cap(size + field.size());
    }
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    } else if (hasDefault(properties)) {
      // The API server descends only into what is there: without this, defaults below would never
      // apply.
      schema.put("default", Map.of());
    }
    return new Built(schema, false, depth, size);
  }

  private static boolean hasDefault(Map<String, @Nullable Object> properties) {
    return properties.values().stream()
        .anyMatch(
            property -> property instanceof Map<?, ?> schema && schema.containsKey("default"));
  }

  private Built field(String at, @Nullable Object definition, int level) {
    if (level > DEEPEST) {
      problem(
          at,
          ProblemCode.LIMIT_EXCEEDED,
          "nests deeper than " + DEEPEST,
          "use `object` from here on");
      return Built.ANYTHING;
    }
    return switch (definition) {
      case String text -> typed(at, text, level);
      case Map<?, ?> map ->
          OpenApiLookalike.hintFor(map)
              .map(
                  hint ->
                      failed(
                          at, ProblemCode.INVALID_VALUE, "this is OpenAPI, not SimpleSchema", hint))
              .orElseGet(() -> struct(at, map, level));
      case List<?> list ->
          failed(
              at,
              ProblemCode.INVALID_VALUE,
              "must be a type, not a list",
              "write a list type as \"[]string\"");
      case null -> failed(at, ProblemCode.INVALID_VALUE, "has no type", "such as string or object");
      default ->
          failed(
              at,
              ProblemCode.INVALID_VALUE,
              "must be a type, not " + Section.describe(definition),
              "write a default as `integer | default=" + definition + "`");
    };
  }

  private Built typed(String at, String text, int level) {
    FieldText parts = FieldText.of(text);
    Built built =
        resolve(at, TypeExpression.parse(parts.type()), new Span(0, parts.type().length()));
    for (FieldText.Malformed error : parts.errors()) {
      problems.add(
          Problem.at(at, ProblemCode.INVALID_MARKER, error.message(), error.hint())
              .within(error.span()));
    }
    if (level + built.depth() > DEEPEST) {
      return failed(at, ProblemCode.LIMIT_EXCEEDED, "nests deeper than " + DEEPEST, "");
    }
    if (built.broken() || parts.markers().isEmpty()) {
      return built;
    }
    MarkerRules rules = new MarkerRules(at, built.schema(), built.required(), problems);
    rules.apply(parts.markers());
    return new Built(rules.schema(), rules.required(), built.depth(), built.size());
  }

  private Built resolve(String at, TypeExpression type, Span span) {
    return switch (type) {
      case TypeExpression.Scalar(String name) ->
          Built.leaf(map("type", TypeExpression.SCALARS.get(name)));
      case TypeExpression.Anything() ->
          Built.leaf(map("type", "object", "x-kubernetes-preserve-unknown-fields", true));
      case TypeExpression.ListOf(TypeExpression element) ->
          container(at, "array", "items", element, span);
      case TypeExpression.MapOf(TypeExpression value) ->
          container(at, "object", "additionalProperties", value, span);
      case TypeExpression.Named(String name) when types.containsKey(name) -> custom(name);
      case TypeExpression.Named(String name) -> {
        String message = "`" + name + "` is not a type";
        problems.add(
            Problem.at(at, ProblemCode.UNKNOWN_TYPE, message, TypeNames.hint(name, types.keySet()))
                .within(span));
        yield Built.ANYTHING;
      }
      case TypeExpression.Malformed(String message, String hint) -> {
        problems.add(Problem.at(at, ProblemCode.UNKNOWN_TYPE, message, hint).within(span));
        yield Built.ANYTHING;
      }
    };
  }

  private Built container(String at, String type, String field, TypeExpression element, Span span) {
    Built inner = resolve(at, element, span);
    Map<String, @Nullable Object> schema = map("type", type, field, inner.asElement());
    return new Built(schema, false, inner.depth() + 1, cap(inner.size() + 1));
  }

  private Built failed(String at, ProblemCode code, String message, String hint) {
    problem(at, code, message, hint);
    return Built.ANYTHING;
  }

  private void problem(String at, ProblemCode code, String message, String hint) {
    problems.add(Problem.at(at, code, message, hint));
  }

  /** Keeps sizes from overflowing. */
  private static int cap(int size) {
    return Math.min(size, 10 * LARGEST);
  }

  private static Map<String, @Nullable Object> map(String key, @Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  private static Map<String, @Nullable Object> map(
      String key, @Nullable Object value, String secondKey, @Nullable Object secondValue) {
    Map<String, @Nullable Object> map = map(key, value);
    map.put(secondKey, secondValue);
    return Collections.unmodifiableMap(map);
  }
}
