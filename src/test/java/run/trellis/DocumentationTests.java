package run.trellis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.YamlDocument;
import run.trellis.api.definition.Reading;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.graph.Compilation;
import run.trellis.graph.TestGraphs;
import run.trellis.schema.SchemaCatalog;

/**
 * What the documentation and the samples show is true as far as it can be told without a cluster.
 */
class DocumentationTests {

  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#:\\s]+)(#[^)]*)?\\)");

  /** A piece of YAML that readers may copy. */
  record Example(String place, String yaml) {
    @Override
    public String toString() {
      return place;
    }
  }

  static Stream<Example> examples() {
    var fenced = pages().stream().flatMap(DocumentationTests::fencedYaml);
    return Stream.concat(fenced, sampleFiles());
  }

  /** Those examples that are graphs. */
  static Stream<Example> graphs() {
    return examples().filter(example -> example.yaml().contains("kind: ResourceGraph"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesAreYaml(Example example) {
    assertThat(YamlDocument.readAll(example.yaml()))
        .isNotEmpty()
        .allSatisfy(document -> assertThat(document.problems()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void graphsCompile(Example example) {
    for (Reading reading : ResourceGraphReader.readText(example.yaml()).graphs()) {
      assertThat(reading.problems()).isEmpty();
      var compilation =
          TestGraphs.compiler().compile(reading.definition().orElseThrow(), SchemaCatalog.EMPTY);
      assertThat(problems(compilation)).isEmpty();
    }
  }

  @Test
  void linksLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      LINK.matcher(read(page))
          .results()
          .map(match -> match.group(1))
          .filter(target -> !Files.exists(page.resolveSibling(target)))
          .forEach(target -> broken.add(ROOT.relativize(page) + " -> " + target));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void thereAreSamplesToTest() {
    assertThat(sampleFiles()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(pages()).isNotEmpty();
  }

  private static List<?> problems(Compilation compilation) {
    return switch (compilation) {
      case Compilation.Accepted _ -> List.of();
      case Compilation.Rejected(var problems) -> problems;
    };
  }

  private static List<Path> pages() {
    return Stream.concat(
            files(ROOT, 1, ".md").stream(),
            Stream.of("docs", "samples").flatMap(it -> files(ROOT.resolve(it), 3, ".md").stream()))
        .toList();
  }

  private static Stream<Example> sampleFiles() {
    return files(ROOT.resolve("samples"), 3, ".yaml").stream()
        .map(file -> new Example(ROOT.relativize(file).toString(), read(file)));
  }

  private static Stream<Example> fencedYaml(Path page) {
    var text = read(page);
    return FENCE
        .matcher(text)
        .results()
        .filter(match -> match.group(1).equals("yaml"))
        .map(
            match -> {
              long line = text.substring(0, match.start()).lines().count() + 1;
              return new Example(ROOT.relativize(page) + ":" + line, match.group(2));
            });
  }

  private static List<Path> files(Path directory, int depth, String ending) {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (var files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
