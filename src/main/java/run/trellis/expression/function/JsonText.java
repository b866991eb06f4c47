package run.trellis.expression.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Omission;
import run.trellis.expression.OpaqueValue;
import run.trellis.expression.ScalarText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Values as JSON (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>) and back, within a
 * budget. What is written depends on the content alone: keys are sorted by code point, there is no
 * white space, numbers have their shortest form.
 */
public final class JsonText {

  /** Reading a value and keeping it is more than one operation of an expression. */
  private static final int STEPS_PER_VALUE = 2;

  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_REASON = 120;

  // Names come from anywhere: nothing of them may stay in tables that outlive the call.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(LONGEST_NUMBER).build())
          .build();

  private final Budget budget;

  private JsonText(Budget budget) {
    this.budget = budget;
  }

  /**
   * Reads one JSON value. A number that is an integer in range becomes a {@code Long}, any other a
   * {@code Double}.
   *
   * @throws EvaluationException if the text is something else, or repeats a key, or exceeds the
   *     budget
   */
  public static @Nullable Object parse(String text, Budget budget) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonText json = new JsonText(budget);
      Object value = json.read(parser, parser.nextToken(), 0);
      if (parser.nextToken() != null) {
        throw Messages.malformed(text, "JSON", "something follows its end");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new EvaluationException(Code.BUDGET_EXCEEDED, "JSON: " + reason(e));
    } catch (JacksonException e) {
      throw Messages.malformed(text, "JSON", reason(e));
    }
  }

  private static String reason(JacksonException e) {
    String reason = Messages.shorten(e.getOriginalMessage(), LONGEST_REASON);
    TokenStreamLocation location = e.getLocation();
    return location == null
        ? reason
        : reason + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private @Nullable Object read(JsonParser parser, @Nullable JsonToken token, int depth) {
    budget.steps(STEPS_PER_VALUE);
    return switch (token) {
      case START_OBJECT -> readMap(parser, depth + 1);
      case START_ARRAY -> readList(parser, depth + 1);
      case VALUE_STRING -> announced(parser.getString());
      case VALUE_NUMBER_INT -> readInteger(parser);
      case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw Messages.invalid("the text is not JSON: it has no value");
    };
  }

  private String announced(String text) {
    budget.text(text.length());
    return text;
  }

  private static Object readInteger(JsonParser parser) {
    BigInteger number = parser.getBigIntegerValue();
    return number.bitLength() < Long.SIZE
        ? (Object) number.longValue()
        : (Object) finite(number.doubleValue());
  }

  private static double finite(double number) {
    if (Double.isInfinite(number)) {
      throw Messages.overflow("a number is out of range");
    }
    return number;
  }

  private List<@Nullable Object> readList(JsonParser parser, int depth) {
    budget.depth(depth);
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      budget.oneMore(list.size());
      list.add(read(parser, token, depth));
    }
    return list.isEmpty() ? List.of() : Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> readMap(JsonParser parser, int depth) {
    budget.depth(depth);
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      budget.oneMore(map.size());
      String name = announced(parser.currentName());
      map.put(name, read(parser, parser.nextToken(), depth));
    }
    return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(map);
  }

  /**
   * Writes a value. Opaque values become their text, omissions are left out.
   *
   * @throws EvaluationException if the value has a number that is not finite, or exceeds the budget
   */
  public static String stringify(@Nullable Object value, Budget budget) {
    AnnouncedWriter writer = new AnnouncedWriter(budget);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
      new JsonText(budget).write(generator, value, 0);
    }
    return writer.toString();
  }

  private void write(JsonGenerator generator, @Nullable Object value, int depth) {
    budget.step();
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Long number -> generator.writeNumber(number.longValue());
      case Double number -> generator.writeNumber(ScalarText.of(number));
      case Boolean bool -> generator.writeBoolean(bool);
      case List<?> list -> writeList(generator, list, depth + 1);
      case Map<?, ?> map -> writeMap(generator, map, depth + 1);
      case OpaqueValue opaque -> generator.writeString(opaque.text());
      default -> throw new IllegalArgumentException("not of the value model: " + value.getClass());
    }
  }

  private void writeList(JsonGenerator generator, List<?> list, int depth) {
    budget.depth(depth);
    generator.writeStartArray();
    for (Object element : list) {
      if (element != Omission.VALUE) {
        write(generator, element, depth);
      }
    }
    generator.writeEndArray();
  }

  private void writeMap(JsonGenerator generator, Map<?, ?> map, int depth) {
    budget.depth(depth);
    generator.writeStartObject();
    for (String key : Order.sortedKeys(map, budget)) {
      Object value = map.get(key);
      if (value != Omission.VALUE) {
        generator.writeName(key);
        write(generator, value, depth);
      }
    }
    generator.writeEndObject();
  }
}
