package run.trellis.api.kro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.GraphFacts;
import run.trellis.api.GraphFacts.ApiState;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Reason;
import run.trellis.api.Stated;

class KroWordsTests {

  private static final KubeObject INSTANCE =
      KubeObject.of(Map.of("apiVersion", "kro.run/v1", "kind", "Shop", "metadata", Map.of()));
  private static final KubeObject GRAPH =
      KubeObject.of(
          Map.of(
              "metadata",
              Map.of("name", "shop"),
              "spec",
              Map.of("schema", Map.of("kind", "Shop"))));

  private static final KroInstanceWords INSTANCES = new KroInstanceWords();
  private static final KroGraphWords GRAPHS = new KroGraphWords();

  static Stream<Arguments> instances() {
    return Stream.of(
        argumentSet(
            "ready",
            facts(Optional.empty(), false, false),
            "ACTIVE",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=True/Resolved",
                "ResourcesReady=True/AllResourcesReady",
                "Ready=True/Ready")),
        argumentSet(
            "waiting",
            facts(cause(Reason.NOT_READY, false), false, false),
            "IN_PROGRESS",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=True/Resolved",
                "ResourcesReady=False/NotReady",
                "Ready=False/NotReady")),
        argumentSet(
            "failed",
            facts(cause(Reason.APPLY_DENIED, true), false, false),
            "ERROR",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=True/Resolved",
                "ResourcesReady=False/NotReady",
                "Ready=False/NotReady")),
        argumentSet(
            "a child that is being deleted",
            facts(cause(Reason.OBJECT_TERMINATING, false), false, false),
            "IN_PROGRESS",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=True/Resolved",
                "ResourcesReady=False/ResourceDeleting",
                "Ready=False/ResourceDeleting")));
  }

  static Stream<Arguments> specialInstances() {
    return Stream.of(
        argumentSet(
            "suspended",
            facts(Optional.empty(), true, false),
            "IN_PROGRESS",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=True/Resolved",
                "ResourcesReady=False/ReconciliationSuspended",
                "Ready=False/ReconciliationSuspended")),
        argumentSet(
            "being deleted",
            facts(Optional.empty(), false, true),
            "DELETING",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=True/Resolved",
                "ResourcesReady=Unknown/UnderDeletion",
                "Ready=Unknown/UnderDeletion")),
        argumentSet(
            "no revision that can serve",
            facts(cause(Reason.REVISION_FAILED, true), false, false),
            "ERROR",
            List.of(
                "InstanceManaged=True/Managed",
                "GraphResolved=False/ResolutionFailed",
                "ResourcesReady=False/NotReady",
                "Ready=False/ResolutionFailed")));
  }

  @ParameterizedTest
  @MethodSource({"instances", "specialInstances"})
  void tellsOfInstances(InstanceFacts facts, String state, List<String> conditions) {
    assertThat(INSTANCES.fields(facts, INSTANCE)).containsOnly(Map.entry("state", state));
    assertThat(told(INSTANCES.conditions(facts, INSTANCE))).isEqualTo(conditions);
  }

  static Stream<Arguments> graphs() {
    Problem flaw = Problem.at("spec.resources[0]", ProblemCode.UNKNOWN_NAME, "no such thing");
    Problem conflict = Problem.at("spec.schema.kind", ProblemCode.API_CONFLICT, "taken");
    return Stream.of(
        argumentSet(
            "served",
            facts(List.of(), new ApiState.Served(), true),
            "Active",
            "[GraphRevisionsResolved=True/Resolved, GraphAccepted=True/Valid,"
                + " KindReady=True/Ready, ControllerReady=True/Running]",
            "Ready=True/Ready"),
        argumentSet(
            "flawed from the start",
            facts(List.of(flaw), new ApiState.Refused(List.of(flaw)), false),
            "Inactive",
            "[GraphRevisionsResolved=Unknown/AwaitingReconciliation,"
                + " GraphAccepted=False/InvalidResourceGraph,"
                + " KindReady=Unknown/AwaitingReconciliation,"
                + " ControllerReady=Unknown/AwaitingReconciliation]",
            "Ready=False/InvalidResourceGraph"),
        argumentSet(
            "a broken edit",
            facts(List.of(flaw), new ApiState.Served(), true),
            "Inactive",
            "[GraphRevisionsResolved=True/Resolved, GraphAccepted=False/InvalidResourceGraph,"
                + " KindReady=True/Ready, ControllerReady=True/Running]",
            "Ready=False/InvalidResourceGraph"),
        argumentSet(
            "a kind that somebody else has",
            facts(List.of(conflict), new ApiState.Refused(List.of(conflict)), false),
            "Inactive",
            "[GraphRevisionsResolved=Unknown/AwaitingReconciliation, GraphAccepted=True/Valid,"
                + " KindReady=False/Failed, ControllerReady=Unknown/AwaitingReconciliation]",
            "Ready=False/Failed"),
        argumentSet(
            "a kind on its way",
            facts(List.of(), new ApiState.Pending("not yet"), false),
            "Inactive",
            "[GraphRevisionsResolved=Unknown/AwaitingReconciliation, GraphAccepted=True/Valid,"
                + " KindReady=False/Failed, ControllerReady=Unknown/AwaitingReconciliation]",
            "Ready=False/Failed"),
        argumentSet(
            "a revision that cannot be stored",
            facts(List.of(), new ApiState.Unrecorded("forbidden"), false),
            "Inactive",
            "[GraphRevisionsResolved=False/Failed, GraphAccepted=True/Valid,"
                + " KindReady=True/Ready, ControllerReady=Unknown/AwaitingReconciliation]",
            "Ready=False/Failed"));
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void tellsOfDefinitions(GraphFacts facts, String state, String conditions, String ready) {
    assertThat(GRAPHS.fields(facts, GRAPH)).containsEntry("state", state);
    assertThat(told(GRAPHS.conditions(facts, GRAPH))).hasToString(conditions);
    assertThat(told(List.of(GRAPHS.ready(facts, GRAPH)))).containsExactly(ready);
  }

  @Test
  void namesTheFirstBreakingChangesAndCountsTheRest() {
    List<Problem> changes =
        Stream.of("a", "b", "c", "d", "e")
            .map(path -> Problem.at(path, ProblemCode.BREAKING_CHANGE, "was removed"))
            .toList();
    GraphFacts facts = facts(changes, new ApiState.Served(), true);
    assertThat(GRAPHS.conditions(facts, GRAPH))
        .extracting(Stated::message)
        .contains(
            "cannot update CRD Shop: breaking changes detected: a: was removed; b: was removed;"
                + " c: was removed; and 2 more changes");
  }

  @Test
  void saysWhichRevisionServes() {
    assertThat(GRAPHS.conditions(facts(List.of(), new ApiState.Served(), true), GRAPH))
        .extracting(Stated::message)
        .containsExactly(
            "revision 3 compiled and active",
            "resource graph and schema are valid",
            "kind Shop has been accepted and ready",
            "controller is running");
  }

  @ParameterizedTest
  @CsvSource({
    "EXPRESSION_PENDING, false, waiting for unresolved resource: why",
    "NOT_READY, false, awaiting resource readiness: why",
    "APPLY_DENIED, true, resource error: why",
  })
  void saysWhetherAResourceIsUnresolvedOrNotReady(Reason reason, boolean stalled, String message) {
    InstanceFacts facts = facts(cause(reason, stalled), false, false);
    assertThat(INSTANCES.conditions(facts, INSTANCE)).extracting(Stated::message).contains(message);
  }

  @Test
  void tellsOrderAndDependenciesOnlyOfSoundDefinitions() {
    GraphFacts sound = facts(List.of(), new ApiState.Served(), true);
    assertThat(GRAPHS.fields(sound, GRAPH))
        .containsEntry("topologicalOrder", List.of("a", "b"))
        .containsEntry(
            "resources", List.of(Map.of("id", "b", "dependencies", List.of(Map.of("id", "a")))))
        .containsEntry("lastIssuedRevision", 3L);
    Problem flaw = Problem.at("spec", ProblemCode.CYCLE, "a cycle");
    assertThat(GRAPHS.fields(facts(List.of(flaw), new ApiState.Served(), true), GRAPH))
        .doesNotContainKeys("topologicalOrder", "resources")
        .containsEntry("lastIssuedRevision", 3L);
  }

  private static Optional<Cause> cause(Reason reason, boolean stalled) {
    return Optional.of(new Cause(reason, "why", stalled));
  }

  private static InstanceFacts facts(Optional<Cause> cause, boolean suspended, boolean deleting) {
    return new InstanceFacts(
        cause,
        suspended ? Optional.of("kro.run/reconcile: suspended") : Optional.empty(),
        deleting,
        Optional.empty(),
        Map.of(),
        AuthoredConditions.NONE);
  }

  private static GraphFacts facts(List<Problem> problems, ApiState api, boolean serving) {
    return new GraphFacts(
        problems,
        api,
        problems.isEmpty(),
        OptionalLong.empty(),
        serving ? Optional.of("shop-r00003") : Optional.empty(),
        3,
        serving
            ? List.of(
                new GraphFacts.NodeFacts("a", "Managed", List.of()),
                new GraphFacts.NodeFacts("b", "Managed", List.of("a")))
            : List.of(),
        Map.of());
  }

  private static List<String> told(List<Stated> conditions) {
    return conditions.stream()
        .map(
            condition ->
                condition.type() + "=" + condition.status().value() + "/" + condition.reason())
        .toList();
  }
}
