package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import run.trellis.api.JsonTree;
import run.trellis.api.ProblemCode;
import run.trellis.api.SourceText;
import run.trellis.cli.CommandResult;
import run.trellis.graph.CorpusCase.Mark;

/**
 * Definitions, right and wrong, given to {@code trellis validate}: a wrong one has exactly the
 * problems that its file marks, at exactly those places, and a right one has none. Where it is
 * otherwise, the file as it would have to be is written below {@code target/corpus}, to be looked
 * at and, if it is right, copied over.
 */
class CorpusTests {

  private static final Path REVIEW = Path.of("target/corpus");

  /** One line after the other; at one place by code. */
  private static final Comparator<Mark> BY_PLACE =
      Comparator.comparing(Mark::place).thenComparing(Mark::code).thenComparingInt(Mark::length);

  @TestFactory
  Stream<DynamicTest> wrong() {
    return CorpusCase.in("wrong").stream()
        .map(
            file ->
                dynamicTest(
                    file.toString(),
                    () -> {
                      assertMarks(file);
                      assertThat(file.marks())
                          .extracting(Mark::code)
                          .as("the folder of a wrong case is one of its codes")
                          .contains(file.folder());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> right() {
    return CorpusCase.in("right").stream()
        .map(file -> dynamicTest(file.toString(), () -> assertMarks(file)));
  }

  @Test
  void thereIsAFolderForEveryCode() {
    assertThat(CorpusCase.in("wrong").stream().map(CorpusCase::folder).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemCode.values())
                // Which revisions there are, only a cluster knows.
                .filter(code -> code != ProblemCode.UNKNOWN_REVISION)
                .map(ProblemCode::code)
                .toList());
  }

  @Test
  void thereAreEnough() {
    assertThat(CorpusCase.in("wrong")).hasSizeGreaterThanOrEqualTo(300);
    assertThat(CorpusCase.in("right")).hasSizeGreaterThanOrEqualTo(65);
  }

  private static void assertMarks(CorpusCase file) {
    CommandResult result = CommandResult.of(file.text(), "validate", "-f", "-", "-o", "json");
    SourceText source = SourceText.of(file.text());
    List<Mark> found =
        JsonTree.listAt(result.json(), "problems").stream()
            .map(problem -> Mark.of(JsonTree.mapAt(problem), source))
            .sorted(BY_PLACE)
            .toList();
    List<Mark> expected = file.marks().stream().sorted(BY_PLACE).toList();
    if (!found.equals(expected)) {
      write(REVIEW.resolve(file.toString()), file.markedWith(found));
    }
    assertThat(found)
        .as("%s would be right with:%n%s%n%s", file, file.markedWith(found), result.out())
        .isEqualTo(expected);
    assertThat(result.exitCode()).isEqualTo(expected.isEmpty() ? 0 : 1);
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
