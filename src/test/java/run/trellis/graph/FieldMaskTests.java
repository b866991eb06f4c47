package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

class FieldMaskTests {

  private static final Map<String, @Nullable Object> OBJECT =
      JsonTree.copyOfMap(
          Map.of(
              "spec", Map.of("replicas", 3L, "ports", List.of(Map.of("name", "http", "port", 80L))),
              "status", Map.of("ready", true, "conditions", List.of(Map.of("type", "Ready"))),
              "data", Map.of("a", "1", "b", "2")));

  private static FieldMask mask(String... paths) {
    return FieldMask.ofAll(
        java.util.Arrays.stream(paths).map(path -> List.of(path.split("\\."))).toList());
  }

  @Test
  void keepsOnlyWhatIsRead() {
    assertThat(mask("spec.replicas", "status").keep(OBJECT))
        .isEqualTo(
            Map.of("spec", Map.of("replicas", 3L), "status", JsonTree.mapAt(OBJECT, "status")));
  }

  @Test
  void entersListsElementByElement() {
    assertThat(mask("spec.ports.port").keep(OBJECT))
        .isEqualTo(Map.of("spec", Map.of("ports", List.of(Map.of("port", 80L)))));
    assertThat(mask("spec.ports.*.port").keep(OBJECT))
        .isEqualTo(Map.of("spec", Map.of("ports", List.of(Map.of("port", 80L)))));
  }

  @Test
  void anyKeyOfAMap() {
    assertThat(mask("data.*").keep(OBJECT)).isEqualTo(Map.of("data", Map.of("a", "1", "b", "2")));
  }

  @Test
  void nothingKeepsNothingAndEverythingKeepsTheSameTree() {
    assertThat(FieldMask.NOTHING.keep(OBJECT)).isEmpty();
    assertThat(FieldMask.EVERYTHING.keep(OBJECT)).isSameAs(OBJECT);
  }

  @Test
  void coversWhatItIsMadeOf() {
    FieldMask both = mask("spec.replicas").union(mask("status.ready"));
    assertThat(both.covers(mask("status.ready"))).isTrue();
    assertThat(both.covers(mask("status"))).isFalse();
    assertThat(mask("spec").covers(both)).isFalse();
    assertThat(FieldMask.EVERYTHING.covers(both)).isTrue();
  }
}
