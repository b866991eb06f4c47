package run.trellis.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

/** What came of a command that ran in this process. */
public record CommandResult(int exitCode, String out, String err) {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Runs a command without colours, with a text as standard input. */
  public static CommandResult of(String input, String... arguments) {
    return run(input, false, arguments);
  }

  /** Runs a command as on a terminal with colours. */
  static CommandResult colored(String input, String... arguments) {
    return run(input, true, arguments);
  }

  private static CommandResult run(String input, boolean colors, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            colors);
    int exitCode = TrellisCommand.run(console, arguments);
    return new CommandResult(exitCode, out.toString(), err.toString());
  }

  /** The output, if it is a JSON object. */
  public Map<String, @Nullable Object> json() {
    return JsonTree.copyOfMap(JSON.readValue(out, Map.class));
  }
}
