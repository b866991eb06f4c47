package run.trellis.reconcile;

import static org.awaitility.Awaitility.await;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.JsonTree;
import run.trellis.testing.ApiFailure;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;

/**
 * A graph of the kind {@code Thing} and its instances, in a sandbox. In YAML, {@code GROUP} and
 * {@code NAMESPACE} stand for those of the sandbox.
 */
record Scenario(Sandbox sandbox, FaultProxy proxy) {

  static final String GRAPHS = "trellis.run/v1alpha1";

  /** See {@link RunningController#LOCK}. */
  static final String THE_CONTROLLER = RunningController.LOCK;

  /** The name of its graph. */
  String graph() {
    return sandbox.namespace();
  }

  Kubectl.Resources graphs() {
    return sandbox.kubectl().resources(GRAPHS, "ResourceGraph").whenServed();
  }

  /** Applies the graph, whose fields other than resources are the same for all tests. */
  void applyGraph(String spec, String resources) {
    applyWhole(
        graph(),
        """
        schema:
          apiVersion: v1
          group: GROUP
          kind: Thing
        %s
        resources:
        %s
        """
            .formatted(spec.indent(2), resources.indent(2)));
  }

  /** Applies a graph of any name and spec. */
  void applyWhole(String name, String spec) {
    graphs().apply(Map.of("metadata", Map.of("name", name), "spec", yaml(spec)));
  }

  /** Applies the graph and waits until it serves. */
  void serve(String spec, String resources) {
    applyGraph(spec, resources);
    graphs().awaitCondition(graph(), "Ready", "True");
    things();
  }

  Kubectl.Resources things() {
    return sandbox.resources(sandbox.group() + "/v1", "Thing").whenServed();
  }

  /** Creates or changes an instance. */
  void apply(String name, String spec) {
    things().apply(Map.of("metadata", Map.of("name", name), "spec", yaml(spec)));
  }

  Map<String, @Nullable Object> awaitReady(String name) {
    return things().awaitCondition(name, "Ready", "True");
  }

  /** Waits until the reason that an instance is not ready is the given one. */
  Map<String, @Nullable Object> awaitReason(String name, String reason) {
    return things().await(name, reason, thing -> ready(thing, "reason").equals(reason));
  }

  static String ready(Map<String, @Nullable Object> object, String field) {
    return condition(object, "Ready", field);
  }

  static String condition(Map<String, @Nullable Object> object, String type, String field) {
    return JsonTree.listAt(object, "status", "conditions").stream()
        .filter(condition -> JsonTree.textAt(condition, "type").equals(type))
        .map(condition -> JsonTree.textAt(condition, field))
        .findFirst()
        .orElse("");
  }

  /** The state of a node in an instance's status. */
  static String state(Map<String, @Nullable Object> object, String node) {
    return JsonTree.listAt(object, "status", "graph", "nodes").stream()
        .filter(entry -> JsonTree.textAt(entry, "id").equals(node))
        .map(entry -> JsonTree.textAt(entry, "state"))
        .findFirst()
        .orElse("");
  }

  Kubectl.Resources revisions() {
    return sandbox.kubectl().resources(GRAPHS, "GraphRevision").whenServed();
  }

  /** Name of a revision of the graph. */
  String revision(int number) {
    return "%s-r%05d".formatted(graph(), number);
  }

  /** The numbers of the revisions of the graph that are stored, in order. */
  List<Long> revisionNumbers() {
    return revisions().list().stream()
        .filter(stored -> JsonTree.textAt(stored, "spec", "graph").equals(graph()))
        .map(stored -> JsonTree.at(stored, "spec", "revision"))
        .map(Long.class::cast)
        .sorted()
        .toList();
  }

  /** Waits until the graph says that a revision serves, and returns it. */
  Map<String, @Nullable Object> awaitServing(int number) {
    return graphs()
        .await(
            graph(),
            "served by revision " + number,
            graph -> JsonTree.textAt(graph, "status", "revision").equals(revision(number)));
  }

  /** Pins the graph to a revision, or with {@code null} to none, and changes nothing else. */
  void pin(@Nullable Long number) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("revision", number);
    graphs().patch(graph(), Map.of("spec", spec));
  }

  Kubectl.Resources configMaps() {
    return sandbox.resources("v1", "ConfigMap");
  }

  /** The names of the config maps in the sandbox that a graph made. */
  List<String> ownedConfigMaps() {
    return configMaps().list("trellis.run/owned=true").stream()
        .map(object -> JsonTree.textAt(object, "metadata", "name"))
        .sorted()
        .toList();
  }

  String value(String configMap) {
    return configMaps()
        .find(configMap)
        .map(object -> JsonTree.textAt(object, "data", "value"))
        .orElse("");
  }

  /**
   * What the controller asked of the sandbox since {@link #forget()}. Watches are left out, and
   * events for people: those come beside the work and at their own pace.
   */
  List<ApiRequest> requests() {
    return proxy.requests().stream()
        .filter(request -> request.namespace().equals(sandbox.namespace()))
        .filter(Predicate.not(ApiRequest::isWatch))
        .filter(request -> !request.isOf("events"))
        .toList();
  }

  /** {@code verb resource name} of each write since {@link #forget()}. */
  List<String> writes() {
    return requests().stream()
        .filter(ApiRequest::isWrite)
        .map(request -> request.verb() + " " + request.resource() + " " + request.name())
        .toList();
  }

  /**
   * All that the controller wrote since {@link #forget()}: about the graph, its revisions, its API
   * and in the sandbox. Events for people are left out.
   */
  List<String> allWrites() {
    return proxy.requests().stream()
        .filter(ApiRequest::isWrite)
        .filter(request -> !request.isOf("events"))
        .filter(
            request ->
                request.namespace().equals(sandbox.namespace())
                    || request.name().contains(graph())
                    || request.name().contains(sandbox.group()))
        .map(request -> request.verb() + " " + request.resource() + " " + request.name())
        .toList();
  }

  long reads() {
    return requests().stream().filter(ApiRequest::isRead).count();
  }

  /**
   * Takes instances and graphs away while the controller still runs: the next test starts clean.
   */
  void leave() {
    List<String> graphs =
        graphs().list().stream()
            .map(graph -> JsonTree.textAt(graph, "metadata", "name"))
            .filter(name -> name.startsWith(graph()))
            .toList();
    if (definitions().find(definitionName()).isPresent()) {
      // A definition that was made anew just now is not ready to list.
      List<String> names =
          await()
              .ignoreExceptionsMatching(ApiFailure.class::isInstance)
              .until(this::names, _ -> true);
      names.forEach(things()::delete);
      names.forEach(things()::awaitAbsence);
    }
    graphs.forEach(graphs()::delete);
    graphs.forEach(graphs()::awaitAbsence);
  }

  private List<String> names() {
    return things().list().stream()
        .map(thing -> JsonTree.textAt(thing, "metadata", "name"))
        .toList();
  }

  Kubectl.Resources definitions() {
    return sandbox.kubectl().resources("apiextensions.k8s.io/v1", "CustomResourceDefinition");
  }

  /** The custom resource definition of the graph's kind. */
  Map<String, @Nullable Object> definition() {
    return definitions().get(definitionName());
  }

  String definitionName() {
    return "things." + sandbox.group();
  }

  /** Lets the graph have changes that break instances. */
  void allowBreakingChanges() {
    var annotations = Map.of("trellis.run/allow-breaking-changes", "true");
    graphs().patch(graph(), Map.of("metadata", Map.of("annotations", annotations)));
  }

  void forget() {
    proxy.forgetRequests();
  }

  /** Reads YAML with the sandbox's group and namespace put in. */
  Map<String, @Nullable Object> yaml(String text) {
    Object tree =
        new Yaml()
            .load(text.replace("GROUP", sandbox.group()).replace("NAMESPACE", sandbox.namespace()));
    return new LinkedHashMap<>(JsonTree.mapAt(JsonTree.copyOf(tree)));
  }

  /** A resource that is a config map with one value. */
  static String configMap(String id, String name, String value) {
    return """
    - id: %s
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: %s
        data:
          value: %s
    """
        .formatted(id, name, value);
  }
}
