package run.trellis.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dialects are told apart in one place: everything else asks a dialect and never which it is. */
class DialectTests {

  private static final Path SOURCES = Path.of("src/main/java/run/trellis");

  /** What defines the dialects, and what switches one of them on. */
  private static final List<String> MAY_NAME_THEM =
      List.of(
          "api/kro/",
          "api/dialect/",
          "reconcile/KroConfiguration.java",
          "reconcile/KroSettings.java");

  /** Names of the native dialect may be said where it is read, wired, or given as the default. */
  private static final Set<String> COMPARISONS =
      Set.of("TrellisDialect.VALUE ==", "== TrellisDialect.VALUE", "KroDialect.VALUE ==");

  @Test
  void nothingElseKnowsOfTheSecondDialect() throws IOException {
    assertThat(sources())
        .filteredOn(source -> MAY_NAME_THEM.stream().noneMatch(relative(source)::startsWith))
        .allSatisfy(
            source ->
                assertThat(code(source))
                    .as(relative(source))
                    .doesNotContainPattern("(?<![a-z])kro(?![a-z])|\\.kro\\b|krodialect"));
  }

  @Test
  void nothingAsksWhichDialectItIs() throws IOException {
    assertThat(sources())
        .allSatisfy(
            source ->
                assertThat(Files.readString(source))
                    .as(relative(source))
                    .doesNotContain(COMPARISONS)
                    .doesNotContainPattern("dialect\\(?\\)?\\.name\\(\\)\\s*\\.equals"));
  }

  /** Without comments, which may say where something comes from. */
  private static String code(Path source) throws IOException {
    return Files.readAllLines(source).stream()
        .filter(line -> !line.strip().startsWith("*") && !line.strip().startsWith("/"))
        .collect(Collectors.joining("\n"))
        .toLowerCase(Locale.ROOT);
  }

  private static String relative(Path source) {
    return SOURCES.relativize(source).toString();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
