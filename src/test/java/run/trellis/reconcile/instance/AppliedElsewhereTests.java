package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.Dialect;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.dialect.Dialects;

class AppliedElsewhereTests {

  /** The dialect that other engines speak, too. */
  private static final Marking MARKING =
      Dialects.ALL.stream()
          .map(Dialect::marking)
          .filter(marking -> !marking.variable().isEmpty())
          .findFirst()
          .orElseThrow();

  private static final Map<String, Object> OWNED =
      Map.of(
          "f:metadata", Map.of("f:labels", Map.of("f:app", Map.of())),
          "f:data", Map.of("f:a", Map.of()));

  private static KubeObject manifest() {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of(
                "name",
                "x",
                "labels",
                Map.of("app", "x"),
                "annotations",
                Map.of(MARKING.digest(), "d")),
            "data",
            Map.of("a", "1")));
  }

  private static KubeObject live(String value, String manager) {
    Map<String, Object> data = new HashMap<>(Map.of("a", value, "somebodys", "else"));
    Map<String, Object> entry = Map.of("manager", manager, "operation", "Apply", "fieldsV1", OWNED);
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "x", "labels", Map.of("app", "x"), "managedFields", List.of(entry)),
            "data",
            data));
  }

  @Test
  void takesOverWhatIsAsWanted() {
    KubeObject live = live("1", MARKING.tracking().manager());
    assertThat(AppliedElsewhere.isAsWanted(live, manifest(), MARKING)).isTrue();
  }

  @Test
  void appliesWhatHasAnotherValue() {
    KubeObject live = live("2", MARKING.tracking().manager());
    assertThat(AppliedElsewhere.isAsWanted(live, manifest(), MARKING)).isFalse();
  }

  @Test
  void appliesWhatSomebodyElseSaid() {
    assertThat(AppliedElsewhere.isAsWanted(live("1", "kubectl"), manifest(), MARKING)).isFalse();
  }
}
