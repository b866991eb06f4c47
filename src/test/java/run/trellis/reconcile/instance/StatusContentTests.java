package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.Condition.Status;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.api.Stated;
import run.trellis.api.trellis.TrellisDialect;
import run.trellis.diagnose.NodeReport;

class StatusContentTests {

  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-01T01:00:00Z");
  private static final Inventory INVENTORY =
      new Inventory(
          List.of(
              new Inventory.Shelf(
                  "node",
                  List.of("other"),
                  true,
                  List.of(
                      new InventoryEntry(
                          "node",
                          new ObjectReference(
                              GroupVersionKind.of("apps/v1", "Deployment"), "team", "shop"),
                          "uid-1")))));

  private static Subject subject(Map<String, @Nullable Object> status) {
    Map<String, @Nullable Object> tree = new HashMap<>();
    tree.put("apiVersion", "example.com/v1");
    tree.put("kind", "Thing");
    tree.put("metadata", Map.of("name", "t", "generation", 2L));
    tree.put("status", status);
    Subject.Source source = new Subject.Source(answer -> answer, () -> true);
    return new Subject(KubeObject.of(tree), source, Subject.Frame.NONE, "thing-r00002");
  }

  private static StatusContent content(Status ready, String message, NodeReport.State state) {
    return new StatusContent(
        List.of(new Stated("Ready", ready, "Because", message)),
        Map.of("observedGeneration", 2L),
        Map.of("url", "http://x"),
        List.of(new NodeReport("node", state, Optional.of(Reason.NOT_READY), message)),
        INVENTORY);
  }

  private static Map<String, @Nullable Object> first() {
    return content(Status.FALSE, "one", NodeReport.State.APPLIED).tree(subject(Map.of()), EARLIER);
  }

  @Test
  void keepsTimesAsLongAsNothingTurns() {
    var second =
        content(Status.FALSE, "two", NodeReport.State.APPLIED).tree(subject(first()), LATER);

    assertThat(times(second)).containsExactly(EARLIER.toString(), EARLIER.toString());
  }

  @Test
  void movesTimesWithWhatTheyAreTheTimesOf() {
    var second = content(Status.TRUE, "two", NodeReport.State.READY).tree(subject(first()), LATER);

    assertThat(times(second)).containsExactly(LATER.toString(), LATER.toString());
  }

  private static List<String> times(Map<String, @Nullable Object> status) {
    return List.of(
        JsonTree.textAt(JsonTree.listAt(status, "conditions").getFirst(), "lastTransitionTime"),
        JsonTree.textAt(JsonTree.listAt(status, "graph", "nodes").getFirst(), "since"));
  }

  @Test
  void saysTheSameAgainWhenNothingChanged() {
    assertThat(content(Status.FALSE, "one", NodeReport.State.APPLIED).tree(subject(first()), LATER))
        .isEqualTo(first());
  }

  @Test
  void givesTheInventoryBackAsItWas() {
    assertThat(Inventory.of(subject(first()).object())).isEqualTo(INVENTORY);
  }

  @Test
  void keepsTheAuthorsFieldsApart() {
    assertThat(StatusContent.authorFields(subject(first()).object(), TrellisDialect.VALUE))
        .isEqualTo(Map.of("url", "http://x"));
  }

  @Test
  void cutsWhatServersMaySayAtAnyLength() {
    var status =
        content(Status.FALSE, "x".repeat(5_000), NodeReport.State.FAILED)
            .tree(subject(Map.of()), EARLIER);

    assertThat(JsonTree.textAt(JsonTree.listAt(status, "conditions").getFirst(), "message"))
        .hasSize(1024);
  }
}
