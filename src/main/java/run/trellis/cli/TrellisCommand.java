package run.trellis.cli;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;

/** {@code trellis}: finds the command that is meant, and tells what there is. */
@Command(
    name = "trellis",
    description = "Turns a group of Kubernetes objects into one typed API.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = TrellisVersion.class,
    footer = {
      "",
      "Without arguments, or with settings such as --trellis.cluster.kubeconfig=FILE,",
      "Trellis starts as the controller of a cluster.",
      "",
      "`trellis help COMMAND` tells more of a command."
    })
public final class TrellisCommand {

  /** All is well. */
  static final int SOUND = 0;

  /** Something is wrong with the definitions. */
  static final int PROBLEMS = 1;

  /** The command was not understood, or what it needs could not be read or asked. */
  static final int UNUSABLE = 2;

  private static final Set<String> QUESTIONS = Set.of("-h", "--help", "-V", "--version");

  private TrellisCommand() {}

  /** Whether the arguments are a command, and not settings of the controller. */
  public static boolean isMeantBy(String... arguments) {
    return arguments.length > 0
        && (!arguments[0].startsWith("-") || QUESTIONS.contains(arguments[0]));
  }

  /** Does what the arguments say; gives the exit code of the process. */
  public static int run(String... arguments) {
    return run(Console.ofProcess(), arguments);
  }

  /** Like {@link #run(String...)}, reading and writing elsewhere. */
  public static int run(Console console, String... arguments) {
    return new CommandLine(new TrellisCommand())
        .addSubcommand(new ValidateCommand(console))
        .addSubcommand(new CrdCommand(console))
        .addSubcommand(new GraphCommand(console))
        .addSubcommand(new ConvertCommand(console))
        .setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(console.colors() ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(unusableInput(console))
        .execute(arguments);
  }

  private static IExecutionExceptionHandler unusableInput(Console console) {
    return (failure, _, _) -> {
      if (!(failure instanceof UnusableInput)) {
        throw failure;
      }
      console.err().println(console.styles().error("error") + ": " + failure.getMessage());
      return UNUSABLE;
    };
  }
}
