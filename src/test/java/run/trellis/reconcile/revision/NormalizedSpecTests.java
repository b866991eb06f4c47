package run.trellis.reconcile.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.JsonTree;
import run.trellis.api.YamlDocument;

class NormalizedSpecTests {

  private static final String SPEC =
      """
      language: SpEL
      schema: {kind: Thing, apiVersion: v1, spec: {a: string, b: string}, shortNames: [x, y]}
      resources:
        - id: one
          includeWhen: ["${a}", "${b}"]
          readyWhen: ["${c}", "${d}"]
          template: {metadata: {name: one}, spec: {list: [1, 2]}}
        - id: two
          forEach: [{x: "${e}"}, {y: "${f}"}]
          template: {metadata: {name: two}}
      """;

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '#',
      value = {
        "includeWhen: [\"${a}\", \"${b}\"] # includeWhen: [\"${b}\", \"${a}\"]",
        "readyWhen: [\"${c}\", \"${d}\"] # readyWhen: [\"${d}\", \"${c}\"]",
        "kind: Thing, apiVersion: v1 # apiVersion: v1, kind: Thing",
        "{a: string, b: string} # {b: string, a: string}",
        "language: SpEL # revision: 3",
      })
  void saysTheSameOfWhatMeansTheSame(String part, String other) {
    String changed =
        other.startsWith("revision")
            ? SPEC.replace(part, part + "\n" + other)
            : SPEC.replace(part, other);
    assertThat(changed).isNotEqualTo(SPEC);
    assertThat(digest(changed)).isEqualTo(digest(SPEC));
  }

  @Test
  void doesNotMindTheOrderOfResources() {
    Map<String, @Nullable Object> spec = spec(SPEC);
    List<@Nullable Object> resources = new ArrayList<>(JsonTree.listAt(spec, "resources"));
    Map<String, @Nullable Object> reversed = new LinkedHashMap<>(spec);
    reversed.put("resources", resources.reversed());

    assertThat(NormalizedSpec.digest(reversed)).isEqualTo(NormalizedSpec.digest(spec));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '#',
      value = {
        "[{x: \"${e}\"}, {y: \"${f}\"}] # [{y: \"${f}\"}, {x: \"${e}\"}]",
        "list: [1, 2] # list: [2, 1]",
        "shortNames: [x, y] # shortNames: [y, x]",
        "name: one # name: another",
        "id: two # id: three",
        "\"${a}\", \"${b}\" # \"${a}\"",
        "readyWhen: [\"${c}\", \"${d}\"] # readyWhen: []",
        "language: SpEL # language: CEL",
      })
  void tellsApartWhatMeansSomethingElse(String part, String other) {
    String changed = SPEC.replace(part, other);
    assertThat(changed).isNotEqualTo(SPEC);
    assertThat(digest(changed)).isNotEqualTo(digest(SPEC));
  }

  @Test
  void keepsWhatWasWrittenButNotThePin() {
    Map<String, @Nullable Object> spec = spec("revision: 3\n" + SPEC);
    assertThat(NormalizedSpec.snapshot(spec)).isEqualTo(spec(SPEC));
  }

  private static String digest(String yaml) {
    return NormalizedSpec.digest(spec(yaml));
  }

  private static Map<String, @Nullable Object> spec(String yaml) {
    return YamlDocument.readAll(yaml).getFirst().tree();
  }
}
