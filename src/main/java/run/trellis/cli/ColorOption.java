package run.trellis.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** The option that says whether to write with colours. */
final class ColorOption {

  /** When to write with colours. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "${COMPLETION-CANDIDATES}; auto is: on a terminal, unless NO_COLOR is set."
              + " Default: ${DEFAULT-VALUE}.")
  private When when = When.AUTO;

  /** The console, with colours or without as it is wanted. */
  Console apply(Console console) {
    return switch (when) {
      case AUTO -> console;
      case ALWAYS -> console.withColors(true);
      case NEVER -> console.withColors(false);
    };
  }
}
