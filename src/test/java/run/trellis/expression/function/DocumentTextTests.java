package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import run.trellis.api.JsonTree;
import run.trellis.expression.Budget;
import run.trellis.expression.Values;

/** JSON and YAML read back as what was written, whatever it was. */
class DocumentTextTests {

  @Property
  void jsonReadsBack(@ForAll("trees") @Nullable Object tree) {
    String text = JsonText.stringify(tree, Budget.standard());
    assertSame(JsonText.parse(text, Budget.standard()), tree, text);
    assertThat(JsonText.stringify(JsonText.parse(text, Budget.standard()), Budget.standard()))
        .isEqualTo(text);
  }

  @Property
  void yamlReadsBack(@ForAll("trees") @Nullable Object tree) {
    String text = YamlText.stringify(tree, Budget.standard());
    assertThat(text).endsWith("\n");
    assertSame(loaded(text), tree, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "yes",
        "No",
        "y",
        "on",
        "null",
        "~",
        "true",
        "1",
        "0x1F",
        "1_000",
        "012",
        "0o17",
        "1e3",
        ".5",
        ".inf",
        "-.inf",
        "NaN",
        "12:30:45",
        "2026-01-01",
        "2026-01-01T00:00:00Z",
        "=",
        "<<",
        "- a",
        "a: b",
        "a:",
        "a #b",
        "#",
        "#!/bin/sh\necho hi\n",
        "a\nb",
        "a\nb\n",
        "a\nb\n\n\n",
        "\na",
        "  a\nb",
        "a\n  b\n c\n",
        "a \nb",
        "a\tb",
        "a\r\nb",
        "---\na",
        "...\n",
        "a\n---\nb\n",
        "{a}",
        "[a]",
        "\"",
        "'",
        "!tag",
        "&a",
        "*a",
        "%YAML",
        "@a",
        "`a`",
        "|",
        ">",
        "?",
        "? a",
        ":",
        "::",
        "http://a:80/b?c=d",
        "/bin/sh",
        "a, b",
        "\u0085",
        "\u2028",
        "\uFEFFa",
        "😀",
        "\uD800",
        "\u0000\u0007",
        "é",
        "a b",
        "a  b",
        "key=value",
        "1.2.3",
        "v1.2"
      })
  void yamlKeepsTextThatLooksLikeSomethingElse(String text) {
    String yaml = YamlText.stringify(Map.of("k", text, text, "v"), Budget.standard());
    assertSame(loaded(yaml), Map.of("k", text, text, "v"), yaml);
    String alone = YamlText.stringify(text, Budget.standard());
    assertSame(loaded(alone), text, alone);
    String listed = YamlText.stringify(List.of(text, List.of(text)), Budget.standard());
    assertSame(loaded(listed), List.of(text, List.of(text)), listed);
  }

  @Test
  void yamlIsWhatAnAuthorWouldWrite() {
    Map<String, Object> value =
        Map.of(
            "image",
            "ghcr.io/shop:1.2",
            "args",
            List.of("--port", 80L, Map.of("a", List.of())),
            "script",
            "set -e\n  echo hi\n",
            "empty",
            Map.of(),
            "ratio",
            0.5,
            "enabled",
            "yes");
    assertThat(YamlText.stringify(value, Budget.standard()))
        .isEqualTo(
            """
            args:
            - "--port"
            - 80
            - a: []
            empty: {}
            enabled: "yes"
            image: ghcr.io/shop:1.2
            ratio: 0.5
            script: |
              set -e
                echo hi
            """);
  }

  @Test
  void yamlRepeatsSharedPartsWithoutAnchors() {
    List<Object> shared = List.of("x");
    assertThat(YamlText.stringify(List.of(shared, shared), Budget.standard()))
        .isEqualTo("- - x\n- - x\n");
  }

  private static void assertSame(@Nullable Object actual, @Nullable Object expected, String text) {
    assertThat(Values.equal(actual, expected, Budget.standard()))
        .as("%s read back from <%s> as %s", expected, text, actual)
        .isTrue();
  }

  private static @Nullable Object loaded(String yaml) {
    return JsonTree.copyOf(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
  }

  @Provide
  Arbitrary<@Nullable Object> trees() {
    return trees(3);
  }

  private static Arbitrary<@Nullable Object> trees(int depth) {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12).filter(DocumentTextTests::isWellFormed),
            Arbitraries.strings().withChars("a1:-#'\" \n{[&*!|>%@.,?~\t\\").ofMaxLength(8));
    Arbitrary<@Nullable Object> scalars =
        Arbitraries.oneOf(
            texts.map(text -> (Object) text),
            Arbitraries.longs().map(number -> (Object) number),
            // The shortest text of a number beyond 2^53 may be that of another integer, as in all
            // of JSON.
            Arbitraries.doubles().between(-0x1p53, 0x1p53).map(number -> (Object) number),
            Arbitraries.of(true, false).map(bool -> (Object) bool).injectNull(0.3));
    if (depth == 0) {
      return scalars;
    }
    return Arbitraries.oneOf(
        scalars,
        trees(depth - 1).list().ofMaxSize(4).map(list -> (Object) list),
        Combinators.combine(texts.list().ofMaxSize(4), trees(depth - 1).list().ofSize(4))
            .as(DocumentTextTests::map));
  }

  private static Object map(List<String> keys, List<@Nullable Object> values) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return map;
  }

  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }
}
