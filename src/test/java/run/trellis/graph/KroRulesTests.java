package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.JsonTree;
import run.trellis.cli.CommandResult;

/** Rules and words in which the kro dialect differs for authors; the corpus plays them for real. */
class KroRulesTests {

  static Stream<Arguments> wrong() {
    return Stream.of(
        argumentSet(
            "a number within text",
            config("a", "is ${schema.spec.count}"),
            "type mismatch in resource \"config\" at path \"data.x\": expression"
                + " \"schema.spec.count\" returns type \"int\" but expected \"string\""),
        argumentSet(
            "a number as text",
            config("a", "${schema.spec.count}"),
            "type mismatch in resource \"config\" at path \"data.x\": expression"
                + " \"schema.spec.count\" returns type \"int\" but expected \"string\""),
        argumentSet(
            "text as a condition",
            config("a", "b") + ", includeWhen: [\"${schema.spec.name}\"]",
            "at path \"includeWhen[0]\": expression \"schema.spec.name\" returns type \"string\""
                + " but expected \"bool\""),
        argumentSet(
            "anything as a condition",
            config("a", "b") + ", includeWhen: [\"${schema.spec.free.x}\"]",
            "returns type \"dyn\" but expected \"bool\""),
        argumentSet(
            "anything as a dimension",
            config("a-${n}", "b") + ", forEach: [{n: \"${schema.spec.free.x}\"}]",
            "returns type \"dyn\" but expected \"list(dyn)\""),
        argumentSet(
            "a dimension that is not part of the identity",
            config("a", "b") + ", forEach: [{n: \"${[1]}\"}]",
            "all forEach dimensions must be used to produce a unique resource identity, missing:"
                + " [n]"),
        argumentSet(
            "readiness by the instance",
            config("a", "b") + ", readyWhen: [\"${schema.spec.name == 'x'}\"]",
            "references unknown identifiers: [schema]"),
        argumentSet(
            "readiness of a collection as a whole",
            config("a-${string(n)}", "b")
                + ", forEach: [{n: \"${[1]}\"}], readyWhen: [\"${config.size() > 0}\"]",
            "references unknown identifiers: [config]"),
        argumentSet(
            "text as a selector",
            "externalRef: {apiVersion: v1, kind: Node, metadata: {selector:"
                + " \"${schema.spec.name}\"}}",
            "at path \"externalRef.metadata.selector\""),
        argumentSet(
            "neither name nor selector",
            "externalRef: {apiVersion: v1, kind: Node, metadata: {namespace: a}}",
            "exactly one of name or selector must be provided"),
        argumentSet(
            "an expression in a definition",
            "template: {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,"
                + " metadata: {name: a.b.c}, spec: {group: \"${schema.spec.name}\"}}",
            "expressions in custom resource definitions are for their metadata only"));
  }

  private static String config(String name, String value) {
    return "template: {apiVersion: v1, kind: ConfigMap, metadata: {name: \"%s\"}, data: {x: \"%s\"}}"
        .formatted(name, value);
  }

  @ParameterizedTest
  @MethodSource
  void wrong(String resource, String message) {
    assertThat(messages("{}", resource)).anySatisfy(found -> assertThat(found).contains(message));
  }

  @ParameterizedTest
  @MethodSource
  void right(String resource) {
    assertThat(messages("{}", resource)).isEmpty();
  }

  static Stream<Arguments> right() {
    return Stream.of(
        argumentSet("anything as a field", config("a", "${schema.spec.free.x}")),
        argumentSet("anything within text", config("a", "is ${schema.spec.free.x}")),
        argumentSet(
            "an optional condition",
            config("a", "b") + ", includeWhen: [\"${schema.spec.?enabled}\"]"),
        argumentSet(
            "readiness by itself", config("a", "b") + ", readyWhen: [\"${config.data.x == 'b'}\"]"),
        argumentSet(
            "a selector of unknown type",
            "externalRef: {apiVersion: v1, kind: Node, metadata: {selector:"
                + " \"${schema.spec.free}\"}}"));
  }

  @ParameterizedTest
  @MethodSource
  void statusFields(String status, List<String> problems) {
    assertThat(messages(status, config("a", "b"))).isEqualTo(problems);
  }

  static Stream<Arguments> statusFields() {
    String ofNothing = "a status field must refer to the instance or a resource";
    return Stream.of(
        argumentSet("of a resource", "{a: [\"${config.data.x}\"]}", List.of()),
        argumentSet("of the instance", "{a: {b: \"${schema.spec.name}\"}}", List.of()),
        argumentSet("of nothing", "{a: {b: [\"${1 + 1}\"]}}", List.of(ofNothing)));
  }

  private static List<String> messages(String status, String resource) {
    String definition =
        """
        apiVersion: kro.run/v1alpha1
        kind: ResourceGraphDefinition
        metadata: {name: shop}
        spec:
          schema:
            apiVersion: v1
            kind: Shop
            spec: {name: string, count: integer, enabled: boolean, free: object}
            status: %s
          resources:
          - {id: config, %s}
        """
            .formatted(status, resource);
    return JsonTree.listAt(
            CommandResult.of(definition, "validate", "-f", "-", "-o", "json").json(), "problems")
        .stream()
        .map(problem -> JsonTree.textAt(problem, "message"))
        .toList();
  }
}
