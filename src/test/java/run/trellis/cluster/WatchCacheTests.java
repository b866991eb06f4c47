package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.FieldMask;

class WatchCacheTests {

  private static final GroupVersionKind TYPE = GroupVersionKind.of("v1", "ConfigMap");

  private final KeptFields fields =
      new KeptFields(FieldMask.of(List.of("data")), new SharedTexts(), new WeakInterner<>());
  private final Freshness freshness = new Freshness(() -> Instant.EPOCH, Duration.ofMinutes(1));
  private final WatchCache cache = new WatchCache(TYPE, () -> fields, freshness);

  @BeforeEach
  void list() {
    replace("10", object("a", "u1", "5", "1"));
  }

  @Test
  void anOwnWriteIsSeenAtOnceAndItsEchoIsNoChange() {
    KubeObject answer = object("a", "u1", "12", "2");

    assertThat(cache.recordWrite(answer)).isEqualTo(answer);

    assertThat(content("a")).isEqualTo("2");
    assertThat(cache.upsert(object("a", "u1", "12", "2"))).isEmpty();
    assertThat(cache.upsert(object("a", "u1", "13", "3"))).hasSize(1);
  }

  @Test
  void anOlderEventDoesNotTakeAnOwnWriteBack() {
    cache.recordWrite(object("a", "u1", "12", "2"));

    assertThat(cache.upsert(object("a", "u1", "11", "old"))).isEmpty();

    assertThat(content("a")).isEqualTo("2");
  }

  @Test
  void anOlderDeletionDoesNotTakeANewerObjectAway() {
    cache.recordWrite(object("a", "u2", "12", "2"));

    assertThat(cache.delete(object("a", "u1", "11", "1"))).isEmpty();

    assertThat(content("a")).isEqualTo("2");
  }

  @Test
  void aSlowAnswerDoesNotOverwriteWhatTheWatchHasBroughtSince() {
    cache.upsert(object("a", "u1", "13", "3"));

    KubeObject seen = cache.recordWrite(object("a", "u1", "12", "2"));

    assertThat(seen.at("data", "k")).isEqualTo("3");
    assertThat(content("a")).isEqualTo("3");
  }

  @Test
  void aSlowAnswerDoesNotBringBackWhatTheWatchSawGo() {
    cache.upsert(object("b", "u2", "12", "1"));
    cache.delete(object("b", "u2", "13", "1"));

    cache.recordWrite(object("b", "u2", "12", "1"));

    assertThat(cache.get(reference("b"))).isEmpty();
  }

  @Test
  void anOwnWriteThatTheWatchPassesInSilenceIsNotSelectedByIt() {
    cache.recordWrite(object("b", "u2", "12", "1"));
    assertThat(cache.reached("11")).isEmpty();
    assertThat(content("b")).isEqualTo("1");

    assertThat(cache.reached("12")).singleElement().isInstanceOf(Change.Deleted.class);

    assertThat(cache.get(reference("b"))).isEmpty();
  }

  @Test
  void anOwnDeletionIsSeenAtOnceAndLateEventsDoNotUndoIt() {
    cache.recordDelete(reference("a"), "u1");

    assertThat(cache.get(reference("a"))).isEmpty();
    assertThat(cache.upsert(object("a", "u1", "11", "late"))).isEmpty();
    assertThat(cache.delete(object("a", "u1", "12", "1"))).isEmpty();
    assertThat(cache.upsert(object("a", "u2", "13", "again"))).hasSize(1);
    assertThat(content("a")).isEqualTo("again");
  }

  @Test
  void anOwnDeletionOfAnotherUidIsNone() {
    cache.recordDelete(reference("a"), "other");

    assertThat(content("a")).isEqualTo("1");
  }

  @Test
  void whatWasLetGoMayComeBack() {
    cache.recordRelease(object("a", "u1", "11", "let go"));

    assertThat(cache.get(reference("a"))).isEmpty();
    assertThat(cache.upsert(object("a", "u1", "11", "late"))).isEmpty();
    cache.recordWrite(object("a", "u1", "12", "taken over"));
    assertThat(content("a")).isEqualTo("taken over");
    assertThat(cache.delete(object("a", "u1", "11", "let go"))).isEmpty();
    assertThat(cache.upsert(object("a", "u1", "12", "taken over"))).isEmpty();
    assertThat(content("a")).isEqualTo("taken over");
  }

  @Test
  void whatWasTakenOverBeforeTheAnswerToLettingItGoStays() {
    cache.delete(object("a", "u1", "11", "let go"));
    cache.upsert(object("a", "u1", "12", "taken over"));

    cache.recordRelease(object("a", "u1", "11", "let go"));

    assertThat(content("a")).isEqualTo("taken over");
    assertThat(cache.upsert(object("a", "u1", "13", "changed"))).hasSize(1);
  }

  @Test
  void aListTellsWhatDiffers() {
    cache.upsert(object("b", "u2", "11", "1"));

    List<Change> changes =
        replace("20", object("b", "u2", "15", "2"), object("c", "u3", "16", "1"));

    assertThat(changes)
        .containsExactly(
            new Change.Upserted(object("b", "u2", "15", "2")),
            new Change.Upserted(object("c", "u3", "16", "1")),
            new Change.Deleted(object("a", "u1", "5", "1")));
  }

  @Test
  void anOwnWriteDuringAListIsNewerThanIt() {
    cache.listBegins();
    cache.recordWrite(object("b", "u2", "21", "new"));
    cache.recordWrite(object("a", "u1", "22", "new"));

    List<Change> changes = listed("20", object("a", "u1", "5", "1"));

    assertThat(changes).isEmpty();
    assertThat(content("a")).isEqualTo("new");
    assertThat(content("b")).isEqualTo("new");
    assertThat(cache.reached("22")).as("told by nobody").hasSize(2);
  }

  @Test
  void anOwnDeletionDuringAListIsNewerThanIt() {
    cache.listBegins();
    cache.recordDelete(reference("a"), "u1");

    listed("20", object("a", "u1", "5", "1"));

    assertThat(cache.get(reference("a"))).isEmpty();
  }

  @Test
  void aServerThatWentBackInTimeIsBelieved() {
    cache.upsert(object("b", "u2", "90", "1"));
    cache.recordWrite(object("c", "u3", "95", "1"));

    List<Change> changes = replace("40", object("a", "u1", "5", "1"));

    assertThat(changes).extracting(Change::getClass).containsOnly(Change.Deleted.class).hasSize(2);
    assertThat(cache.list()).extracting(KubeObject::name).containsExactly("a");
    assertThat(cache.upsert(object("c", "u4", "41", "2"))).hasSize(1);
    cache.recordWrite(object("d", "u5", "42", "1"));
    assertThat(content("d")).isEqualTo("1");
  }

  @Test
  void versionsThatAreNoNumbersHaveNoOrder() {
    replace("x", object("a", "u1", "abc", "1"));

    cache.recordWrite(object("a", "u1", "abd", "2"));
    assertThat(content("a")).isEqualTo("2");
    cache.upsert(object("a", "u1", "abb", "3"));
    assertThat(content("a")).isEqualTo("3");
    cache.delete(object("a", "other", "abf", "3"));
    assertThat(content("a")).isEqualTo("3");
  }

  @Test
  void findsObjectsOfAnInstanceSorted() {
    cache.upsert(owned("z", "i1", "11"));
    cache.upsert(owned("b", "i1", "12"));
    cache.upsert(owned("c", "i2", "13"));
    assertThat(cache.ofInstance("i1")).extracting(KubeObject::name).containsExactly("b", "z");

    cache.upsert(owned("z", "i2", "14"));
    cache.delete(owned("c", "i2", "15"));

    assertThat(cache.ofInstance("i1")).extracting(KubeObject::name).containsExactly("b");
    assertThat(cache.ofInstance("i2")).extracting(KubeObject::name).containsExactly("z");
    assertThat(cache.ofInstance("none")).isEmpty();
  }

  private List<Change> replace(String version, KubeObject... objects) {
    cache.listBegins();
    return listed(version, objects);
  }

  private List<Change> listed(String version, KubeObject... objects) {
    List<Change> changes = cache.replace(List.of(objects), version);
    freshness.listed();
    return changes;
  }

  private Object content(String name) {
    return String.valueOf(cache.get(reference(name)).orElseThrow().at("data", "k"));
  }

  private static ObjectReference reference(String name) {
    return new ObjectReference(TYPE, "ns", name);
  }

  private static KubeObject owned(String name, String instance, String version) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of(
                "name",
                name,
                "namespace",
                "ns",
                "uid",
                "uid-" + name,
                "resourceVersion",
                version,
                "labels",
                Map.of(Marks.INSTANCE_UID, instance))));
  }

  private static KubeObject object(String name, String uid, String version, String value) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", name, "namespace", "ns", "uid", uid, "resourceVersion", version),
            "data",
            Map.of("k", value)));
  }
}
