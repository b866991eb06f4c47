package run.trellis.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON straight into immutable trees of the value model, and writes such trees. Fields that a
 * filter does not keep are skipped in the stream.
 */
final class Json {

  private final JsonFactory factory = new JsonFactory();
  private final SharedTexts texts;

  Json(SharedTexts texts) {
    this.texts = texts;
  }

  /** What is done with an open document. */
  interface Reading<R> {
    R read(JsonParser parser) throws IOException;
  }

  /**
   * Opens a document, or several in a row, and reads it. Malformed text is an {@link IOException}.
   */
  <R> R reading(InputStream input, Reading<R> reading) throws IOException {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), input)) {
      return reading.read(parser);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      // The exception's own message quotes the text, which may be secret.
      throw new IOException(
          "the server's answer is not JSON (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Reads a whole document that is an object. */
  Map<String, @Nullable Object> readObject(InputStream input) throws IOException {
    return reading(
        input,
        parser -> {
          if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("the server's answer is not a JSON object");
          }
          return object(parser, FieldFilter.EVERYTHING);
        });
  }

  /** Reads the object whose opening brace is the parser's current token. */
  Map<String, @Nullable Object> object(JsonParser parser, FieldFilter filter) {
    @Nullable Object[] table = new @Nullable Object[16];
    int size = 0;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      FieldFilter below = filter.field(name);
      if (below.keepsNothing()) {
        parser.skipChildren();
      } else {
        if (size == table.length) {
          table = Arrays.copyOf(table, 2 * size);
        }
        table[size++] = texts.share(name);
        table[size++] = value(parser, below);
      }
    }
    return CompactMap.of(table, size);
  }

  /** Reads the value whose first token is the parser's current one. */
  @Nullable Object value(JsonParser parser, FieldFilter filter) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, filter);
      case START_ARRAY -> list(parser, filter.element());
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integral(parser);
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> null;
    };
  }

  private List<@Nullable Object> list(JsonParser parser, FieldFilter filter) {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, filter));
    }
    return items.isEmpty()
        ? Collections.emptyList()
        : Collections.unmodifiableList(Arrays.asList(items.toArray()));
  }

  private static Object integral(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getBigIntegerValue().doubleValue();
    };
  }

  /** The text of a tree of the value model. */
  byte[] write(Map<String, ? extends @Nullable Object> tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(generator, tree);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Boolean bool -> generator.writeBoolean(bool);
      case Integer number -> generator.writeNumber(number.intValue());
      case Long number -> generator.writeNumber(number.longValue());
      case Double number -> generator.writeNumber(number.doubleValue());
      case Map<?, ?> map -> {
        generator.writeStartObject();
        map.forEach(
            (name, below) -> {
              generator.writeName(String.valueOf(name));
              write(generator, below);
            });
        generator.writeEndObject();
      }
      case Iterable<?> items -> {
        generator.writeStartArray();
        items.forEach(item -> write(generator, item));
        generator.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException(
              "no place in the value model for " + value.getClass().getName());
    }
  }
}
