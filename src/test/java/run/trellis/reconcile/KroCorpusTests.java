package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.JsonTree;

/** What the corpus of the kro dialect has to have, without a cluster. */
class KroCorpusTests {

  /** {@code rows.yaml}: sections of what is promised of the dialect, and the rows of each. */
  private static Set<String> rows() throws IOException {
    Map<String, ?> sections =
        JsonTree.mapAt(
            JsonTree.copyOf(new Yaml().load(Files.readString(KroCase.ROOT.resolve("rows.yaml")))));
    return sections.entrySet().stream()
        .flatMap(
            section ->
                JsonTree.mapAt(section.getValue()).keySet().stream()
                    .map(row -> section.getKey() + "." + row))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyRowIsCovered() throws IOException {
    Set<String> covered =
        KroCase.all().stream()
            .flatMap(play -> play.covers().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(covered).isEqualTo(rows());
  }

  @Test
  void everyCaseSaysWhatItShows() {
    assertThat(KroCase.all())
        .allSatisfy(
            play -> {
              assertThat(play.covers()).as(play.toString()).isNotEmpty();
              assertThat(JsonTree.textAt(play.head(), "shows")).as(play.toString()).endsWith(".");
            });
  }

  @Test
  void thereAreEnough() {
    long definitions =
        KroCase.all().stream()
            .mapToLong(play -> play.text().lines().filter(KroCorpusTests::isDefinition).count())
            .sum();

    assertThat(definitions).isGreaterThanOrEqualTo(120);
  }

  private static boolean isDefinition(String line) {
    return line.strip().equals("kind: ResourceGraphDefinition");
  }
}
