package run.trellis.api;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a dialect stores revisions: their kind, where each field is, what their labels are called,
 * and what it says of them. All that dialects differ in is here, so that one store serves them all.
 *
 * @param type kind of the stored objects
 * @param words what the conditions of a revision say
 * @param finalizers what holds revisions until the engine lets them go
 */
public record RevisionForm(
    GroupVersionKind type,
    Fields fields,
    Labels labels,
    RevisionWords words,
    List<String> finalizers) {

  private static final String SUFFIX = "-r";
  private static final int DIGITS = 5;

  /** The most digits that are read; more than a {@code long} holds would be nobody's number. */
  private static final int MOST_DIGITS = 18;

  private static final int LONGEST_NAME = 253;
  private static final int HASH_BYTES = 5;

  public RevisionForm {
    finalizers = List.copyOf(finalizers);
  }

  /**
   * Paths of fields.
   *
   * @param graph name of the graph
   * @param number number of the revision
   * @param generation generation of the graph
   * @param snapshot spec of the graph
   */
  public record Fields(
      List<String> graph, List<String> number, List<String> generation, List<String> snapshot) {
    public Fields {
      graph = List.copyOf(graph);
      number = List.copyOf(number);
      generation = List.copyOf(generation);
      snapshot = List.copyOf(snapshot);
    }
  }

  /**
   * Names of labels.
   *
   * @param fixed labels that all revisions have, with their values
   * @param graphName has the name of the graph
   * @param graphUid has the uid of the graph
   * @param digest has the digest of the normalised definition
   */
  public record Labels(
      Map<String, String> fixed, String graphName, String graphUid, String digest) {
    public Labels {
      fixed = Map.copyOf(fixed);
    }
  }

  /**
   * The name of a revision: {@code web-r00004}. Where that is too long for a name, the graph's part
   * is shortened and made unique by a hash.
   */
  public String name(String graph, long number) {
    String suffix = SUFFIX + String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
    if (graph.length() + suffix.length() <= LONGEST_NAME) {
      return graph + suffix;
    }
    String hash = "-" + HexFormat.of().formatHex(Sha256.of(graph), 0, HASH_BYTES);
    String kept = graph.substring(0, LONGEST_NAME - suffix.length() - hash.length());
    // A part of a name between dots must not end or begin with what stands between parts.
    return kept.replaceAll("[-.]+$", "") + hash + suffix;
  }

  /** Whether a stored revision belongs to a graph, or takes one of its names. */
  public boolean concerns(String graph, KubeObject stored) {
    return JsonTree.textAt(stored.tree(), path(fields.graph())).equals(graph)
        || numberOf(graph, stored.name()).isPresent();
  }

  /** The number whose revision of a graph has a name; empty if none has. */
  public OptionalLong numberOf(String graph, String name) {
    boolean neverCut = graph.length() + SUFFIX.length() + MOST_DIGITS <= LONGEST_NAME;
    if (neverCut && !name.startsWith(graph)) {
      return OptionalLong.empty();
    }
    String digits = name.substring(name.lastIndexOf(SUFFIX) + SUFFIX.length());
    if (!digits.matches("[0-9]{" + DIGITS + "," + MOST_DIGITS + "}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(digits);
    return name(graph, number).equals(name) ? OptionalLong.of(number) : OptionalLong.empty();
  }

  /** The fields that {@link #read} needs: all but the snapshot. */
  public List<List<String>> identifying() {
    return List.of(
        fields.graph(),
        fields.number(),
        fields.generation(),
        List.of("metadata", "ownerReferences"),
        List.of("metadata", "finalizers"),
        List.of("status"));
  }

  /** Reads a stored revision, whole or in part. */
  public Revision read(KubeObject stored) {
    return new Revision(
        stored,
        JsonTree.textAt(stored.tree(), path(fields.graph())),
        number(stored, fields.number()),
        number(stored, fields.generation()),
        stored.labels().getOrDefault(labels.digest(), ""),
        owner(stored));
  }

  private static long number(KubeObject stored, List<String> path) {
    return stored.at(path(path)) instanceof Long number ? number : 0;
  }

  private static String owner(KubeObject stored) {
    return JsonTree.listAt(stored.tree(), "metadata", "ownerReferences").stream()
        .filter(reference -> Boolean.TRUE.equals(JsonTree.at(reference, "controller")))
        .map(reference -> JsonTree.textAt(reference, "uid"))
        .findFirst()
        .orElse("");
  }

  /** The spec of the graph as a revision keeps it. */
  public Map<String, @Nullable Object> snapshot(KubeObject whole) {
    return JsonTree.mapAt(whole.tree(), path(fields.snapshot()));
  }

  /** The graph as it was: its identity and annotations of today with the spec of the revision. */
  public KubeObject definition(KubeObject graph, KubeObject whole) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", graph.name());
    metadata.put("uid", graph.uid());
    metadata.put("generation", number(whole, fields.generation()));
    metadata.put("annotations", graph.annotations());
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", graph.type().apiVersion());
    tree.put("kind", graph.type().kind());
    tree.put("metadata", metadata);
    tree.put("spec", snapshot(whole));
    return KubeObject.of(tree);
  }

  /** A revision to store. */
  public KubeObject manifest(
      KubeObject graph, long number, String digest, Map<String, @Nullable Object> snapshot) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    put(tree, fields.graph(), graph.name());
    put(tree, fields.number(), number);
    put(tree, fields.generation(), graph.generation());
    put(tree, fields.snapshot(), snapshot);
    return manifest(graph, name(graph.name(), number), digest, tree);
  }

  /** The same revision as one of this graph. */
  public KubeObject adopted(KubeObject graph, KubeObject whole) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("spec", whole.at("spec"));
    String digest = whole.labels().getOrDefault(labels.digest(), "");
    return manifest(graph, whole.name(), digest, tree);
  }

  private KubeObject manifest(
      KubeObject graph, String name, String digest, Map<String, @Nullable Object> tree) {
    Map<String, String> marks = new LinkedHashMap<>(labels.fixed());
    marks.put(labels.graphName(), LabelValue.of(graph.name()));
    marks.put(labels.graphUid(), graph.uid());
    marks.put(labels.digest(), digest);
    Map<String, Object> owner =
        Map.of(
            "apiVersion", graph.type().apiVersion(),
            "kind", graph.type().kind(),
            "name", graph.name(),
            "uid", graph.uid(),
            "controller", true,
            "blockOwnerDeletion", true);
    tree.put("apiVersion", type.apiVersion());
    tree.put("kind", type.kind());
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("labels", marks);
    metadata.put("ownerReferences", List.of(owner));
    if (!finalizers.isEmpty()) {
      metadata.put("finalizers", finalizers);
    }
    tree.put("metadata", metadata);
    return KubeObject.of(tree);
  }

  private static void put(
      Map<String, @Nullable Object> tree, List<String> path, @Nullable Object value) {
    String key = path.getFirst();
    if (path.size() == 1) {
      tree.put(key, value);
    } else {
      Map<String, @Nullable Object> below = new LinkedHashMap<>(JsonTree.mapAt(tree, key));
      put(below, path.subList(1, path.size()), value);
      tree.put(key, below);
    }
  }

  private static String[] path(List<String> keys) {
    return keys.toArray(String[]::new);
  }
}
