package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

/** What stands under a wanted name, and whose it is. */
class OwnershipIT extends LiveController {

  private static final String SPEC = "spec: {name: string | required=true}";
  private static final String NEVER = configMap("only", "${schema.spec.name}", "ours");
  private static final String IF_UNOWNED = NEVER + "  lifecycle: {adoption: IfUnowned}\n";

  private void exists(Map<String, Object> metadata) {
    scenario.configMaps().create(Map.of("metadata", metadata, "data", Map.of("value", "theirs")));
  }

  @Test
  void refusesWhatSomebodyElseMade() {
    scenario.serve(SPEC, NEVER);
    exists(Map.of("name", "taken"));

    scenario.apply("t", "name: taken");

    scenario.awaitReason("t", "AlreadyExists");
    assertThat(scenario.value("taken")).isEqualTo("theirs");
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.value("taken")).as("it was never ours to delete").isEqualTo("theirs");
  }

  @Test
  void takesOverWhatBelongsToNobodyWhereTheAuthorAllows() {
    scenario.serve(SPEC, IF_UNOWNED);
    exists(Map.of("name", "free"));

    scenario.apply("t", "name: free");

    scenario.awaitReady("t");
    assertThat(scenario.value("free")).isEqualTo("ours");
    scenario.things().delete("t");
    scenario.configMaps().awaitAbsence("free");
  }

  @Test
  void letsGoOfWhatItsAuthorWantsToOutliveIt() {
    scenario.serve(
        SPEC,
        NEVER
            + "  lifecycle: {adoption: IfUnowned, deletion: Orphan}\n"
            + configMap("gone", "${schema.metadata.name}-gone", "${only.data.value}"));
    scenario.apply("one", "name: kept");
    scenario.awaitReady("one");
    String uid = JsonTree.textAt(scenario.configMaps().get("kept"), "metadata", "uid");
    scenario.forget();

    scenario.things().delete("one");
    scenario.things().awaitAbsence("one");

    assertThat(scenario.writes())
        .as("one write for each object, one for the instance")
        .containsExactly("delete configmaps one-gone", "patch configmaps kept", "patch things one");
    assertThat(scenario.reads()).isZero();
    var kept = scenario.configMaps().get("kept");
    assertThat(JsonTree.mapAt(kept, "metadata", "labels")).isEmpty();
    assertThat(JsonTree.mapAt(kept, "metadata", "annotations")).isEmpty();
    assertThat(scenario.value("kept")).isEqualTo("ours");

    scenario.apply("two", "name: kept");
    scenario.awaitReady("two");
    assertThat(JsonTree.textAt(scenario.configMaps().get("kept"), "metadata", "uid"))
        .isEqualTo(uid);
    scenario.forget();
    scenario.apply("two", "name: other");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("other", "two-gone")));
    assertThat(scenario.writes()).filteredOn(write -> write.startsWith("delete")).isEmpty();
    assertThat(scenario.value("kept")).isEqualTo("ours");
  }

  @Test
  void refusesWhatAnotherInstanceLeftBehindUnlessTheAuthorAllows() {
    scenario.serve(SPEC, NEVER + "  lifecycle: {deletion: Orphan}\n");
    scenario.apply("one", "name: kept");
    scenario.awaitReady("one");
    scenario.things().delete("one");
    scenario.things().awaitAbsence("one");

    scenario.apply("two", "name: kept");

    scenario.awaitReason("two", "AlreadyExists");
  }

  @Test
  void takesOverNothingThatAControllerOwns() {
    scenario.serve(SPEC, IF_UNOWNED);
    exists(Map.of("name", "owner"));
    String uid = JsonTree.textAt(scenario.configMaps().get("owner"), "metadata", "uid");
    Map<String, Object> owner =
        Map.of(
            "apiVersion", "v1",
            "kind", "ConfigMap",
            "name", "owner",
            "uid", uid,
            "controller", true);
    exists(Map.of("name", "taken", "ownerReferences", List.of(owner)));

    scenario.apply("t", "name: taken");

    scenario.awaitReason("t", "OwnedByAnother");
  }

  @Test
  void refusesWhatAnotherInstanceHasAndTakesItsPlaceWhenThatIsGone() {
    scenario.serve(SPEC, IF_UNOWNED);
    scenario.apply("one", "name: shared");
    scenario.awaitReady("one");

    scenario.apply("two", "name: shared");
    scenario.awaitReason("two", "OwnedByAnother");

    scenario.things().delete("one");
    scenario.awaitReady("two");
    scenario.things().delete("two");
    scenario.configMaps().awaitAbsence("shared");
  }

  @Test
  void deletesNothingThatOnlyForgedMarksMakeItsOwn() {
    scenario.serve(SPEC, NEVER);
    scenario.apply("t", "name: mine");
    var thing = scenario.awaitReady("t");
    exists(
        Map.of(
            "name",
            "forged",
            "labels",
            Map.of(
                "trellis.run/owned",
                "true",
                "trellis.run/instance-uid",
                JsonTree.textAt(thing, "metadata", "uid"))));

    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");

    assertThat(scenario.value("forged")).isEqualTo("theirs");
  }

  @Test
  void findsItsOwnAgainAfterSomebodyStrippedTheMarks() {
    scenario.serve(SPEC, NEVER);
    scenario.apply("t", "name: mine");
    scenario.awaitReady("t");
    String uid = JsonTree.textAt(scenario.configMaps().get("mine"), "metadata", "uid");

    scenario
        .configMaps()
        .patch("mine", Map.of("metadata", Map.of("labels", Map.of("trellis.run/owned", "false"))));

    var again =
        scenario
            .configMaps()
            .await(
                "mine",
                "marked again",
                object ->
                    JsonTree.textAt(object, "metadata", "labels", "trellis.run/owned")
                        .equals("true"));
    assertThat(JsonTree.textAt(again, "metadata", "uid")).isEqualTo(uid);
  }
}
