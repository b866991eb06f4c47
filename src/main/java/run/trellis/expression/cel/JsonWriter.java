package run.trellis.expression.cel;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.InnerValue;
import run.trellis.expression.Omission;
import run.trellis.expression.ScalarText;

/**
 * Values as JSON, byte for byte as Go's <a
 * href="https://pkg.go.dev/encoding/json">encoding/json</a> writes them: keys sorted, {@code < > &}
 * escaped, so that it may stand in HTML.
 */
final class JsonWriter {

  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder json = new StringBuilder();
  private final Budget budget;

  private JsonWriter(Budget budget) {
    this.budget = budget;
  }

  /**
   * Writes a value.
   *
   * @throws EvaluationException if the value has no place in JSON, or exceeds the budget
   */
  static String write(@Nullable Object value, Budget budget) {
    JsonWriter writer = new JsonWriter(budget);
    writer.write(value, 0);
    return writer.json.toString();
  }

  private void append(String text) {
    budget.text(text.length());
    json.append(text);
  }

  private void write(@Nullable Object value, int depth) {
    budget.step();
    budget.depth(depth);
    switch (value) {
      case null -> append("null");
      case String text -> writeText(text);
      case Boolean bool -> append(bool.toString());
      case Long number -> append(number.toString());
      case Double number -> append(number(number));
      case UnsignedInt number -> append(number.toString());
      case Bytes bytes -> writeText(Base64.getEncoder().encodeToString(bytes.content()));
      // As it came, so that what is bytes by its schema stays the text that it was.
      case View view -> writeParts(view.outside(), depth);
      case Omission omission -> append("{}");
      case InnerValue inner -> write(inner.outside(), depth + 1);
      default -> writeParts(value, depth);
    }
  }

  private void writeParts(Object value, int depth) {
    switch (value) {
      case List<?> list -> writeList(list, depth + 1);
      case Map<?, ?> map -> writeMap(map, depth + 1);
      default -> throw Failures.mismatch("json.marshal: a value has no place in JSON");
    }
  }

  private static String number(double number) {
    if (!Double.isFinite(number)) {
      throw new EvaluationException(
          Code.OVERFLOW, "json.marshal: a number that is not finite has no place in JSON");
    }
    boolean negativeZero = number == 0 && Double.doubleToRawLongBits(number) < 0;
    return negativeZero ? "-0" : ScalarText.of(number);
  }

  private void writeList(List<?> list, int depth) {
    append("[");
    boolean first = true;
    for (Object element : list) {
      append(first ? "" : ",");
      write(element, depth);
      first = false;
    }
    append("]");
  }

  private void writeMap(Map<?, ?> map, int depth) {
    append("{");
    boolean first = true;
    for (Object key : Keys.sorted(map, budget)) {
      if (!(key instanceof String name)) {
        throw Failures.mismatch(
            "json.marshal: a key must be a string, not " + TypeValue.of(key).name());
      }
      append(first ? "" : ",");
      writeText(name);
      append(":");
      write(map.get(name), depth);
      first = false;
    }
    append("}");
  }

  private void writeText(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendEscaped(quoted, c));
    append(quoted.append('"').toString());
  }

  private static void appendEscaped(StringBuilder quoted, int c) {
    switch (c) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '<', '>', '&', 0x2028, 0x2029 -> quoted.append("\\u").append(HEX.toHexDigits((char) c));
      default -> {
        if (c < ' ') {
          quoted.append("\\u").append(HEX.toHexDigits((char) c));
        } else {
          boolean half = Character.getType(c) == Character.SURROGATE;
          quoted.appendCodePoint(half ? 0xFFFD : c);
        }
      }
    }
  }
}
