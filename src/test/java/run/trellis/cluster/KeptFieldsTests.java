package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.graph.FieldMask;

class KeptFieldsTests {

  private final WeakInterner<List<@Nullable Object>> ownership = new WeakInterner<>();
  private final SharedTexts texts = new SharedTexts();

  @Test
  void keepsWhichFieldsTheEngineAppliedAndNothingOfOtherManagers() {
    KubeObject kept = fields(FieldMask.NOTHING).keep(object("a", "1"));

    assertThat(kept.at("metadata", "managedFields"))
        .isEqualTo(
            List.of(
                Map.of(
                    "manager",
                    "trellis",
                    "operation",
                    "Apply",
                    "fieldsV1",
                    Map.of("f:data", Map.of("f:k", Map.of())))));
    assertThat(kept.at("spec")).isNull();
  }

  @Test
  void holdsEqualOwnershipOnce() {
    var fields = fields(FieldMask.NOTHING);

    KubeObject one = fields.keep(object("a", "1"));
    KubeObject other = fields(FieldMask.of(List.of("data"))).keep(object("b", "2"));

    assertThat(other.at("metadata", "managedFields"))
        .isNotNull()
        .isSameAs(one.at("metadata", "managedFields"));
    assertThat(ownership.size()).isEqualTo(1);
    assertThat(other.at("kind")).isSameAs(one.at("kind"));
  }

  @Test
  void keepsMarksAndTheLabelsThatSomebodyReads() {
    KubeObject kept =
        fields(FieldMask.of(List.of("metadata", "labels", "read"))).keep(object("a", "1"));

    assertThat(kept.labels()).containsOnlyKeys(Marks.OWNED, "kro.run/x", "read");
    assertThat(kept.annotations()).containsOnlyKeys("applyset.kubernetes.io/tooling");
  }

  @Test
  void keepsAllMarksForThoseWhoReadEverything() {
    KubeObject kept = fields(FieldMask.EVERYTHING).keep(object("a", "1"));

    assertThat(kept.labels()).containsOnlyKeys(Marks.OWNED, "kro.run/x", "read", "unread");
    assertThat(kept.at("spec")).isEqualTo(Map.of("big", true));
    assertThat(JsonTree.listAt(kept.tree(), "metadata", "managedFields")).hasSize(1);
  }

  @Test
  void comparesEverythingButTheVersion() {
    var fields = fields(FieldMask.of(List.of("data")));
    KubeObject one = fields.keep(object("a", "1"));

    assertThat(fields.sameContent(one, fields.keep(object("a", "2")))).isTrue();
    assertThat(fields.sameContent(one, fields.keep(object("b", "1")))).isFalse();
  }

  @Test
  void comparesTheVersionForThoseWhoReadIt() {
    var fields = fields(FieldMask.of(List.of("metadata", "resourceVersion")));
    KubeObject one = fields.keep(object("a", "1"));

    assertThat(fields.sameContent(one, fields.keep(object("a", "2")))).isFalse();
    assertThat(fields.sameContent(one, fields.keep(object("a", "1")))).isTrue();
  }

  private KeptFields fields(FieldMask mask) {
    return new KeptFields(mask, texts, ownership);
  }

  private static KubeObject object(String name, String version) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            new String("v1"),
            "kind",
            new String("ConfigMap"),
            "metadata",
            Map.of(
                "name",
                name,
                "resourceVersion",
                version,
                "labels",
                Map.of(Marks.OWNED, "true", "kro.run/x", "y", "read", "1", "unread", "2"),
                "annotations",
                Map.of("big", "x", "applyset.kubernetes.io/tooling", "t"),
                "managedFields",
                List.of(
                    managed("kubectl", "Apply", ""),
                    managed("trellis", "Update", ""),
                    managed("trellis", "Apply", "status"),
                    managed("trellis", "Apply", ""))),
            "spec",
            Map.of("big", true),
            "data",
            Map.of("k", "v")));
  }

  private static Map<String, Object> managed(String manager, String operation, String subresource) {
    return Map.of(
        "manager", manager,
        "operation", operation,
        "subresource", subresource,
        "time", "2026-01-01T00:00:00Z",
        "fieldsV1", Map.of("f:data", Map.of("f:k", Map.of())));
  }
}
