import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives every Java source under some folders to google-java-format: {@code write} rewrites those
 * that need it, {@code check} names them and fails.
 *
 * <p>It stands in for a formatting plugin, because those parse with the JDK that Maven runs on.
 * That may be 17, which does not know the language of these sources; so the build starts this file
 * with the JDK that it compiles with.
 */
class FormatSources {

  public static void main(String[] args) throws Exception {
    var mode = args[0];
    var arguments =
        new ArrayList<>(
            switch (mode) {
              case "write" -> List.of("--replace");
              case "check" -> List.of("--dry-run", "--set-exit-if-changed");
              default -> throw new IllegalArgumentException("neither write nor check: " + mode);
            });
    for (var folder : List.of(args).subList(1, args.length)) {
      arguments.addAll(javaSources(Path.of(folder)));
    }
    var out = new PrintWriter(System.out, true);
    var status = new Main(out, out, System.in).format(arguments.toArray(String[]::new));
    if (status != 0) {
      out.println("The sources above are not formatted: mvn -q validate -Dformat=write");
    }
    System.exit(status);
  }

  private static List<String> javaSources(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().toList();
    }
  }
}
