package run.trellis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import run.trellis.api.ProblemCode;
import run.trellis.graph.CorpusCase;

/**
 * Keeps {@code docs/problems.md} what the codes say of themselves and what the command line prints,
 * so that the page holds every code's message as it is.
 */
class ProblemReferenceTests {

  private static final Path PAGE = Path.of("docs", "problems.md");
  private static final Path NEW_PAGE = Path.of("target", "problems.md");

  private static final String HEAD =
      """
      # Problems

      <!-- Made from run.trellis.api.ProblemCode and the corpus of wrong graphs: change those, run
           ProblemReferenceTests, and copy target/problems.md here. -->

      What `trellis validate`, `status.problems` of a graph and its page in the actuator can say of a
      definition. The codes are stable: scripts can rely on them. All problems of a definition are told
      at once, in the order of the text, and nothing of a definition with problems is applied; the
      revision that served before goes on.
      """;

  @Test
  void thePageSaysWhatTheCodesSay() throws IOException {
    String page = page();
    if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(page)) {
      Files.createDirectories(NEW_PAGE.getParent());
      Files.writeString(NEW_PAGE, page);
    }
    assertThat(PAGE).as("%s is the new content", NEW_PAGE).hasContent(page);
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (ProblemCode code : ProblemCode.values()) {
      page.append("\n## ").append(code.code()).append("\n\n");
      page.append(code.meaning()).append(' ').append(code.mend()).append('\n');
      example(code).ifPresent(text -> page.append("\n```\n").append(text).append("\n```\n"));
    }
    return page.toString();
  }

  /** What is printed of the shortest graph that has this problem and no other. */
  private static Optional<String> example(ProblemCode code) {
    // Which revisions there are, only a cluster knows.
    return Stream.of(code)
        .filter(it -> it != ProblemCode.UNKNOWN_REVISION)
        .flatMap(it -> CorpusCase.in("wrong/" + it.code()).stream())
        .filter(file -> file.marks().size() == 1)
        .min(Comparator.comparingInt((CorpusCase file) -> file.text().length()))
        .map(file -> CommandResult.of(file.text(), "validate", "-f", "-").out().strip());
  }
}
