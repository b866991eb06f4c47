package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.expression.Evaluated.Code.BUDGET_EXCEEDED;
import static run.trellis.expression.Evaluated.Code.INVALID_ARGUMENT;
import static run.trellis.expression.Evaluated.Code.OVERFLOW;
import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.list;
import static run.trellis.expression.function.Case.made;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.Omission;

class EncodingFunctionsTests {

  @ParameterizedTest
  @MethodSource
  void encodes(Case row) {
    row.check();
  }

  static List<Case> encodes() {
    return List.of(
        function("base64.encode", "").gives(""),
        function("base64.encode", "shop").gives("c2hvcA=="),
        function("base64.encode", "😀").gives("8J+YgA=="),
        function("base64.encode", "\uD800").gives("77+9"),
        function("base64.decode", "c2hvcA==").gives("shop"),
        function("base64.decode", "c2hvcA").gives("shop"),
        function("base64.decode", "c2h!").fails(INVALID_ARGUMENT, "'c2h!' is not Base64"),
        function("base64.decode", "/w==").fails(INVALID_ARGUMENT, "not text in UTF-8"),
        function("base64.encode", 1).fails(TYPE_MISMATCH, "value must be a string, not 1"),
        function("url.encode", "a b/c?d=é&~-._").gives("a%20b%2Fc%3Fd%3D%C3%A9%26~-._"),
        function("url.encode", "").gives(""),
        function("url.encode", "+*").gives("%2B%2A"));
  }

  @ParameterizedTest
  @MethodSource
  void hashes(Case row) {
    row.check();
  }

  /** Vectors of the specifications, and what kro's own library gives for the same seeds. */
  static List<Case> hashes() {
    return List.of(
        function("hash.sha256", "abc")
            .gives("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        function("hash.md5", "abc").gives("900150983cd24fb0d6963f7d28e17f72"),
        function("hash.fnv64a", "").gives("cbf29ce484222325"),
        function("hash.fnv64a", "a").gives("af63dc4c8601ec8c"),
        function("hash.fnv64a", "foobar").gives("85944171f73967e8"),
        function("random.seededString", 8, "abc")
            .gives(seeded("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")),
        function("random.seededString", 3, "abc").gives(seeded("ba7816bf8f01cfea414140de")),
        function("random.seededInt", 0, 100, "abc")
            .gives(Long.remainderUnsigned(0xba7816bf8f01cfeaL, 100)),
        function("random.seededInt", 30000, 32768, "abc")
            .gives(30000 + Long.remainderUnsigned(0xba7816bf8f01cfeaL, 2768)),
        function("random.seededInt", Long.MIN_VALUE, Long.MAX_VALUE, "abc")
            .gives(0x3a7816bf8f01cfeaL),
        function("random.seededString", 0, "a").fails(INVALID_ARGUMENT, "length must be positive"),
        function("random.seededString", -1, "a").fails(INVALID_ARGUMENT, "not -1"),
        function("random.seededInt", 2, 2, "a")
            .fails(INVALID_ARGUMENT, "min must be less than max"),
        function("random.seededInt", 0, 1, 2).fails(TYPE_MISMATCH, "seed must be a string, not 2"));
  }

  /** The definition, word by word: base 36 digit of each big-endian word of the hash. */
  private static String seeded(String hash) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hash.length(); i += 8) {
      long word = Long.parseLong(hash.substring(i, i + 8), 16);
      text.append(Character.forDigit((int) (word % 36), 36));
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource
  void readsAndWritesJson(Case row) {
    row.check();
  }

  static List<Case> readsAndWritesJson() {
    return List.of(
        function("json.parse", "{\"a\": [1, 2.5, \"x\", true, null], \"b\": {}}")
            .gives(Map.of("a", list(1, 2.5, "x", true, null), "b", Map.of())),
        function("json.parse", "9223372036854775807").gives(Long.MAX_VALUE),
        function("json.parse", "9223372036854775808").gives(0x1p63),
        function("json.parse", "-0").gives(0),
        function("json.parse", "1.0").gives(1.0),
        function("json.parse", "1e2").gives(100.0),
        function("json.parse", " \"\\ud83d\\ude00\" ").gives("😀"),
        function("json.parse", "").fails(INVALID_ARGUMENT, "not JSON"),
        function("json.parse", "{\"a\":1,}").fails(INVALID_ARGUMENT, "line 1, column"),
        function("json.parse", "{\"a\":1,\"a\":2}").fails(INVALID_ARGUMENT, "Duplicate"),
        function("json.parse", "1 2").fails(INVALID_ARGUMENT, "something follows"),
        function("json.parse", "{a: 1}").fails(INVALID_ARGUMENT, "not JSON"),
        function("json.parse", "NaN").fails(INVALID_ARGUMENT, "not JSON"),
        function("json.parse", "[1").fails(INVALID_ARGUMENT, "not JSON"),
        function("json.parse", "1e400").fails(OVERFLOW, "out of range"),
        function("json.parse", "9".repeat(1000)).fails(BUDGET_EXCEEDED, "JSON"),
        function("json.parse", "[".repeat(65) + "]".repeat(65)).fails(BUDGET_EXCEEDED, "deeper"),
        function("json.parse", "[".repeat(100_000)).fails(BUDGET_EXCEEDED, "deeper"),
        function("json.stringify", Map.of("b", list(1, 2.5, 3.0, "x\n\"", true), "a", Map.of()))
            .gives("{\"a\":{},\"b\":[1,2.5,3,\"x\\n\\\"\",true]}"),
        function("json.stringify", (Object) null).gives("null"),
        function("json.stringify", list(1e21, 1e-7, 0.1)).gives("[1e+21,1e-7,0.1]"),
        function("json.stringify", "é😀</>").gives("\"é😀</>\""),
        function("json.stringify", list(made("quantity", "1024Mi"), Omission.VALUE))
            .gives("[\"1Gi\"]"),
        function("json.stringify", Double.NaN).fails(OVERFLOW, "finite"));
  }

  @Property
  void base64ReadsBackWhatItWrote(@ForAll String text) {
    if (text.equals(new String(Utf8.encode(text), java.nio.charset.StandardCharsets.UTF_8))) {
      Object encoded = function("base64.encode", text).value();
      assertThat(function("base64.decode", encoded).value()).isEqualTo(text);
    }
  }

  @Property
  void urlEncodingHoldsOnlyUnreservedCharacters(@ForAll String text) {
    assertThat((String) function("url.encode", text).value())
        .matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
  }

  @Property
  void seededIntegersLieBetweenTheirBounds(
      @ForAll long one, @ForAll long other, @ForAll String seed) {
    if (one != other) {
      long value = Seeded.integer(Math.min(one, other), Math.max(one, other), seed);
      assertThat(value).isBetween(Math.min(one, other), Math.max(one, other) - 1);
    }
  }

  @Property
  void seededTextRepeatsAfterEightCharacters(
      @ForAll @IntRange(min = 9, max = 100) int length, @ForAll String seed) {
    String text = Seeded.text(length, seed);
    assertThat(text).hasSize(length).matches("[0-9a-z]+");
    assertThat(text.substring(8)).isEqualTo(text.substring(0, length - 8));
    assertThat(Arrays.asList(text, Seeded.text(length, seed)).stream().distinct()).hasSize(1);
  }
}
