package run.trellis.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the values of markers. */
final class MarkerValue {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Digits that a number may reasonably have; an exponent of many digits would cost time and
   * memory.
   */
  private static final int LONGEST_NUMBER = 32;

  private MarkerValue() {}

  /**
   * A value that stands for a field of the given shape, such as a default.
   *
   * @return empty if the text is no such value
   */
  static Optional<Object> of(Shape shape, String text) {
    return switch (shape) {
      case STRING -> Optional.of(text);
      case INTEGER -> wholeNumber(text).map(number -> number);
      case NUMBER -> number(text);
      case BOOLEAN -> bool(text).map(value -> value);
      case LIST -> json(text).filter(List.class::isInstance);
      case MAP, STRUCT -> json(text).filter(Map.class::isInstance);
      case ANYTHING -> json(text).filter(Map.class::isInstance);
    };
  }

  static Optional<Boolean> bool(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static Optional<Long> wholeNumber(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A {@code Long} if it is whole, else a {@code Double}. */
  static Optional<Object> number(String text) {
    Optional<Long> whole = wholeNumber(text);
    if (whole.isPresent() || text.length() > LONGEST_NUMBER) {
      return whole.map(number -> number);
    }
    try {
      double number = new BigDecimal(text).doubleValue();
      return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A JSON list or map. */
  static Optional<Object> json(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return Optional.empty();
    }
    try {
      Object value = JsonTree.copyOf(JSON.readValue(text, Object.class));
      return isFinite(value) ? Optional.ofNullable(value) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean isFinite(@Nullable Object value) {
    return switch (value) {
      case Double number -> Double.isFinite(number);
      case List<?> list -> list.stream().allMatch(MarkerValue::isFinite);
      case Map<?, ?> map -> map.values().stream().allMatch(MarkerValue::isFinite);
      case null, default -> true;
    };
  }
}
