package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.ValueTypes.BYTES;
import static run.trellis.expression.cel.ValueTypes.DYN;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.STRING;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.function.Hashes;
import run.trellis.expression.function.JsonText;
import run.trellis.expression.function.Seeded;

/** Values as other text and back, hashes, and what only looks random. */
final class EncodingFunctions {

  private EncodingFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>(texts());
    all.addAll(hashes());
    return all;
  }

  private static List<Overload> texts() {
    return List.of(
        function("base64.encode", BYTES)
            .doc(
                "Bytes in Base64, as `data` of a Secret has them.",
                "base64.encode(b'shop')",
                "'c2hvcA=='")
            .gives(STRING, EncodingFunctions::encodeBase64),
        function("base64.decode", STRING)
            .doc(
                "The bytes that a Base64 text holds, with or without its padding.",
                "string(base64.decode('c2hvcA=='))",
                "'shop'")
            .gives(BYTES, EncodingFunctions::decodeBase64),
        function("json.marshal", DYN)
            .doc(
                "A value as JSON, with sorted keys and without white space.",
                "json.marshal({'port': 80, 'host': 'db'})",
                "'{\"host\":\"db\",\"port\":80}'")
            .gives(STRING, arguments -> JsonWriter.write(arguments.value(0), arguments.budget())),
        function("json.unmarshal", STRING)
            .doc(
                "The value that a JSON text holds; all numbers are floating-point numbers.",
                "json.unmarshal('{\"port\": 80}').port == 80",
                "true")
            .gives(DYN, EncodingFunctions::unmarshal));
  }

  private static Object encodeBase64(Arguments arguments) {
    Bytes bytes = arguments.bytes(0);
    arguments.budget().text(4L * ((bytes.size() + 2) / 3));
    return Base64.getEncoder().encodeToString(bytes.content());
  }

  private static Object decodeBase64(Arguments arguments) {
    arguments.budget().text(arguments.text(0).length());
    try {
      return new Bytes(Base64.getDecoder().decode(arguments.text(0)));
    } catch (IllegalArgumentException e) {
      throw Failures.invalid("base64.decode: the text is not Base64");
    }
  }

  private static @Nullable Object unmarshal(Arguments arguments) {
    return withReals(JsonText.parse(arguments.text(0), arguments.budget()));
  }

  /** JSON has one kind of numbers, and so has what is read of it. */
  private static @Nullable Object withReals(@Nullable Object value) {
    return switch (value) {
      case Long number -> (double) number;
      case List<?> list -> {
        List<@Nullable Object> converted = new ArrayList<>(list.size());
        list.forEach(element -> converted.add(withReals(element)));
        yield Collections.unmodifiableList(converted);
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> converted = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((key, element) -> converted.put(key, withReals(element)));
        yield Collections.unmodifiableMap(converted);
      }
      case null, default -> value;
    };
  }

  private static List<Overload> hashes() {
    return List.of(
        function("hash.sha256", STRING)
            .doc("SHA-256 of a text.", "hash.sha256('shop').size()", "32")
            .gives(
                BYTES,
                arguments -> new Bytes(Hashes.sha256(arguments.announced(arguments.text(0))))),
        function("hash.md5", STRING)
            .doc("MD5 of a text.", "hash.md5('shop').size()", "16")
            .gives(
                BYTES, arguments -> new Bytes(Hashes.md5(arguments.announced(arguments.text(0))))),
        function("hash.fnv64a", STRING)
            .doc(
                "64-bit FNV-1a of a text: short, for names.",
                "'%x'.format([hash.fnv64a('')])",
                "'cbf29ce484222325'")
            .gives(
                BYTES,
                arguments -> new Bytes(Hashes.fnv64a(arguments.announced(arguments.text(0))))),
        function("random.seededString", INT, STRING)
            .doc(
                "Letters and digits that look random and depend on the seed alone, such as a uid."
                    + " Not a secret.",
                "random.seededString(10, 'x')",
                "'iot11jnpio'")
            .gives(STRING, EncodingFunctions::seededText),
        function("random.seededInt", INT, INT, STRING)
            .doc(
                "An integer from one up to, not including, another that depends on the seed alone.",
                "random.seededInt(1, 100, 'x')",
                "79")
            .gives(INT, EncodingFunctions::seededInteger));
  }

  private static Object seededText(Arguments arguments) {
    long length = arguments.integer(0);
    if (length <= 0) {
      throw Failures.invalid("random.seededString length must be positive");
    }
    arguments.budget().text(length);
    return Seeded.text((int) length, arguments.text(1));
  }

  private static Object seededInteger(Arguments arguments) {
    if (arguments.integer(0) >= arguments.integer(1)) {
      throw Failures.invalid("random.seededInt min must be less than max");
    }
    return Seeded.integer(arguments.integer(0), arguments.integer(1), arguments.text(2));
  }
}
