package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.KubeObject;
import run.trellis.graph.ReadinessFields;
import run.trellis.resolve.NodeOutcome.Readiness;

/** The table in {@code standard-readiness.yaml}: an object, and what its readiness is. */
class StandardReadinessTests {

  record Case(String name, KubeObject object, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Iterable<Object> documents =
        new Yaml()
            .loadAll(StandardReadinessTests.class.getResourceAsStream("standard-readiness.yaml"));
    return java.util.stream.StreamSupport.stream(documents.spliterator(), false)
        .map(document -> (Map<?, ?>) document)
        .map(
            document ->
                new Case(
                    String.valueOf(document.get("case")),
                    KubeObject.of(asMap(document.get("object"))),
                    String.valueOf(document.get("expect"))));
  }

  @SuppressWarnings("unchecked") // keys of the table are text
  private static Map<String, Object> asMap(@Nullable Object value) {
    return (Map<String, Object>) java.util.Objects.requireNonNull(value);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void followsTheConventionsOfTheKind(Case row) {
    assertThat(display(StandardReadiness.of(row.object()))).isEqualTo(row.expected());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsNoFieldThatTheCompilerDoesNotKnow(Case row) {
    Map<String, @Nullable Object> kept =
        new java.util.LinkedHashMap<>(
            ReadinessFields.of(row.object().type()).keep(row.object().tree()));
    kept.put("apiVersion", row.object().at("apiVersion"));
    kept.put("kind", row.object().at("kind"));
    kept.put("metadata", row.object().at("metadata"));
    assertThat(StandardReadiness.of(KubeObject.of(kept)))
        .isEqualTo(StandardReadiness.of(row.object()));
  }

  private static String display(Readiness readiness) {
    return switch (readiness) {
      case Readiness.Ready _ -> "Ready";
      case Readiness.NotReady(var _, String message) -> "NotReady: " + message;
      case Readiness.Broken(var _, String message) -> "Broken: " + message;
    };
  }
}
