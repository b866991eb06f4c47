package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;

class OwnershipTests {

  private static final String INSTANCE = "11111111-0000-0000-0000-000000000000";
  private static final Map<String, Object> OURS =
      Map.of("trellis.run/owned", "true", "trellis.run/instance-uid", INSTANCE);
  private static final Map<String, Object> ANOTHERS =
      Map.of("trellis.run/owned", "true", "trellis.run/instance-uid", "another");

  private static KubeObject object(Map<String, Object> labels, Map<String, Object> more) {
    Map<String, Object> metadata = new HashMap<>(more);
    metadata.putAll(Map.of("name", "x", "namespace", "n", "uid", "uid-x", "labels", labels));
    return KubeObject.of(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata));
  }

  private static Ownership judge(KubeObject found, String knownUid, Adoption adoption) {
    Optional<InventoryEntry> known =
        Optional.of(new InventoryEntry("node", found.reference(), knownUid));
    return Ownership.of(found, INSTANCE, known, adoption);
  }

  @Test
  void knowsItsOwnByItsMarks() {
    assertThat(judge(object(OURS, Map.of()), "", Adoption.NEVER)).isEqualTo(new Ownership.Ours());
  }

  @Test
  void knowsItsOwnByTheInventoryWhenTheMarksAreStripped() {
    assertThat(judge(object(Map.of(), Map.of()), "uid-x", Adoption.NEVER))
        .isEqualTo(new Ownership.Ours());
  }

  @Test
  void refusesWhatAnotherInstanceHasEvenWhereAdoptionIsAllowed() {
    assertThat(judge(object(ANOTHERS, Map.of()), "", Adoption.IF_UNOWNED))
        .isInstanceOfSatisfying(
            Ownership.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.OWNED_BY_ANOTHER));
  }

  @Test
  void refusesWhatKroOrAControllerOwns() {
    Map<String, Object> owner = Map.of("kind", "Job", "name", "j", "controller", true);

    assertThat(
            List.of(
                judge(object(Map.of("kro.run/owned", "true"), Map.of()), "", Adoption.IF_UNOWNED),
                judge(
                    object(Map.of(), Map.of("ownerReferences", List.of(owner))),
                    "",
                    Adoption.IF_UNOWNED)))
        .allSatisfy(
            ownership ->
                assertThat(ownership)
                    .isInstanceOfSatisfying(
                        Ownership.Refused.class,
                        refused ->
                            assertThat(refused.reason()).isEqualTo(Reason.OWNED_BY_ANOTHER)));
  }

  @Test
  void takesWhatIsFreeOnlyWhereTheAuthorAllows() {
    KubeObject free = object(Map.of(), Map.of());

    assertThat(judge(free, "", Adoption.IF_UNOWNED)).isEqualTo(new Ownership.Free("uid-x"));
    assertThat(judge(free, "", Adoption.NEVER))
        .isInstanceOfSatisfying(
            Ownership.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.ALREADY_EXISTS));
  }

  @Test
  void waitsForWhatIsOnItsWayOutWhoseverItIs() {
    KubeObject leaving = object(OURS, Map.of("deletionTimestamp", "2026-01-01T00:00:00Z"));

    assertThat(judge(leaving, "uid-x", Adoption.IF_UNOWNED))
        .isInstanceOfSatisfying(
            Ownership.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.OBJECT_TERMINATING));
  }
}
