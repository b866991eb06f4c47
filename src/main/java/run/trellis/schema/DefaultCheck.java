package run.trellis.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.JsonTree;
import run.trellis.api.NearestName;
import run.trellis.api.Section;

/**
 * Checks a default against its schema, as the API server does before it takes a custom resource
 * definition.
 */
final class DefaultCheck {

  private DefaultCheck() {}

  /** What is wrong with the value, the first thing only; empty if nothing is. */
  static Optional<String> problemOf(
      Map<?, ? extends @Nullable Object> schema, @Nullable Object value) {
    return check(schema, value, "").findFirst();
  }

  private static Stream<String> check(
      Map<?, ? extends @Nullable Object> schema, @Nullable Object value, String at) {
    return switch (JsonTree.textAt(schema, "type")) {
      case "string" ->
          value instanceof String text ? text(schema, text, at) : wrong("text", value, at);
      case "boolean" -> value instanceof Boolean ? Stream.of() : wrong("true or false", value, at);
      case "integer" ->
          value instanceof Long number
              ? number(schema, number, at)
              : wrong("a whole number", value, at);
      case "number" ->
          value instanceof Number number
              ? number(schema, number, at)
              : wrong("a number", value, at);
      case "array" ->
          value instanceof List<?> list ? list(schema, list, at) : wrong("a list", value, at);
      case "object" ->
          value instanceof Map<?, ?> map ? object(schema, map, at) : wrong("a map", value, at);
      default -> Stream.of();
    };
  }

  private static Stream<String> text(
      Map<?, ? extends @Nullable Object> schema, String text, String at) {
    int length = text.codePointCount(0, text.length());
    return Stream.of(
            within(schema, "minLength", "maxLength", length, "length " + length, at),
            oneOf(schema, text, at),
            schema.get("pattern") instanceof String pattern && !matches(pattern, text)
                ? Stream.of(told(at, "`" + text + "` does not match " + pattern))
                : Stream.<String>of())
        .flatMap(problems -> problems);
  }

  private static Stream<String> number(
      Map<?, ? extends @Nullable Object> schema, Number number, String at) {
    return Stream.concat(
        within(schema, "minimum", "maximum", number.doubleValue(), "`" + number + "`", at),
        oneOf(schema, number, at));
  }

  private static Stream<String> list(
      Map<?, ? extends @Nullable Object> schema, List<?> list, String at) {
    Stream<String> size =
        within(schema, "minItems", "maxItems", list.size(), list.size() + " elements", at);
    boolean set = "set".equals(schema.get("x-kubernetes-list-type"));
    Stream<String> unique =
        set && list.stream().distinct().count() < list.size()
            ? Stream.of(told(at, "an element is there twice"))
            : Stream.of();
    Map<String, @Nullable Object> items = JsonTree.mapAt(schema, "items");
    Stream<String> elements =
        IntStream.range(0, list.size())
            .boxed()
            .flatMap(i -> check(items, list.get(i), FieldPath.element(at, i)));
    return Stream.of(size, unique, elements).flatMap(problems -> problems);
  }

  private static Stream<String> object(
      Map<?, ? extends @Nullable Object> schema, Map<?, ?> map, String at) {
    if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      return map.entrySet().stream()
          .flatMap(
              entry ->
                  check(
                      values,
                      entry.getValue(),
                      FieldPath.field(at, String.valueOf(entry.getKey()))));
    }
    if (schema.containsKey("x-kubernetes-preserve-unknown-fields")) {
      return Stream.of();
    }
    Map<String, @Nullable Object> properties = JsonTree.mapAt(schema, "properties");
    Stream<String> fields =
        map.entrySet().stream()
            .flatMap(
                entry -> {
                  String name = String.valueOf(entry.getKey());
                  return properties.get(name) instanceof Map<?, ?> property
                      ? check(property, entry.getValue(), FieldPath.field(at, name))
                      : Stream.of(told(at, unknown(name, properties)));
                });
    Stream<String> missing =
        JsonTree.listAt(schema, "required").stream()
            .map(String::valueOf)
            .filter(name -> !map.containsKey(name))
            .map(name -> told(at, "the required field `" + name + "` is missing"));
    return Stream.concat(fields, missing);
  }

  private static String unknown(String name, Map<String, @Nullable Object> properties) {
    String hint = NearestName.hint(name, properties.keySet());
    return "there is no field `" + name + "`" + (hint.isEmpty() ? "" : ", " + hint);
  }

  private static Stream<String> oneOf(
      Map<?, ? extends @Nullable Object> schema, Object value, String at) {
    return schema.get("enum") instanceof List<?> values && !values.contains(value)
        ? Stream.of(told(at, "`" + value + "` is not one of " + values))
        : Stream.of();
  }

  private static Stream<String> within(
      Map<?, ? extends @Nullable Object> schema,
      String least,
      String most,
      double actual,
      String what,
      String at) {
    if (schema.get(least) instanceof Number bound && actual < bound.doubleValue()) {
      return Stream.of(told(at, what + " is less than " + least + "=" + bound));
    }
    if (schema.get(most) instanceof Number bound && actual > bound.doubleValue()) {
      return Stream.of(told(at, what + " is more than " + most + "=" + bound));
    }
    return Stream.of();
  }

  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return true; // the pattern has a problem of its own
    }
  }

  private static Stream<String> wrong(String expected, @Nullable Object actual, String at) {
    return Stream.of(told(at, "must be " + expected + ", not " + Section.describe(actual)));
  }

  private static String told(String at, String message) {
    return Objects.equals(at, "") ? message : "at " + at + ": " + message;
  }
}
