package run.trellis.reconcile.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.KubeObject;
import run.trellis.api.Revision;
import run.trellis.api.trellis.GraphRevisions;

class HistoryTests {

  private static final String UID = "u-1";

  @ParameterizedTest(name = "stored {0}, told {1}, known {2}: next is {3}")
  @CsvSource({
    "'', 0, 0, 1",
    "'1', 1, 1, 2",
    "'1 2 3', 3, 0, 4",
    // A process ended between storing and telling.
    "'1 2 3', 2, 0, 4",
    // Somebody deleted the newest.
    "'1 2', 3, 0, 4",
    "'', 7, 0, 8",
    // The status was lost, as by a restored backup.
    "'5 6', 0, 0, 7",
    // All that tells is this process.
    "'', 0, 9, 10",
  })
  void givesNoNumberAwayTwice(String stored, long told, long known, long next) {
    History history = History.of(graph(told, ""), revisions(stored), known, GraphRevisions.FORM);
    assertThat(history.next()).isEqualTo(next);
  }

  @Test
  void countsNumbersThatOthersHold() {
    List<Revision> stored =
        List.of(
            revision("web", "web-r00004", 4, "u-of-a-graph-before-it"),
            revision("other", "web-r00006", 1, "u-9"),
            revision("other", "other-r00009", 9, "u-9"));
    History history = History.of(graph(0, ""), stored, 0, GraphRevisions.FORM);

    assertThat(history.next()).isEqualTo(7);
    assertThat(history.revisions()).isEmpty();
  }

  @Test
  void usesWhatIsItsOwnOrNobodys() {
    List<Revision> stored =
        List.of(
            revision("web", "web-r00001", 1, UID),
            revision("web", "web-r00002", 2, ""),
            revision("web", "web-r00003", 3, "u-of-a-graph-before-it"),
            terminating("web-r00004", 4));
    History history = History.of(graph(4, ""), stored, 0, GraphRevisions.FORM);

    assertThat(numbers(history.revisions())).containsExactly(2L, 1L);
    assertThat(history.newest()).map(Revision::number).hasValue(2L);
    assertThat(history.find(1)).isPresent();
    assertThat(history.find(3)).isEmpty();
    assertThat(history.next()).isEqualTo(5);
  }

  @ParameterizedTest(name = "stored {0}, told {1}, served {2}: {3}")
  @CsvSource({
    "'', 0, '', ''",
    // Nothing tells what served.
    "'1 2 3', 0, '', '3 2 1'",
    "'1 2 3', 5, 'web-r00005', '3 2 1'",
    // What served last, be it pinned or not, and nothing older.
    "'1 2 3', 3, 'web-r00003', '3'",
    "'1 2 3', 3, 'web-r00002', '2'",
    // Stored by a process that ended before it told.
    "'1 2 3', 2, 'web-r00002', '3 2'",
    "'1 2 3 4', 2, 'web-r00001', '4 3 1'",
  })
  void fallsBackToWhatServedLast(String stored, long told, String served, String expected) {
    History history = History.of(graph(told, served), revisions(stored), 0, GraphRevisions.FORM);
    assertThat(numbers(history.fallbacks())).isEqualTo(numbers(expected));
  }

  @ParameterizedTest(name = "stored {0}, kept {1}, needed {2}: {3} go")
  @CsvSource({
    "'1 2 3', 5, '3', ''",
    "'1 2 3 4 5 6 7', 5, '7', '2 1'",
    "'1 2 3 4 5 6 7', 5, '1', '2'",
    "'1 2 3 4 5 6 7', 2, '3 4', '5 2 1'",
    "'1 2 3', 1, '3', '2 1'",
    "'1 2 3', 0, '3', ''",
    // Nothing serves.
    "'1 2 3', 2, '0', '1'",
  })
  void keepsTheNewestAndWhatIsNeeded(String stored, int kept, String needed, String gone) {
    History history = History.of(graph(0, ""), revisions(stored), 0, GraphRevisions.FORM);
    assertThat(numbers(history.superfluous(kept, Set.copyOf(numbers(needed)))))
        .isEqualTo(numbers(gone));
  }

  private static KubeObject graph(long told, String served) {
    Map<String, Object> status = new LinkedHashMap<>();
    if (told > 0) {
      status.put("lastIssuedRevision", told);
    }
    if (!served.isEmpty()) {
      status.put("revision", served);
    }
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "trellis.run/v1alpha1",
            "kind",
            "ResourceGraph",
            "metadata",
            Map.of("name", "web", "uid", UID),
            "status",
            status));
  }

  private static List<Revision> revisions(String numbers) {
    return numbers(numbers).stream()
        .map(number -> revision("web", "web-r%05d".formatted(number), number, UID))
        .toList();
  }

  private static Revision revision(String graph, String name, long number, String owner) {
    return new Revision(object(Map.of("name", name)), graph, number, 1, "", owner);
  }

  private static Revision terminating(String name, long number) {
    KubeObject object = object(Map.of("name", name, "deletionTimestamp", "2026-01-01T00:00:00Z"));
    return new Revision(object, "web", number, 1, "", UID);
  }

  private static KubeObject object(Map<String, @Nullable Object> metadata) {
    return KubeObject.of(Map.of("metadata", metadata));
  }

  private static List<Long> numbers(List<Revision> revisions) {
    return revisions.stream().map(Revision::number).toList();
  }

  private static List<Long> numbers(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text).flatMap(it -> Arrays.stream(it.split(" "))).map(Long::valueOf).toList();
  }
}
