package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.Problem;
import run.trellis.schema.SchemaCatalog;

/** What people and suites look for in what is said of definitions of kro. */
class KroMessageTests {

  static Stream<Arguments> messages() {
    return Stream.of(
        argumentSet(
            "an unknown name",
            configMap("a", "${nope.x}"),
            "references unknown identifiers: [nope]"),
        argumentSet(
            "an unknown function",
            configMap("a", "${nope('x')}"),
            "uses unknown functions: [nope]"),
        argumentSet(
            "an unknown field", configMap("a", "${schema.spec.nope}"), "undefined field 'nope'"),
        argumentSet(
            "a cycle",
            configMap("a", "${b.data.value}") + configMap("b", "${a.data.value}"),
            "graph contains a cycle: a -> b -> a"),
        argumentSet(
            "a wrong type",
            configMap("a", "x") + "  includeWhen: [\"${schema.spec.text}\"]\n",
            "type mismatch in resource \"a\" at path \"includeWhen[0]\": expression"
                + " \"schema.spec.text\" returns type \"string\" but expected \"bool\""),
        argumentSet(
            "an iterator that is not used",
            configMap("a", "x") + "  forEach: [{i: \"${schema.spec.list}\"}]\n",
            "all forEach dimensions must be used to produce a unique resource identity, missing:"
                + " [i]"),
        argumentSet(
            "text around what is no text",
            configMap("a", "x${schema.spec.number}"),
            "type mismatch in resource \"a\" at path \"data.value\""));
  }

  private static String configMap(String id, String value) {
    return """
    - id: %s
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s}
        data: {value: "%s"}
    """
        .formatted(id, id, value);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void says(String resources, String message) {
    String spec =
        """
        schema:
          apiVersion: v1
          kind: Thing
          group: example.com
          spec: {text: string, number: integer, list: "[]string"}
        resources:
        """
            + resources;
    assertThat(KroGraphs.tryCompile(spec, SchemaCatalog.EMPTY))
        .isInstanceOfSatisfying(
            Compilation.Rejected.class,
            rejected ->
                assertThat(rejected.problems())
                    .extracting(Problem::message)
                    .anySatisfy(told -> assertThat(told).contains(message)));
  }
}
