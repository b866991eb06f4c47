package run.trellis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTests {

  @Test
  void knowsWhereEveryFieldStands() {
    var document =
        only(
            """
            metadata:
              labels: {a.b/c: "x", plain: y}
            items:
              - name: one
              -  name: two
            """);
    assertThat(document.problems()).isEmpty();
    assertThat(valueAt(document, "")).isEqualTo("1:1-1:10");
    assertThat(valueAt(document, "metadata.labels")).isEqualTo("2:11-2:33");
    assertThat(valueAt(document, "metadata.labels[\"a.b/c\"]")).isEqualTo("2:19-2:22");
    assertThat(valueAt(document, "metadata.labels.plain")).isEqualTo("2:31-2:32");
    assertThat(valueAt(document, "items")).isEqualTo("3:1-3:6");
    assertThat(valueAt(document, "items[1]")).isEqualTo("5:6-5:15");
    assertThat(valueAt(document, "items[1].name")).isEqualTo("5:12-5:15");
  }

  @Test
  void pointsAtTheNearestParentOfWhatIsMissing() {
    var document = only("metadata:\n  labels: {plain: y}\nitems:\n  - {}\n");
    assertThat(valueAt(document, "metadata.labels[\"d.e/f\"]")).isEqualTo("2:3-2:9");
    assertThat(valueAt(document, "metadata.name")).isEqualTo("1:1-1:9");
    assertThat(valueAt(document, "items[0].id")).isEqualTo("4:5-4:7");
    assertThat(valueAt(document, "spec")).isEqualTo("1:1-1:10");
  }

  @Test
  void pointsAtTheOwnFieldBeforeThatOfAMergedBase() {
    var document = only("base: &base {a: 1, b: 2}\nmade: {b: 3, <<: *base}\n");
    assertThat(valueAt(document, "made.b")).isEqualTo("2:11-2:12");
    assertThat(valueAt(document, "made.a")).isEqualTo("1:17-1:18");
  }

  private static String valueAt(YamlDocument document, String path) {
    return document.source().rangeOf(path, Span.NONE).map(SourceRange::toString).orElse("");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1              | 1",
        "-0x1F          | -31",
        "0o17           | 0o17",
        "017            | 15",
        "1_000          | 1000",
        "1.5e3          | 1500.0",
        "1:30           | 1:30",
        "2026-01-01     | 2026-01-01",
        "yes            | true",
        "Off            | false",
        "'\"1\"'        | 1",
        "99999999999999999999 | 1.0E20",
      })
  void readsScalarsAsTheClientsOfTheApiServerDo(String yaml, String expected) {
    var value = only("a: " + yaml.replace("'", "")).tree().get("a");
    assertThat(String.valueOf(value)).isEqualTo(expected);
  }

  @Test
  void readsSeveralDocumentsAndLeavesOutEmptyOnes() {
    assertThat(YamlDocument.readAll("---\n---\na: 1\n---\n# nothing\n---\nb: 2\n"))
        .extracting(YamlDocument::tree)
        .containsExactly(Map.of("a", 1L), Map.of("b", 2L));
    assertThat(YamlDocument.readAll("")).isEmpty();
  }

  @Test
  void mergesMapsWhereOwnKeysWin() {
    var document =
        only("base: &base {a: 1, b: 2}\nmade: {<<: *base, b: 3}\nboth: {<<: [*base, {c: 4}]}\n");
    assertThat(document.problems()).isEmpty();
    assertThat(document.tree())
        .containsEntry("made", Map.of("a", 1L, "b", 3L))
        .containsEntry("both", Map.of("a", 1L, "b", 2L, "c", 4L));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: 1, a: 2}               | DuplicateKey  | 1:8  | the key `a` is there twice",
        "{? [x] : 1}                | InvalidYaml   | 1:4  | a key must be text",
        "- a                        | InvalidYaml   | 1:1  | the document is not a map of fields",
        "text                       | InvalidYaml   | 1:1  | the document is not a map of fields",
        "{a: !java/object:x.Y {}}   | InvalidYaml   | 1:5  | not known",
        "{a: .inf}                  | InvalidValue  | 1:5  | `.inf` is not a number that JSON"
            + " knows",
        "{a: [1, 2}                 | InvalidYaml   | 1:10 | not YAML",
        "a: b: c                    | InvalidYaml   | 1:5  | put a value that has a colon followed"
            + " by a space in quotes",
        "{a: &x [*x]}               | LimitExceeded | 1:5  | nests deeper than 100",
      })
  void tellsWhatIsWrong(String yaml, String code, String position, String message) {
    var problems = only(yaml).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().code().code()).isEqualTo(code);
    assertThat(problems.getFirst().position().map(Position::toString)).hasValue(position);
    assertThat(problems.getFirst().toString()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 101, 5_000, 100_000})
  void deepNestingIsAProblem(int depth) {
    var problems = only("a: " + "[".repeat(depth) + "]".repeat(depth)).problems();
    assertThat(problems).hasSize(depth < 100 ? 0 : 1);
  }

  @Test
  void aliasesThatMultiplyAreAProblem() {
    var bomb = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(10)));
    }
    assertThat(only(bomb.toString()).problems()).isNotEmpty();
  }

  @Test
  void tooLongTextsAreAProblem() {
    var text = "a: " + "x".repeat(YamlDocument.MAX_CHARACTERS);
    assertThat(only(text).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.LIMIT_EXCEEDED);
  }

  @Test
  void documentsBeforeASyntaxErrorAreKept() {
    var documents = YamlDocument.readAll("a: 1\n---\nb: [\n");
    assertThat(documents).hasSize(2);
    assertThat(documents.getFirst().tree()).isEqualTo(Map.of("a", 1L));
    assertThat(documents.getLast().problems()).isNotEmpty();
  }

  @Property(tries = 2_000)
  void neverThrows(@ForAll String text) {
    assertThat(YamlDocument.readAll(text)).isNotNull();
  }

  private static YamlDocument only(String yaml) {
    List<YamlDocument> documents = YamlDocument.readAll(yaml);
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }
}
