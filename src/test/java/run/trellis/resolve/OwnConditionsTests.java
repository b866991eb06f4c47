package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.AuthoredConditions.Entry;
import run.trellis.api.Condition.Status;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Stated;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.KroGraphs;
import run.trellis.schema.SchemaCatalog;

/** Conditions of the author's own: what is wrong with them, and what they come to. */
class OwnConditionsTests {

  private static final List<Stated> BUILT_IN =
      List.of(new Stated("Ready", Status.FALSE, "NotReady", "why"));

  /** A definition with these expressions as conditions. */
  private static String spec(String... conditions) {
    String list =
        Stream.of(conditions)
            .map(expression -> "- \"${" + expression + "}\"\n")
            .collect(Collectors.joining());
    return """
    schema:
      apiVersion: v1alpha1
      kind: Thing
      group: example.com
      spec: {text: string}
      status:
        conditions:
    %sresources:
      - id: first
        template:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: first}
          data: {text: hello}
    """
        .formatted(list.indent(6));
  }

  private static String made(String type, String status) {
    return "runtime.newCondition({type: '" + type + "', status: " + status + "})";
  }

  private static List<Entry> entries(boolean there, String... conditions) {
    CompiledGraph graph = KroGraphs.compile(spec(conditions));
    ModelCluster cluster = new ModelCluster(ResolverFixture.instance(Map.of("text", "x")));
    if (there) {
      cluster.converge(graph);
    }
    return OwnConditions.of(graph, cluster.resolve(graph), BUILT_IN).entries();
  }

  private static Map<String, String> condition(String type, String status, String reason) {
    return Map.of("type", type, "status", status, "reason", reason, "message", "");
  }

  @Test
  void areMadeOfLiveState() {
    assertThat(entries(true, made("A", "first.data.text == 'hello' ? 'True' : 'False'")))
        .containsExactly(new Entry.Given(condition("A", "True", "")));
  }

  @Test
  void mayBeListsAndOptional() {
    assertThat(
            entries(
                true,
                "['A', 'B'].map(t, runtime.newCondition({type: t, status: 'True'}))",
                "optional.of(" + made("C", "'False'") + ")",
                "[optional.none(), optional.of(" + made("D", "'True'") + ")].unwrapOpt()"))
        .containsExactly(
            new Entry.Given(List.of(condition("A", "True", ""), condition("B", "True", ""))),
            new Entry.Given(condition("C", "False", "")),
            new Entry.Given(List.of(condition("D", "True", ""))));
  }

  @Test
  void readWhatTheEngineWouldSay() {
    assertThat(
            entries(
                true,
                "runtime.newCondition({type: 'A', status:"
                    + " runtime.condition(schema, 'Ready').status,"
                    + " reason: runtime.condition(schema, 'Ready').reason})",
                "runtime.condition(schema, 'Ready')",
                "runtime.condition(schema, 'Nope')"))
        .containsExactly(
            new Entry.Given(condition("A", "False", "NotReady")),
            new Entry.Given(
                Map.of("type", "Ready", "status", "False", "reason", "NotReady", "message", "why")),
            new Entry.Given(condition("", "", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runtime.newCondition({type: 'A', status: first.data.text})            | A   | false",
        "[runtime.newCondition({type: 'A', status: first.data.text})]          | A   | false",
        "runtime.condition(first, 'A')                                         | A   | false",
        "optional.of(runtime.condition(first, 'A'))                            | A   | false",
        "true ? runtime.condition(first, 'A') : runtime.condition(first, 'B')  | A,B | false",
        "[runtime.condition(first, 'A')] + [runtime.condition(first, 'B')]     | A,B | false",
        "cel.bind(f, first, runtime.condition(f, 'A'))                         | A   | false",
        "runtime.newCondition({type: first.data.text, status: 'True'})         |     | true",
        "[first.data.text].map(t, runtime.newCondition({type: t, status: t}))  |     | true",
        "[runtime.condition(first, 'A'), runtime.condition(first, 'x' + 'y')]  | A   | true",
      })
  void whatWaitsSaysForWhichConditions(String expression, String types, boolean others) {
    Set<String> written = types == null ? Set.of() : Set.of(types.split(","));
    assertThat(entries(false, expression)).containsExactly(new Entry.Waiting(written, others));
  }

  @Test
  void oneThatFailsTakesNoOtherAlong() {
    assertThat(entries(true, made("A", "string(1 / 0)"), made("B", "'True'")))
        .containsExactly(
            new Entry.Failed(
                "spec.schema.status.conditions[0]: ${"
                    + made("A", "string(1 / 0)")
                    + "}: 1 / 0 divides by zero"),
            new Entry.Given(condition("B", "True", "")));
  }

  @Test
  void anEmptyListLeavesItToTheEngine() {
    String spec = spec().replaceFirst("conditions:\\s+resources", "conditions: []\nresources");
    assertThat(KroGraphs.compile(spec).conditions()).isEmpty();
  }

  @Test
  void areNoFieldOfTheGeneratedStatus() {
    CompiledGraph graph = KroGraphs.compile(spec(made("A", "'True'")));
    assertThat(graph.status().fields()).isEmpty();
    assertThat(graph.api().orElseThrow().crd().toString()).doesNotContain("newCondition");
  }

  private static List<Problem> problems(String... conditions) {
    return switch (KroGraphs.tryCompile(spec(conditions), SchemaCatalog.EMPTY)) {
      case Compilation.Rejected(List<Problem> problems) -> problems;
      case Compilation.Accepted _ -> List.of();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runtime.newCondition({type: 'A', status: 'False'})",
        "[runtime.newCondition({type: 'B', status: 'True'}), runtime.condition(first, 'A')]",
        "true ? runtime.condition(first, 'B') : runtime.condition(first, 'A')",
      })
  void ofOneTypeTwiceAreAProblem(String second) {
    assertThat(problems(made("A", "'True'"), second))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_VALUE);
              assertThat(problem.path()).isEqualTo("spec.schema.status.conditions[1]");
              assertThat(problem.message())
                  .isEqualTo(
                      "duplicate condition type `A`, which spec.schema.status.conditions[0] gives"
                          + " already");
            });
  }

  @Test
  void branchesOfOneTypeAreNoDuplicates() {
    assertThat(problems("true ? " + made("A", "'True'") + " : " + made("A", "'False'"))).isEmpty();
    assertThat(problems("[" + made("A", "'True'") + ", " + made("A", "'False'") + "]")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'True'    | TypeMismatch | must give a condition or a list of them, not a string",
        "[1]       | TypeMismatch | must give a condition or a list of them, not a list",
        "nope.x    | UnknownName  | references unknown identifiers: [nope]",
      })
  void giveConditionsAndNothingElse(String expression, String code, String message) {
    assertThat(problems(expression))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).hasToString(code);
              assertThat(problem.message()).isEqualTo(message);
            });
  }
}
