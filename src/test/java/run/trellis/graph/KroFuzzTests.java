package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.trellis.api.definition.Reading;
import run.trellis.api.dialect.Dialects;
import run.trellis.schema.SchemaCatalog;

/** Whatever a definition of kro says, it becomes a graph or a problem, and no exception. */
class KroFuzzTests {

  private static final List<String> PIECES =
      List.of(
          "${",
          "}",
          "${schema.spec}",
          "${each}",
          "${a.?b}",
          "${[1].map(x, x)}",
          "null",
          "[]",
          "{}",
          "forEach:",
          "readyWhen: [",
          "externalRef:",
          "selector:",
          "conditions: [",
          ": ",
          "- ",
          "\n  ",
          "\n",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!!int ",
          "|",
          "9223372036854775808",
          "${runtime.newCondition({type: 'A', status: 'True'})}",
          "${quantity('1') + 1}",
          "$${");

  /** Sound and wrong definitions of the tests. */
  private static final List<String> TEXTS = texts();

  private static List<String> texts() {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/kro"))) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(KroFuzzTests::read)
          .filter(text -> text.contains("ResourceGraphDefinition"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("GROUP", "example.com");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 1_500)
  void endsInAGraphOrAProblem(@ForAll("mutants") String text) {
    for (Reading reading : Dialects.readText(text).graphs()) {
      Compilation compilation = TestGraphs.compiler().compile(reading, SchemaCatalog.EMPTY);
      if (compilation instanceof Compilation.Rejected rejected) {
        assertThat(rejected.problems())
            .isNotEmpty()
            .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("Exception"));
      }
    }
  }

  @Provide
  Arbitrary<String> mutants() {
    return Combinators.combine(
            Arbitraries.of(TEXTS),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 12),
            Arbitraries.of(PIECES),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.of(PIECES))
        .as(
            (text, at, cut, piece, other, more) ->
                mutated(mutated(text, at, cut, piece), other, 0, more));
  }

  private static String mutated(String text, double at, int cut, String piece) {
    int start = (int) (text.length() * at);
    return text.substring(0, start) + piece + text.substring(Math.min(text.length(), start + cut));
  }
}
