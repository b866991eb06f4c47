package run.trellis.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/**
 * One instance of the graph {@code bench/bundle.yaml} in the making: its objects and its status in
 * the shapes and sizes that a controller writes.
 */
final class Bundle {

  static final String API_VERSION = "bench.example.com/v1alpha1";
  static final String KIND = "Bundle";

  private final String name;
  private final String namespace;
  private final String uid;

  /** What the API server said, object by object. */
  private final Map<String, Map<String, @Nullable Object>> live = new LinkedHashMap<>();

  Bundle(String name, String namespace, String uid) {
    this.name = name;
    this.namespace = namespace;
    this.uid = uid;
  }

  /** Path of the instances of a namespace. */
  static String collection(String namespace) {
    return "/apis/" + API_VERSION + "/namespaces/" + namespace + "/bundles";
  }

  /** Names of so many instances. */
  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("bundle-%04d"::formatted).toList();
  }

  /** A new instance. */
  static Map<String, @Nullable Object> instance(String name) {
    return JsonTree.copyOfMap(
        Map.of("apiVersion", API_VERSION, "kind", KIND, "metadata", Map.of("name", name)));
  }

  String path() {
    return collection(namespace) + "/" + name;
  }

  /** The finalizer, and what makes the instance the parent of an apply set. */
  Map<String, @Nullable Object> marks() {
    var metadata =
        Map.of(
            "name", name,
            "finalizers", List.of("trellis.run/finalizer"),
            "labels", Map.of("applyset.kubernetes.io/id", applySet()),
            "annotations",
                Map.of(
                    "applyset.kubernetes.io/tooling", "trellis/v0.1",
                    "applyset.kubernetes.io/contains-group-kinds",
                        "ConfigMap,Secret,Service,ServiceAccount"));
    return JsonTree.copyOfMap(
        Map.of("apiVersion", API_VERSION, "kind", KIND, "metadata", metadata));
  }

  /** Status before the first object: what is about to be created. */
  Map<String, @Nullable Object> intent() {
    return status(List.of(condition("Ready", "False"), condition("Reconciling", "True")), Map.of());
  }

  /** Status when all objects are there. */
  Map<String, @Nullable Object> outcome() {
    return status(
        List.of(condition("Ready", "True"), condition("Reconciling", "False")),
        Map.of("account", uidOf("account"), "address", addressOfService()));
  }

  String accountPath() {
    return core("serviceaccounts", name);
  }

  Map<String, @Nullable Object> account() {
    return object(
        "account", "ServiceAccount", name, Map.of(), Map.of("automountServiceAccountToken", false));
  }

  String identityPath() {
    return core("configmaps", name + "-identity");
  }

  Map<String, @Nullable Object> identity() {
    var data = Map.of("account", uidOf("account"), "note", "first");
    return object("identity", "ConfigMap", name + "-identity", Map.of(), Map.of("data", data));
  }

  String tokenPath() {
    return core("secrets", name);
  }

  Map<String, @Nullable Object> token() {
    var token = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    return object(
        "token",
        "Secret",
        name,
        Map.of(),
        Map.of("type", "Opaque", "data", Map.of("token", token)));
  }

  String servicePath() {
    return core("services", name);
  }

  Map<String, @Nullable Object> service() {
    return object(
        "service",
        "Service",
        name,
        Map.of("bench.example.com/identity", uidOf("identity")),
        Map.of("spec", Map.of("ports", List.of(Map.of("port", 80)))));
  }

  String addressPath() {
    return core("configmaps", name + "-address");
  }

  Map<String, @Nullable Object> address() {
    var data = Map.of("address", addressOfService());
    return object("address", "ConfigMap", name + "-address", Map.of(), Map.of("data", data));
  }

  /** Takes note of what the API server made of an object. */
  void observe(String node, Map<String, @Nullable Object> object) {
    live.put(node, object);
  }

  private String uidOf(String node) {
    return JsonTree.textAt(live.get(node), "metadata", "uid");
  }

  private String addressOfService() {
    return JsonTree.textAt(live.get("service"), "spec", "clusterIP");
  }

  private String applySet() {
    return "applyset-" + uid + "-v1";
  }

  private String core(String plural, String object) {
    return "/api/v1/namespaces/" + namespace + "/" + plural + "/" + object;
  }

  private Map<String, @Nullable Object> object(
      String node,
      String kind,
      String object,
      Map<String, String> annotations,
      Map<String, ?> content) {
    var labels =
        Map.of(
            "trellis.run/owned",
            "true",
            "trellis.run/instance-uid",
            uid,
            "trellis.run/node",
            node,
            "trellis.run/graph",
            "bench-bundle",
            "app.kubernetes.io/managed-by",
            "trellis",
            "applyset.kubernetes.io/part-of",
            applySet());
    var marks = new LinkedHashMap<String, String>(annotations);
    marks.put("trellis.run/instance", "Bundle.bench.example.com/" + namespace + "/" + name);
    marks.put("trellis.run/applied-digest", "0123456789abcdef0123456789abcdef");
    var tree = new LinkedHashMap<String, Object>(content);
    tree.put("apiVersion", "v1");
    tree.put("kind", kind);
    tree.put(
        "metadata",
        Map.of("name", object, "namespace", namespace, "labels", labels, "annotations", marks));
    return JsonTree.copyOfMap(tree);
  }

  private Map<String, @Nullable Object> status(
      List<Map<String, Object>> conditions, Map<String, String> fields) {
    var nodes =
        List.of(
            node("account", "ServiceAccount", name),
            node("identity", "ConfigMap", name + "-identity"),
            node("token", "Secret", name),
            node("service", "Service", name),
            node("address", "ConfigMap", name + "-address"));
    var status = new LinkedHashMap<String, Object>(fields);
    status.put("observedGeneration", 1);
    status.put("conditions", conditions);
    status.put("graph", Map.of("revision", "bench-bundle-r00001", "nodes", nodes));
    return JsonTree.copyOfMap(
        Map.of(
            "apiVersion", API_VERSION,
            "kind", KIND,
            "metadata", Map.of("name", name),
            "status", status));
  }

  private static Map<String, Object> condition(String type, String value) {
    return Map.of(
        "type",
        type,
        "status",
        value,
        "reason",
        value.equals("True") == type.equals("Ready") ? "AllReady" : "NotReady",
        "message",
        "all nodes are ready, or will be when this is written",
        "observedGeneration",
        1,
        "lastTransitionTime",
        "2026-01-01T00:00:00Z");
  }

  private Map<String, Object> node(String id, String kind, String object) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("apiVersion", "v1");
    entry.put("kind", kind);
    entry.put("namespace", namespace);
    entry.put("name", object);
    if (live.containsKey(id)) {
      entry.put("uid", uidOf(id));
    }
    return Map.of(
        "id",
        id,
        "state",
        live.containsKey(id) ? "Ready" : "Waiting",
        "since",
        "2026-01-01T00:00:00Z",
        "objects",
        List.of(entry));
  }
}
