package run.trellis.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.NearestName;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.schema.FieldText.Marker;

/** Applies the markers of one field to its schema. */
final class MarkerRules {

  /** Longest message of a rule that is still read. */
  private static final int LONGEST_MESSAGE = 200;

  private static final List<String> LIST_TYPES = List.of("atomic", "set", "map");

  private final String path;
  private final Map<String, @Nullable Object> schema;
  private final Shape shape;
  private final List<Problem> problems;
  private boolean required;

  /**
   * @param base schema of the type; it is copied
   * @param required whether the type itself, an alias, is required
   * @param problems takes what is wrong
   */
  MarkerRules(
      String path, Map<String, @Nullable Object> base, boolean required, List<Problem> problems) {
    this.path = path;
    this.schema = new LinkedHashMap<>(base);
    this.shape = Shape.of(base);
    this.required = required;
    this.problems = problems;
  }

  Map<String, @Nullable Object> schema() {
    return schema;
  }

  boolean required() {
    return required;
  }

  void apply(List<Marker> markers) {
    Set<MarkerKind> seen = EnumSet.noneOf(MarkerKind.class);
    for (Marker marker : markers) {
      MarkerKind.of(marker.key())
          .ifPresentOrElse(kind -> apply(kind, marker, seen), () -> unknown(marker));
    }
    order("minimum", "maximum");
    order("minLength", "maxLength");
    order("minItems", "maxItems");
    if (shape == Shape.LIST) {
      new ListRules(
              schema,
              message ->
                  problems.add(
                      Problem.at(path, ProblemCode.INVALID_MARKER, message.text(), message.hint())))
          .check();
    }
    checkDefault();
  }

  private void unknown(Marker marker) {
    String near = NearestName.hint(marker.key(), MarkerKind.keys());
    String hint = near.isEmpty() ? "markers are " + String.join(", ", MarkerKind.keys()) : near;
    String message = "there is no marker `" + marker.key() + "`";
    problems.add(Problem.at(path, ProblemCode.UNKNOWN_MARKER, message, hint).within(marker.span()));
  }

  private void apply(MarkerKind kind, Marker marker, Set<MarkerKind> seen) {
    if (!kind.fits(shape)) {
      invalid(
          marker,
          "`" + kind.key() + "` does not fit " + shape.display(),
          "it is for " + kind.fitting() + elementHint(kind));
    } else if (!seen.add(kind) && !kind.repeatable()) {
      invalid(marker, "`" + kind.key() + "` is there twice", "");
    } else {
      set(kind, marker);
    }
  }

  private String elementHint(MarkerKind kind) {
    boolean forElements = shape == Shape.LIST || shape == Shape.MAP;
    return forElements && kind.fits(Shape.STRING)
        ? "; to restrict the elements, give them a type of their own in `types`"
        : "";
  }

  private void set(MarkerKind kind, Marker marker) {
    switch (kind) {
      case REQUIRED -> bool(marker).ifPresent(value -> required = value);
      case DEFAULT -> setDefault(marker);
      case DESCRIPTION -> schema.put("description", marker.value());
      case ENUM -> setEnum(marker);
      case MINIMUM, MAXIMUM ->
          MarkerValue.number(marker.value())
              .ifPresentOrElse(
                  number -> schema.put(kind.key(), number), () -> malformed(marker, "a number"));
      case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS ->
          MarkerValue.wholeNumber(marker.value())
              .filter(number -> number >= 0)
              .ifPresentOrElse(
                  number -> schema.put(kind.key(), number),
                  () -> malformed(marker, "a whole number from 0"));
      case PATTERN -> setPattern(marker);
      case UNIQUE_ITEMS ->
          bool(marker).filter(value -> value).ifPresent(value -> setListType(marker, "set"));
      case LIST_TYPE -> setListType(marker, marker.value());
      case LIST_MAP_KEY -> append("x-kubernetes-list-map-keys", marker.value());
      case VALIDATION -> setValidation(marker);
      case IMMUTABLE ->
          bool(marker)
              .filter(value -> value)
              .ifPresent(
                  value ->
                      append(
                          "x-kubernetes-validations",
                          rule("self == oldSelf", "field is immutable")));
      case PRINT_COLUMN -> setColumn(marker);
    }
  }

  private void setDefault(Marker marker) {
    MarkerValue.of(shape, marker.value())
        .ifPresentOrElse(
            value -> schema.put("default", value),
            () -> {
              String form =
                  switch (shape) {
                    case STRING -> "text";
                    case INTEGER -> "a whole number";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "true or false";
                    case LIST -> "a JSON list such as [1, 2]";
                    case MAP, STRUCT, ANYTHING -> "a JSON map such as {\"key\": \"value\"}";
                  };
              malformed(marker, form);
            });
  }

  /** Values separated by commas, or a JSON list for values that have commas themselves. */
  private void setEnum(Marker marker) {
    List<?> parts =
        MarkerValue.json(marker.value())
            .filter(List.class::isInstance)
            .map(List.class::cast)
            .orElseGet(
                () -> Arrays.stream(marker.value().split(",", -1)).map(String::strip).toList());
    LinkedHashSet<Object> values = new LinkedHashSet<>();
    for (Object part : parts) {
      Optional<Object> value =
          "".equals(part) ? Optional.empty() : MarkerValue.of(shape, String.valueOf(part));
      if (value.isEmpty()) {
        String what =
            "".equals(part) ? "an empty value" : "`" + part + "`, which is not a whole number";
        invalid(marker, "`enum` has " + what, "separate values by commas: enum=\"small,large\"");
        return;
      }
      if (!values.add(value.get())) {
        invalid(marker, "`enum` has `" + part + "` twice", "");
        return;
      }
    }
    if (values.isEmpty()) {
      invalid(marker, "`enum` has no values", "separate values by commas: enum=\"small,large\"");
      return;
    }
    schema.put("enum", List.copyOf(values));
  }

  private void setPattern(Marker marker) {
    if (marker.value().isEmpty()) {
      invalid(marker, "`pattern` is empty", "leave it out to allow any text");
      return;
    }
    try {
      Pattern.compile(marker.value());
      schema.put("pattern", marker.value());
    } catch (PatternSyntaxException e) {
      String hint =
          "the API server takes RE2 expressions, which have no look-around and no back-references";
      invalid(
          marker,
          "`" + marker.value() + "` is not a regular expression: " + e.getDescription(),
          hint);
    }
  }

  private void setListType(Marker marker, String type) {
    Object other = schema.get("x-kubernetes-list-type");
    if (!LIST_TYPES.contains(type)) {
      String near = NearestName.hint(type, LIST_TYPES);
      invalid(
          marker,
          "there is no list type `" + type + "`",
          near.isEmpty() ? "atomic, set or map" : near);
    } else if (other != null && !other.equals(type)) {
      invalid(
          marker,
          "the list cannot be both " + other + " and " + type,
          "`uniqueItems` makes it a set");
    } else {
      schema.put("x-kubernetes-list-type", type);
    }
  }

  private void setValidation(Marker marker) {
    String rule = marker.value().strip();
    if (rule.isEmpty()) {
      invalid(marker, "`validation` is empty", "write a rule, such as validation=\"self > 0\"");
      return;
    }
    String shown = rule.replaceAll("\\s+", " ");
    String message =
        "must satisfy: "
            + (shown.length() > LONGEST_MESSAGE
                ? shown.substring(0, LONGEST_MESSAGE) + "…"
                : shown);
    append("x-kubernetes-validations", rule(rule, message));
  }

  private static Map<String, String> rule(String rule, String message) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("rule", rule);
    fields.put("message", message);
    return fields;
  }

  private void setColumn(Marker marker) {
    if (marker.value().isBlank()) {
      invalid(marker, "`printColumn` is empty", "write the heading of the column");
    } else {
      schema.put(PrinterColumns.MARK, marker.value());
    }
  }

  private void order(String least, String most) {
    if (schema.get(least) instanceof Number low
        && schema.get(most) instanceof Number high
        && low.doubleValue() > high.doubleValue()) {
      String message = "`" + least + "=" + low + "` is more than `" + most + "=" + high + "`";
      problems.add(Problem.at(path, ProblemCode.INVALID_MARKER, message));
    }
  }

  private void checkDefault() {
    if (!schema.containsKey("default")) {
      return;
    }
    DefaultCheck.problemOf(schema, schema.get("default"))
        .ifPresent(
            message -> {
              problems.add(
                  Problem.at(
                      path, ProblemCode.INVALID_MARKER, "the default does not fit: " + message));
              schema.remove("default");
            });
  }

  private void append(String key, Object value) {
    List<@Nullable Object> values = new ArrayList<>(JsonTree.listAt(schema, key));
    values.add(value);
    schema.put(key, values);
  }

  private Optional<Boolean> bool(Marker marker) {
    Optional<Boolean> value = MarkerValue.bool(marker.value());
    if (value.isEmpty()) {
      malformed(marker, "true or false");
    }
    return value;
  }

  private void malformed(Marker marker, String expected) {
    String value = marker.value();
    String hint = "";
    if (value.endsWith(",")) {
      hint = "separate markers by spaces, not by commas";
    } else if (value.startsWith("'")) {
      hint = "use double quotes";
    } else if (value.startsWith("{") || value.startsWith("[")) {
      hint = "check the JSON: names and texts in double quotes, no comma at the end";
    }
    invalid(marker, "`" + marker.key() + "` must be " + expected + ", not `" + value + "`", hint);
  }

  private void invalid(Marker marker, String message, String hint) {
    Span span = marker.span();
    problems.add(Problem.at(path, ProblemCode.INVALID_MARKER, message, hint).within(span));
  }
}
