package run.trellis.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine itself writes into the status of instances, and which columns it shows: the part
 * of a generated definition in which dialects differ.
 *
 * @param properties schemas of the status fields that belong to the engine
 * @param firstColumns columns before those of the author
 * @param lastColumns columns after those of the author
 * @param authorReplaces whether an author's columns take the place of all of the engine's; if not,
 *     only of those with the same heading
 */
public record EngineStatus(
    Map<String, @Nullable Object> properties,
    List<Map<String, @Nullable Object>> firstColumns,
    List<Map<String, @Nullable Object>> lastColumns,
    boolean authorReplaces) {

  /** Creation time, which every table of kubectl ends with. */
  public static final Map<String, @Nullable Object> AGE =
      column("Age", "date", ".metadata.creationTimestamp");

  /** Schema of {@code status.graph}: the state of each node, and its objects. */
  public static final Map<String, @Nullable Object> GRAPH = JsonTree.copyOfMap(graph());

  /**
   * The native dialect: conditions by kstatus, {@code observedGeneration}, and the state of each
   * node.
   */
  public static final EngineStatus NATIVE =
      new EngineStatus(
          nativeProperties(),
          List.of(
              column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
              column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason")),
          List.of(AGE),
          false);

  public EngineStatus {
    properties = JsonTree.copyOfMap(properties);
    firstColumns = List.copyOf(firstColumns);
    lastColumns = List.copyOf(lastColumns);
  }

  /** A column in the form of custom resource definitions. */
  public static Map<String, @Nullable Object> column(String heading, String type, String jsonPath) {
    return fields("name", heading, "type", type, "jsonPath", jsonPath);
  }

  private static Map<String, @Nullable Object> nativeProperties() {
    return fields(
        "conditions", conditions(),
        "observedGeneration", observedGeneration(),
        "graph", GRAPH);
  }

  /**
   * Before anybody has written a status, no generation is observed: whoever asks by the conventions
   * of kstatus must not take an instance for ready that was only just created.
   */
  private static Map<String, @Nullable Object> observedGeneration() {
    Map<String, @Nullable Object> generation =
        integer("Generation of the instance that this status describes; -1 if it is none yet.");
    generation.put("default", -1L);
    return generation;
  }

  /** {@code metav1.Condition}, with its own limits and patterns. */
  private static Map<String, @Nullable Object> conditions() {
    Map<String, @Nullable Object> type =
        text("What the condition is about: Ready, Reconciling or Stalled.");
    type.put("maxLength", 316L);
    type.put(
        "pattern",
        "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
            + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$");
    Map<String, @Nullable Object> status = text("Whether it holds: True, False, or Unknown.");
    status.put("enum", List.of("True", "False", "Unknown"));
    Map<String, @Nullable Object> reason = text("A stable code of why, for programs.");
    reason.put("minLength", 1L);
    reason.put("maxLength", 1024L);
    reason.put("pattern", "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    Map<String, @Nullable Object> message = text("Why, in one sentence that names the root cause.");
    message.put("maxLength", 32768L);
    Map<String, @Nullable Object> generation =
        integer("Generation of the instance that the condition describes.");
    generation.put("minimum", 0L);
    Map<String, @Nullable Object> condition =
        object(
            "One thing that is known about the instance.",
            fields(
                "type", type,
                "status", status,
                "reason", reason,
                "message", message,
                "observedGeneration", generation,
                "lastTransitionTime", time("When the status of the condition last changed.")),
            List.of("lastTransitionTime", "message", "reason", "status", "type"));
    return keyedList(
        "What is known about the instance, by kstatus conventions.", condition, List.of("type"));
  }

  private static Map<String, @Nullable Object> graph() {
    Map<String, @Nullable Object> object =
        object(
            "Identity of one object.",
            fields(
                "apiVersion", text("Group and version of its kind."),
                "kind", text("Its kind."),
                "namespace", text("Its namespace; absent for a cluster-scoped object."),
                "name", text("Its name."),
                "uid", text("Its uid; absent until the API server has confirmed that it exists.")),
            List.of("apiVersion", "kind", "name"));
    Map<String, @Nullable Object> objects =
        list("Objects of the node, created or about to be.", object);
    Map<String, @Nullable Object> state =
        text("Where the node stands: Waiting, Applied, Ready, Skipped, Failed or Deleting.");
    Map<String, @Nullable Object> node =
        object(
            "One node of the graph, as it is for this instance.",
            fields(
                "id", text("Id of the node in the graph's resources."),
                "state", state,
                "reason", text("A stable code of why the node is not ready."),
                "message", text("What the node waits for, or why it failed."),
                "since", time("When the node came to this state."),
                "dependsOn", list("Ids of the nodes it reads; deleted after it.", text("An id.")),
                "deletion", text("Orphan if its objects stay when the instance goes."),
                "objects", objects),
            List.of("id"));
    Map<String, @Nullable Object> graph =
        object(
            "What the graph made of the instance.",
            fields(
                "revision", text("Revision of the graph that serves the instance."),
                "nodes", list("Every node of the graph with its objects.", node)),
            List.of());
    // Written as a whole by one writer: ownership by field would cost the server more than the
    // content.
    graph.put("x-kubernetes-map-type", "atomic");
    return graph;
  }

  private static Map<String, @Nullable Object> text(String description) {
    return fields("type", "string", "description", description);
  }

  private static Map<String, @Nullable Object> integer(String description) {
    return fields("type", "integer", "format", "int64", "description", description);
  }

  private static Map<String, @Nullable Object> time(String description) {
    return fields("type", "string", "format", "date-time", "description", description);
  }

  private static Map<String, @Nullable Object> list(
      String description, Map<String, @Nullable Object> items) {
    return fields("type", "array", "description", description, "items", items);
  }

  private static Map<String, @Nullable Object> keyedList(
      String description, Map<String, @Nullable Object> items, List<String> keys) {
    Map<String, @Nullable Object> list = list(description, items);
    list.put("x-kubernetes-list-type", "map");
    list.put("x-kubernetes-list-map-keys", keys);
    return list;
  }

  private static Map<String, @Nullable Object> object(
      String description, Map<String, @Nullable Object> properties, List<String> required) {
    Map<String, @Nullable Object> object =
        fields("type", "object", "description", description, "properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    return object;
  }

  private static Map<String, @Nullable Object> fields(Object... namesAndValues) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
