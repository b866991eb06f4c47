package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A page of {@code docs/} about functions, made from what their definitions say. */
public final class FunctionPage {

  private final Path page;
  private final Path newPage;

  /**
   * A page.
   *
   * @param name of the file
   */
  public FunctionPage(String name) {
    this.page = Path.of("docs", name);
    this.newPage = Path.of("target", name);
  }

  /** Fails if the page says anything else, and then writes what it should say. */
  public void assertSays(String head, Map<String, List<FunctionDoc>> sections) throws IOException {
    String content = content(head, sections);
    if (!Files.exists(page) || !Files.readString(page).equals(content)) {
      Files.createDirectories(newPage.getParent());
      Files.writeString(newPage, content);
    }
    assertThat(page).as("%s is the new content", newPage).hasContent(content);
  }

  /** Fails if a function is not explained by a sentence and an example, or one is there twice. */
  public static void assertExplained(List<FunctionDoc> docs) {
    assertThat(docs)
        .allSatisfy(
            doc -> {
              assertThat(doc.text()).endsWith(".").matches("(?s)[-A-Z0-9].*");
              assertThat(doc.example()).isNotBlank();
              assertThat(doc.result()).isNotBlank();
            });
    assertThat(docs).extracting(FunctionDoc::signature).doesNotHaveDuplicates();
  }

  private static String content(String head, Map<String, List<FunctionDoc>> sections) {
    StringBuilder page = new StringBuilder(head);
    sections.forEach(
        (title, functions) -> {
          page.append("\n## ").append(title);
          page.append("\n\n| function | | example |\n|---|---|---|\n");
          for (FunctionDoc doc : functions) {
            page.append("| ").append(code(doc.signature()));
            page.append(" | ").append(cell(doc.text()));
            page.append(" | ")
                .append(code(doc.example()))
                .append(" → ")
                .append(code(doc.result()))
                .append(" |\n");
          }
        });
    return page.toString();
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", "\\n");
  }
}
