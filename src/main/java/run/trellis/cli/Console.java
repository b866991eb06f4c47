package run.trellis.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command reads and writes.
 *
 * @param in what {@code -f -} reads
 * @param out what was asked for
 * @param err why it could not be had
 * @param colors whether a person looks at it on a terminal that shows colours
 */
public record Console(InputStream in, PrintWriter out, PrintWriter err, boolean colors) {

  /** That of this process. */
  static Console ofProcess() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted = noColor == null || noColor.isEmpty();
    boolean able = !"dumb".equals(System.getenv("TERM"));
    return new Console(
        System.in,
        new PrintWriter(System.out, true, encoding("stdout.encoding")),
        new PrintWriter(System.err, true, encoding("stderr.encoding")),
        isTerminal() && wanted && able);
  }

  /** Whoever starts this process may know better: Java wants input to come from a terminal, too. */
  private static boolean isTerminal() {
    String known = System.getProperty("trellis.terminal");
    return known == null
        ? Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent()
        : Boolean.parseBoolean(known);
  }

  private static Charset encoding(String property) {
    String name = System.getProperty(property);
    return name == null || !Charset.isSupported(name)
        ? StandardCharsets.UTF_8
        : Charset.forName(name);
  }

  Console withColors(boolean wanted) {
    return new Console(in, out, err, wanted);
  }

  Styles styles() {
    return new Styles(colors);
  }
}
