package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.api.trellis.TrellisDialect;

class OwnershipTests {

  private static final String UID = "11111111-0000-0000-0000-000000000000";
  private static final KubeObject INSTANCE =
      KubeObject.of(
          Map.of(
              "apiVersion",
              "example.com/v1",
              "kind",
              "Thing",
              "metadata",
              Map.of("name", "t", "namespace", "n", "uid", UID)));
  private static final Map<String, Object> OURS =
      Map.of("trellis.run/owned", "true", "trellis.run/instance-uid", UID);
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
    return Ownership.of(found, INSTANCE, known, adoption, TrellisDialect.VALUE.marking());
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

  static Stream<Arguments> marksOfOthers() {
    Map<String, Object> job = Map.of("kind", "Job", "name", "j", "controller", true);
    Map<String, Object> parent = Map.of("kind", "Pod", "name", "p");
    return Stream.of(
        argumentSet("kro", Map.of("kro.run/owned", "true"), Map.of(), "an instance of kro"),
        argumentSet("a controller", Map.of(), Map.of("ownerReferences", List.of(job)), "Job j"),
        argumentSet("an owner", Map.of(), Map.of("ownerReferences", List.of(parent)), "Pod p"),
        argumentSet(
            "whoever says so", Map.of("app.kubernetes.io/managed-by", "Helm"), Map.of(), "Helm"),
        argumentSet(
            "Argo CD",
            Map.of(),
            Map.of("annotations", Map.of("argocd.argoproj.io/tracking-id", "shop:v1")),
            "the Argo CD application shop:v1"),
        argumentSet(
            "Flux",
            Map.of("kustomize.toolkit.fluxcd.io/name", "apps"),
            Map.of(),
            "the Flux kustomization apps"),
        argumentSet(
            "an apply set",
            Map.of("applyset.kubernetes.io/part-of", "applyset-x-v1"),
            Map.of(),
            "the apply set applyset-x-v1"));
  }

  @ParameterizedTest
  @MethodSource("marksOfOthers")
  void refusesWhatAnotherToolHas(
      Map<String, Object> labels, Map<String, Object> metadata, String owner) {
    assertThat(judge(object(labels, metadata), "", Adoption.IF_UNOWNED))
        .isEqualTo(new Ownership.Refused(Reason.OWNED_BY_ANOTHER, "it belongs to " + owner));
  }

  @Test
  void inheritsFromTheInstanceOfItsNameThatIsNoMore() {
    Map<String, Object> mine =
        Map.of("annotations", Map.of("trellis.run/instance", "Thing.example.com/n/t"));
    Map<String, Object> others =
        Map.of("annotations", Map.of("trellis.run/instance", "Thing.example.com/n/u"));

    assertThat(judge(object(ANOTHERS, mine), "", Adoption.NEVER)).isEqualTo(new Ownership.Ours());
    assertThat(judge(object(ANOTHERS, others), "", Adoption.NEVER))
        .isInstanceOf(Ownership.Refused.class);
    assertThat(judge(object(Map.of(), mine), "", Adoption.NEVER))
        .isInstanceOf(Ownership.Refused.class);
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
