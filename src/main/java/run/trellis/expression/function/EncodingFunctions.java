package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.function;
import static run.trellis.expression.function.Kind.ANY;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.TEXT;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Values as other text and back, hashes, and what only looks random. */
final class EncodingFunctions {

  private EncodingFunctions() {}

  static List<Definition> all() {
    return List.of(
        function("base64.encode", TEXT.as("value"))
            .doc(
                "The UTF-8 of a text in Base64, as `data` of a Secret has it.",
                "base64.encode('shop')",
                "'c2hvcA=='")
            .gives(TEXT, EncodingFunctions::encodeBase64),
        function("base64.decode", TEXT.as("value"))
            .doc("The text whose UTF-8 a Base64 text holds.", "base64.decode('c2hvcA==')", "'shop'")
            .gives(TEXT, EncodingFunctions::decodeBase64),
        function("json.parse", TEXT.as("value"))
            .doc("The value that a JSON text holds.", "json.parse('{\"port\": 80}').port", "80")
            .gives(ANY, call -> JsonText.parse(call.text(0), call.budget())),
        function("json.stringify", ANY.as("value"))
            .doc(
                "A value as JSON, with sorted keys and without white space.",
                "json.stringify({port: 80, host: 'db'})",
                "'{\"host\":\"db\",\"port\":80}'")
            .gives(TEXT, call -> JsonText.stringify(call.value(0), call.budget())),
        function("yaml.stringify", ANY.as("value"))
            .doc(
                "A value as YAML, with sorted keys and a line break at the end.",
                "yaml.stringify({host: 'db'}).trim()",
                "'host: db'")
            .gives(TEXT, call -> YamlText.stringify(call.value(0), call.budget())),
        function("url.encode", TEXT.as("value"))
            .doc(
                "A text in percent-encoding, fit for any part of a URL.",
                "url.encode('a b/c')",
                "'a%20b%2Fc'")
            .gives(TEXT, EncodingFunctions::encodeUrl),
        function("hash.sha256", TEXT.as("value"))
            .doc("SHA-256 of a text, in hexadecimal.", "hash.sha256('shop').length()", "64")
            .gives(TEXT, call -> HexFormat.of().formatHex(Hashes.sha256(call.text(0)))),
        function("hash.md5", TEXT.as("value"))
            .doc("MD5 of a text, in hexadecimal.", "hash.md5('shop').length()", "32")
            .gives(TEXT, call -> HexFormat.of().formatHex(Hashes.md5(call.text(0)))),
        function("hash.fnv64a", TEXT.as("value"))
            .doc(
                "64-bit FNV-1a of a text, in hexadecimal: short, for names.",
                "hash.fnv64a('')",
                "'cbf29ce484222325'")
            .gives(TEXT, call -> HexFormat.of().formatHex(Hashes.fnv64a(call.text(0)))),
        function("random.seededString", INTEGER.as("length"), TEXT.as("seed"))
            .doc(
                "Letters and digits that look random and depend on the seed alone, such as a uid."
                    + " Not a secret.",
                "random.seededString(5, 'shop') == random.seededString(5, 'shop')",
                "true")
            .gives(TEXT, EncodingFunctions::seededText),
        function("random.seededInt", INTEGER.as("min"), INTEGER.as("max"), TEXT.as("seed"))
            .doc(
                "An integer from min up to, not including, max that depends on the seed alone.",
                "random.seededInt(0, 1, 'shop')",
                "0")
            .gives(INTEGER, EncodingFunctions::seededInteger));
  }

  private static Object encodeBase64(Call call) {
    byte[] bytes = Utf8.encode(call.text(0));
    call.budget().text(4L * ((bytes.length + 2) / 3));
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Object decodeBase64(Call call) {
    call.budget().text(call.text(0).length());
    try {
      return Utf8.decode(Base64.getDecoder().decode(call.text(0)))
          .orElseThrow(() -> Messages.invalid("the bytes are not text in UTF-8"));
    } catch (IllegalArgumentException e) {
      throw Messages.invalid("'" + Messages.shorten(call.text(0)) + "' is not Base64");
    }
  }

  private static Object encodeUrl(Call call) {
    // A character becomes at most nine: three bytes of three characters each.
    call.budget().text(3L * call.text(0).length());
    return call.announced(PercentEncoding.encode(call.text(0)));
  }

  private static Object seededText(Call call) {
    if (call.integer(0) <= 0) {
      throw Messages.invalid("length must be positive, not " + call.integer(0));
    }
    call.budget().text(call.integer(0));
    return Seeded.text(call.size(0), call.text(1));
  }

  private static Object seededInteger(Call call) {
    if (call.integer(0) >= call.integer(1)) {
      throw Messages.invalid(
          "min must be less than max, but they are " + call.integer(0) + " and " + call.integer(1));
    }
    return Seeded.integer(call.integer(0), call.integer(1), call.text(2));
  }
}
