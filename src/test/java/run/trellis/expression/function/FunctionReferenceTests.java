package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import run.trellis.expression.function.StandardLibrary.Section;

/** Keeps {@code docs/functions.md} what the definitions of the functions say. */
class FunctionReferenceTests {

  private static final Path PAGE = Path.of("docs", "functions.md");
  private static final Path NEW_PAGE = Path.of("target", "functions.md");

  private static final String HEAD =
      """
      # Functions

      <!-- Made from the definitions in run.trellis.expression.function: change those, run FunctionReferenceTests, and
           copy target/functions.md here. -->

      What expressions can call. A name after a dot is a method: `'shop'.length()`. Arguments with `?` may be left out, \
      those with `...` given any number of times. There is no clock, no environment and no I/O: the same arguments \
      always give the same result.

      * Places and lengths of text count Unicode code points; places start at 0. Text is ordered by code point.
      * Numbers are equal by value (`1 == 1.0`), lists and maps by content.
      * What would take too long or grow too large ends in the failure `BudgetExceeded`, before it is made.
      * `quantity`, `semver`, `ip`, `cidr` and `url` are values with methods of their own; where one is an argument, \
      text will do. In a field of an object they become their canonical text.
      """;

  @Test
  void thePageSaysWhatTheDefinitionsSay() throws IOException {
    String page = page();
    if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(page)) {
      Files.createDirectories(NEW_PAGE.getParent());
      Files.writeString(NEW_PAGE, page);
    }
    assertThat(PAGE).as("%s is the new content", NEW_PAGE).hasContent(page);
  }

  @Test
  void everyDefinitionIsExplainedWithAnExample() {
    List<FunctionDoc> docs =
        StandardLibrary.documentation().stream()
            .flatMap(section -> section.functions().stream())
            .toList();
    assertThat(docs)
        .allSatisfy(
            doc -> {
              assertThat(doc.text()).endsWith(".").matches("(?s)[-A-Z0-9].*");
              assertThat(doc.example()).contains("(");
              assertThat(doc.result()).isNotBlank();
            });
    assertThat(docs).extracting(FunctionDoc::signature).doesNotHaveDuplicates();
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Section section : StandardLibrary.documentation()) {
      page.append("\n## ")
          .append(section.title())
          .append("\n\n| function | | example |\n|---|---|---|\n");
      for (FunctionDoc doc : section.functions()) {
        page.append("| ").append(code(doc.signature()));
        page.append(" | ").append(cell(doc.text()));
        page.append(" | ")
            .append(code(doc.example()))
            .append(" → ")
            .append(code(doc.result()))
            .append(" |\n");
      }
    }
    return page.toString();
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", "\\n");
  }
}
