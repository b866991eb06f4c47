package run.trellis.cli;

import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;

/** JSON over several lines, as people look at it too. */
final class JsonDocument {

  private static final DefaultIndenter INDENTED = new DefaultIndenter("  ", "\n");

  private JsonDocument() {}

  /** Writes the object, with a line end behind it. */
  static void write(Map<String, Object> tree, PrintWriter out) {
    DefaultPrettyPrinter layout =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(INDENTED)
            .withArrayIndenter(INDENTED);
    out.print(JsonMapper.shared().writer().with(layout).writeValueAsString(tree) + "\n");
  }
}
