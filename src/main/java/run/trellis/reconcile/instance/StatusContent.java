package run.trellis.reconcile.instance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Dialect;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;
import run.trellis.diagnose.NodeReport;

/**
 * Everything a status says.
 *
 * @param conditions what the engine says of the instance
 * @param fields what it says beside the conditions
 * @param author the author's own fields
 * @param reports state of each node
 * @param inventory objects of each node
 */
record StatusContent(
    List<Stated> conditions,
    Map<String, Object> fields,
    Map<String, @Nullable Object> author,
    List<NodeReport> reports,
    Inventory inventory) {

  /** The author's fields as a status has them at present. */
  static Map<String, @Nullable Object> authorFields(KubeObject object, Dialect dialect) {
    Map<String, @Nullable Object> fields =
        new LinkedHashMap<>(JsonTree.mapAt(object.tree(), "status"));
    dialect.authoring().reservedStatus().forEach(fields::remove);
    dialect.authoring().overriddenStatus().forEach(fields::remove);
    return fields;
  }

  /**
   * The status in full. The same content and the same previous status give the same tree: times
   * move only with what they are the times of.
   */
  Map<String, @Nullable Object> tree(Subject subject, Instant now) {
    KubeObject object = subject.object();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(author);
    tree.putAll(subject.frame().fields());
    List<Stated> all = new ArrayList<>(subject.frame().conditions());
    Set<String> framed = all.stream().map(Stated::type).collect(Collectors.toSet());
    conditions.stream().filter(condition -> !framed.contains(condition.type())).forEach(all::add);
    tree.putAll(fields);
    tree.put("conditions", Stated.trees(all, object, now));
    tree.put("graph", graph(subject, now));
    return JsonTree.copyOfMap(tree);
  }

  private Map<String, Object> graph(Subject subject, Instant now) {
    Map<String, Object> graph = new LinkedHashMap<>();
    if (!subject.revision().isEmpty()) {
      graph.put("revision", subject.revision());
    }
    graph.put("nodes", nodes(subject.object(), now));
    return graph;
  }

  private List<Map<String, Object>> nodes(KubeObject object, Instant now) {
    Map<String, @Nullable Object> before = new LinkedHashMap<>();
    JsonTree.listAt(object.tree(), "status", "graph", "nodes")
        .forEach(node -> before.put(JsonTree.textAt(node, "id"), node));
    return reports.stream().map(report -> node(report, before.get(report.id()), now)).toList();
  }

  private Map<String, Object> node(NodeReport report, @Nullable Object before, Instant now) {
    Inventory.Shelf shelf = inventory.shelf(report.id());
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("id", report.id());
    node.put("state", report.state().code());
    report.reason().ifPresent(reason -> node.put("reason", reason.code()));
    if (!report.message().isEmpty()) {
      node.put("message", Stated.shortened(report.message()));
    }
    node.put("since", since(report, before, now));
    if (!shelf.dependsOn().isEmpty()) {
      node.put("dependsOn", shelf.dependsOn());
    }
    if (shelf.orphaned()) {
      node.put("deletion", "Orphan");
    }
    if (!shelf.objects().isEmpty()) {
      node.put("objects", Inventory.trees(shelf.objects()));
    }
    return node;
  }

  private static String since(NodeReport report, @Nullable Object before, Instant now) {
    String since = JsonTree.textAt(before, "since");
    boolean same = JsonTree.textAt(before, "state").equals(report.state().code());
    return same && !since.isEmpty() ? since : Stated.time(now);
  }
}
