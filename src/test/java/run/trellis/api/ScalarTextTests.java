package run.trellis.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;

class ScalarTextTests {

  /** Finds {@code name} in the value of {@code a}; the range is where the source has it. */
  static Stream<Arguments> styles() {
    return Stream.of(
        argumentSet("plain", "a: one ${name}\n", "1:10-1:14"),
        argumentSet("plain over several lines", "a: one\n   two\n\n   ${name}\n", "4:6-4:10"),
        argumentSet("single quotes", "a: 'it''s ${name}'\n", "1:13-1:17"),
        argumentSet("double quotes", "a: \"x ${name}\"\n", "1:9-1:13"),
        argumentSet("escapes", "a: \"\\t\\x41\\u0041\\\\\\\" ${name}\"\n", "1:24-1:28"),
        argumentSet("an escape for two units", "a: \"\\U0001F600${name}\"\n", "1:17-1:21"),
        argumentSet("a smile", "a: \"\uD83D\uDE00${name}\"\n", "1:8-1:12"),
        argumentSet("a folded quotation", "a: \"x\n\n  y ${name}\"\n", "3:7-3:11"),
        argumentSet("an escaped line end", "a: \"x\\\n    \\ ${name}\"\n", "2:9-2:13"),
        argumentSet("a literal block", "a: |\n  one\n\n    ${name}\n", "4:7-4:11"),
        argumentSet("a literal block that is kept", "a: |2+\n    x\n  ${name}\n\n", "3:5-3:9"),
        argumentSet("a folded block", "a: >- # why\n  one\n  two\n\n  ${name}\n", "5:5-5:9"),
        argumentSet("an anchor and a tag", "a: &x !!str ${name}\n", "1:15-1:19"),
        argumentSet("a tag before a block", "a: !!str |\n  ${name}\n", "2:5-2:9"),
        argumentSet("Windows", "b: 1\r\na: |\r\n  x\r\n  ${name}\r\n", "4:5-4:9"),
        argumentSet("a byte order mark", "\uFEFFa: ${name}\n", "1:6-1:10"));
  }

  @ParameterizedTest
  @MethodSource("styles")
  void findsPartsOfAValue(String yaml, String range) {
    assertThat(rangeOf(yaml, "name")).isEqualTo(range);
  }

  static Stream<Arguments> wholes() {
    return Stream.of(
        argumentSet("a quotation with its quotes", "a: 'x y'\n", "1:4-1:9"),
        argumentSet("a block without its header", "a: |\n\n  x y\n  z\n\n", "3:3-4:4"),
        argumentSet("an empty block", "a: |\n", "1:4"));
  }

  @ParameterizedTest
  @MethodSource("wholes")
  void findsValuesAsAWhole(String yaml, String range) {
    assertThat(source(yaml).rangeOf("a", Span.NONE).map(SourceRange::toString)).hasValue(range);
  }

  @ParameterizedTest
  @MethodSource("styles")
  void aPartOfOneLineEndsOnIt(String yaml) {
    SourceRange range = source(yaml).rangeOf("a", spanOf(yaml, "name")).orElseThrow();
    String line = SourceText.of(yaml).line(range.start().line());
    int from = line.offsetByCodePoints(0, range.start().column() - 1);
    int to = line.offsetByCodePoints(0, range.end().column() - 1);
    assertThat(line.substring(from, to)).isEqualTo("name");
  }

  @Property(tries = 2_000)
  void everyVisibleCharacterIsWhereItIsSaidToBe(
      @ForAll("texts") String text, @ForAll("scalarStyles") ScalarStyle style) {
    DumperOptions options = new DumperOptions();
    options.setDefaultScalarStyle(style);
    options.setWidth(20);
    String yaml = new Yaml(options).dump(Map.of("a", text));
    YamlDocument document = YamlDocument.readAll(yaml).getFirst();
    String value = String.valueOf(document.tree().get("a"));
    for (int at = 0; at < value.length(); at++) {
      if (value.charAt(at) > ' ') {
        SourceRange range = document.source().rangeOf("a", new Span(at, 1)).orElseThrow();
        String line = SourceText.of(yaml).line(range.start().line());
        String found = line.substring(range.start().column() - 1, range.end().column() - 1);
        assertThat(found).as("%s in %s", at, yaml).endsWith(String.valueOf(value.charAt(at)));
      }
    }
  }

  @Provide
  Arbitrary<ScalarStyle> scalarStyles() {
    return Arbitraries.of(
        ScalarStyle.PLAIN,
        ScalarStyle.SINGLE_QUOTED,
        ScalarStyle.DOUBLE_QUOTED,
        ScalarStyle.LITERAL,
        ScalarStyle.FOLDED);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(List.of("a", "b'", "\"c\"", " ", "  ", "\n", "${x}", "'", "\\", "- d"))
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  private static String rangeOf(String yaml, String part) {
    return source(yaml)
        .rangeOf("a", spanOf(yaml, part))
        .map(SourceRange::toString)
        .orElse("nowhere");
  }

  private static Span spanOf(String yaml, String part) {
    String value = String.valueOf(YamlDocument.readAll(yaml).getFirst().tree().get("a"));
    return new Span(value.indexOf(part), part.length());
  }

  private static SourceMap source(String yaml) {
    YamlDocument document = YamlDocument.readAll(yaml).getFirst();
    assertThat(document.problems()).isEmpty();
    return document.source();
  }
}
