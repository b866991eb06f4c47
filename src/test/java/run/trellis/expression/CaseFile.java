package run.trellis.expression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cases in a text file, one a line: an expression, and behind an arrow what comes of it. Lines with
 * # in front are headings.
 */
public final class CaseFile {

  private static final String ARROW = " => ";

  private CaseFile() {}

  /** One case; the group is the last heading above it. */
  public record Case(String group, String expression, String expected) {
    @Override
    public String toString() {
      return group + ": " + expression;
    }
  }

  /** All cases of a resource. */
  public static List<Case> read(String resource) {
    List<Case> cases = new ArrayList<>();
    String group = "";
    for (String line : lines(resource)) {
      if (line.startsWith("# ")) {
        group = line.substring(2);
      } else if (!line.isBlank()) {
        int arrow = line.lastIndexOf(ARROW);
        cases.add(
            arrow < 0
                ? new Case(group, line, "")
                : new Case(
                    group,
                    line.substring(0, arrow).strip(),
                    line.substring(arrow + ARROW.length()).strip()));
      }
    }
    return cases;
  }

  private static List<String> lines(String resource) {
    var stream =
        Objects.requireNonNull(CaseFile.class.getResourceAsStream("/expression/" + resource));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
