package run.trellis.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.Position;
import run.trellis.api.SourceText;

/**
 * A file of the corpus: definitions, and below each line what is wrong with it.
 *
 * <pre>
 *         host: ${databse.status.host}
 * #               ^^^^^^^ UnknownName
 * </pre>
 *
 * <p>A line of marks is no part of what is compiled, so that it may stand within a text of several
 * lines too. Its carets stand under the characters that the problem is about, one caret also for a
 * place between two; a problem over several lines is marked under the first of them. What begins in
 * the first column is marked by a line of carets without {@code #}.
 *
 * @param file the file
 * @param text the definitions, without marks
 * @param marks what is expected, in the order of the text
 */
public record CorpusCase(Path file, String text, List<Mark> marks) {

  private static final Path ROOT = Path.of("src/test/resources/corpus");
  private static final Pattern MARK = Pattern.compile("#?( *)(\\^+) ([A-Z][A-Za-z]+)");

  /**
   * Something that is wrong.
   *
   * @param place first character
   * @param length number of characters on the line, at least 1
   */
  public record Mark(Position place, int length, String code) {

    /** The mark of a problem, as the command line writes problems, in a text. */
    static Mark of(Map<String, @Nullable Object> problem, SourceText source) {
      int line = number(problem, "line");
      int column = number(problem, "column");
      String text = source.line(line);
      int end =
          number(problem, "endLine") == line
              ? number(problem, "endColumn")
              : text.codePointCount(0, text.length()) + 1;
      return new Mark(
          new Position(line, column), Math.max(1, end - column), JsonTree.textAt(problem, "code"));
    }

    /** What has no place is marked at the beginning. */
    private static int number(Map<String, @Nullable Object> problem, String field) {
      return problem.get(field) instanceof Long number ? number.intValue() : 1;
    }

    /** As a line of marks. */
    String line() {
      String carets = "^".repeat(length) + " " + code;
      int column = place.column();
      return column == 1 ? carets : "#" + " ".repeat(column - 2) + carets;
    }
  }

  /** The files of a folder and the folders in it. */
  public static List<CorpusCase> in(String folder) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(CorpusCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusCase read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CorpusCase parse(Path file, String marked) {
    StringBuilder text = new StringBuilder();
    List<Mark> marks = new ArrayList<>();
    int line = 0;
    for (String written : SourceText.of(marked).lines()) {
      Matcher mark = MARK.matcher(written.stripTrailing());
      if (mark.matches()) {
        Position place = new Position(line, mark.start(2) + 1);
        marks.add(new Mark(place, mark.group(2).length(), mark.group(3)));
      } else {
        text.append(written).append('\n');
        line++;
      }
    }
    // The last line that was cut off is the nothing behind the last line end.
    return new CorpusCase(file, text.substring(0, text.length() - 1), marks);
  }

  /** The text with other marks, as a file of the corpus. */
  String markedWith(List<Mark> others) {
    StringBuilder marked = new StringBuilder();
    List<String> lines = SourceText.of(text).lines();
    for (int line = 1; line <= lines.size(); line++) {
      if (line < lines.size() || !lines.get(line - 1).isEmpty()) {
        marked.append(lines.get(line - 1)).append('\n');
      }
      for (Mark mark : others) {
        if (mark.place().line() == line) {
          marked.append(mark.line()).append('\n');
        }
      }
    }
    return marked.toString();
  }

  /** The code that the folder of a wrong case stands for. */
  String folder() {
    return file.getName(file.getNameCount() - 2).toString();
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
