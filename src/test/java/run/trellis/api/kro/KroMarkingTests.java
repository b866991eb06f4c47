package run.trellis.api.kro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Membership;

class KroMarkingTests {

  private static final KubeObject INSTANCE = instance("team");
  private static final KroMarking MARKING = new KroMarking();

  private static KubeObject instance(String namespace) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "kro.run/v1alpha1",
            "kind",
            "Shop",
            "metadata",
            Map.of("name", "mine", "namespace", namespace, "uid", "u-1")));
  }

  private static KubeObject object(Map<String, String> labels) {
    return KubeObject.of(
        Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("labels", labels)));
  }

  private static Membership member(KubeObject instance, Optional<Membership.Place> place) {
    return new Membership(instance, "shop", "web", 2, place);
  }

  @Test
  void marksMembers() {
    Map<String, String> labels = MARKING.labels(member(INSTANCE, Optional.empty()));
    assertThat(labels)
        .containsEntry("kro.run/owned", "true")
        .containsEntry("kro.run/instance-id", "u-1")
        .containsEntry("kro.run/instance-name", "mine")
        .containsEntry("kro.run/instance-namespace", "team")
        .containsEntry("kro.run/instance-group", "kro.run")
        .containsEntry("kro.run/instance-version", "v1alpha1")
        .containsEntry("kro.run/instance-kind", "Shop")
        .containsEntry("kro.run/node-id", "web")
        .containsEntry("app.kubernetes.io/managed-by", "kro")
        .containsKeys("kro.run/kro-version", "applyset.kubernetes.io/part-of")
        .doesNotContainKeys("kro.run/collection-index", "kro.run/collection-size");
    assertThat(MARKING.annotations(member(INSTANCE, Optional.empty())))
        .containsOnly(Map.entry("internal.kro.run/apply-order", "2"));
  }

  @Test
  void marksPlacesInCollections() {
    Membership.Place place = new Membership.Place(1, 3);
    assertThat(MARKING.labels(member(INSTANCE, Optional.of(place))))
        .containsEntry("kro.run/collection-index", "1")
        .containsEntry("kro.run/collection-size", "3");
  }

  @Test
  void namesNoNamespaceWhereThereIsNone() {
    assertThat(MARKING.labels(member(instance(""), Optional.empty())))
        .doesNotContainKey("kro.run/instance-namespace");
  }

  @Test
  void marksInstancesAsParents() {
    Map<String, String> annotations =
        MARKING.instanceAnnotations(
            INSTANCE,
            Set.of(
                new GroupVersionKind("apps", "v1", "Deployment"),
                new GroupVersionKind("", "v1", "Service")),
            Set.of("team", "other"));
    assertThat(annotations)
        .containsEntry("applyset.kubernetes.io/contains-group-kinds", "Deployment.apps,Service")
        .containsEntry("applyset.kubernetes.io/additional-namespaces", "other")
        .hasEntrySatisfying(
            "applyset.kubernetes.io/tooling", value -> assertThat(value).startsWith("kro/"))
        .hasEntrySatisfying(
            "internal.kro.run/applyset-inventory-hash",
            value -> assertThat(value).matches("sha256:[A-Za-z0-9_-]{43}"));
  }

  @Test
  void hashesTheInventoryAsKroDoes() {
    // printf 'id\0A,B\0n' | openssl sha256 -binary | basenc --base64url, without padding
    assertThat(KroMarking.inventoryHash("id", "A,B", "n"))
        .isEqualTo("sha256:tJ8WhRDHrsZigeB-JnmhE4G6qIatZUk1qLHcbr3HQWY");
  }

  @Test
  void knowsMembersByTheirSet() {
    Map<String, String> labels = MARKING.labels(member(INSTANCE, Optional.empty()));
    assertThat(MARKING.isOf(object(labels), INSTANCE)).isTrue();
    assertThat(MARKING.isOf(object(labels), instance("other"))).isFalse();
    assertThat(MARKING.owner(object(labels))).contains("Shop mine");
    assertThat(MARKING.node(object(labels))).isEqualTo("web");
  }

  @Test
  void anotherSetsMemberIsNotOurs() {
    KubeObject foreign = object(Map.of("applyset.kubernetes.io/part-of", "applyset-x-v1"));
    assertThat(MARKING.isOf(foreign, INSTANCE)).isFalse();
    assertThat(MARKING.owner(foreign)).isEmpty();
    assertThat(MARKING.owner(object(Map.of("app", "x")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "suspended, true",
    "Disabled, true",
    "SUSPENDED, true",
    "enabled, false",
    "'', false"
  })
  void knowsWhoIsSuspended(String value, boolean suspended) {
    KubeObject instance =
        KubeObject.of(
            Map.of("metadata", Map.of("annotations", Map.of("kro.run/reconcile", value))));
    assertThat(MARKING.suspension(instance).isPresent()).isEqualTo(suspended);
  }

  @Test
  void saysWhoseADefinitionIs() {
    KubeObject graph = KubeObject.of(Map.of("metadata", Map.of("name", "shop", "uid", "g-1")));
    KubeObject own = object(MARKING.definitionLabels(graph));
    KubeObject renewed = KubeObject.of(Map.of("metadata", Map.of("name", "shop", "uid", "g-2")));
    KubeObject other = KubeObject.of(Map.of("metadata", Map.of("name", "other", "uid", "g-3")));
    assertThat(MARKING.isDefinitionOf(own, graph)).isTrue();
    assertThat(MARKING.isDefinitionOf(own, renewed)).isTrue();
    assertThat(MARKING.isDefinitionOf(own, other)).isFalse();
    assertThat(MARKING.graphUid(own)).isEqualTo("g-1");
    assertThat(MARKING.definitionConflict(own))
        .isEqualTo("CRD is owned by another ResourceGraphDefinition shop");
    assertThat(MARKING.rivalry("web", "Shop.kro.run"))
        .isEqualTo("CRD is owned by another ResourceGraphDefinition web");
    assertThat(MARKING.definitionConflict(object(Map.of())))
        .isEqualTo("CRD already exists and is not owned by KRO");
  }
}
