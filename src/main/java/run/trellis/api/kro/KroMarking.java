package run.trellis.api.kro;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import run.trellis.api.ApplySet;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.LabelValue;
import run.trellis.api.Marking;
import run.trellis.api.Membership;
import run.trellis.api.Sha256;
import run.trellis.api.Tracking;

/** How engines of the kro dialect mark objects, kro itself among them. */
final class KroMarking implements Marking {

  private static final Tracking TRACKING =
      new Tracking(KroMarks.OWNED, KroMarks.INSTANCE_ID, KroMarks.OBJECTS_MANAGER);
  private static final Set<String> SUSPENDING = Set.of("suspended", "disabled");

  @Override
  public String finalizer() {
    return KroMarks.FINALIZER;
  }

  @Override
  public Tracking tracking() {
    return TRACKING;
  }

  @Override
  public String digest() {
    return KroMarks.DIGEST;
  }

  /** kro writes no digest, has versions of its own, and numbers layers only since some of them. */
  @Override
  public Set<String> variable() {
    return Set.of(KroMarks.DIGEST, KroMarks.ENGINE_VERSION, KroMarks.APPLY_ORDER);
  }

  @Override
  public Map<String, String> labels(Membership member) {
    KubeObject instance = member.instance();
    Map<String, String> labels = new TreeMap<>(engine());
    labels.put(KroMarks.INSTANCE_ID, instance.uid());
    labels.put(KroMarks.INSTANCE_NAME, LabelValue.of(instance.name()));
    if (!instance.namespace().isEmpty()) {
      labels.put(KroMarks.INSTANCE_NAMESPACE, instance.namespace());
    }
    labels.put(KroMarks.INSTANCE_GROUP, LabelValue.of(instance.type().group()));
    labels.put(KroMarks.INSTANCE_VERSION, instance.type().version());
    labels.put(KroMarks.INSTANCE_KIND, instance.type().kind());
    labels.put(KroMarks.NODE_ID, member.node());
    member
        .place()
        .ifPresent(
            place -> {
              labels.put(KroMarks.COLLECTION_INDEX, String.valueOf(place.index()));
              labels.put(KroMarks.COLLECTION_SIZE, String.valueOf(place.size()));
            });
    labels.put(ApplySet.MANAGED_BY, KroMarks.MANAGED_BY_VALUE);
    labels.put(ApplySet.PART_OF, ApplySet.id(instance));
    return labels;
  }

  static Map<String, String> engine() {
    return Map.of(KroMarks.OWNED, "true", KroMarks.ENGINE_VERSION, KroMarks.VERSION);
  }

  @Override
  public Map<String, String> annotations(Membership member) {
    return Map.of(KroMarks.APPLY_ORDER, String.valueOf(member.layer()));
  }

  @Override
  public String node(KubeObject object) {
    return object.labels().getOrDefault(KroMarks.NODE_ID, "");
  }

  /** By apply set or by uid: an instance that was restored from a backup has another uid. */
  @Override
  public boolean isOf(KubeObject object, KubeObject instance) {
    String set = object.labels().get(ApplySet.PART_OF);
    return isOwned(object)
        && (set == null
            ? instance.uid().equals(TRACKING.ownerUid(object))
            : set.equals(ApplySet.id(instance)));
  }

  private static boolean isOwned(KubeObject object) {
    return "true".equals(object.labels().get(KroMarks.OWNED));
  }

  /** Apply sets are known by name, so there is nothing more to inherit. */
  @Override
  public boolean isHeir(KubeObject object, KubeObject instance) {
    return false;
  }

  @Override
  public boolean tellsMembers() {
    return true;
  }

  @Override
  public List<String> objectLabels() {
    return KroMarks.OBJECT_LABELS;
  }

  @Override
  public List<String> objectAnnotations() {
    return KroMarks.OBJECT_ANNOTATIONS;
  }

  @Override
  public String managedBy() {
    return KroMarks.MANAGED_BY_VALUE;
  }

  @Override
  public String request(KubeObject instance) {
    return "";
  }

  @Override
  public Optional<String> owner(KubeObject object) {
    if (!isOwned(object)) {
      return Optional.empty();
    }
    String name = object.labels().get(KroMarks.INSTANCE_NAME);
    return Optional.of(
        name == null
            ? "an instance of kro"
            : object.labels().getOrDefault(KroMarks.INSTANCE_KIND, "") + " " + name);
  }

  @Override
  public Map<String, String> instanceLabels(KubeObject instance, GraphDefinition graph) {
    Map<String, String> labels = new LinkedHashMap<>(engine());
    labels.put(KroMarks.GRAPH_ID, graph.uid());
    labels.put(KroMarks.GRAPH_NAME, LabelValue.of(graph.name()));
    labels.putAll(ApplySet.labels(instance));
    return labels;
  }

  @Override
  public Map<String, String> instanceAnnotations(
      KubeObject instance, Set<GroupVersionKind> kinds, Set<String> namespaces) {
    Set<String> additional = new TreeSet<>(namespaces);
    additional.remove(instance.namespace());
    String spaces = String.join(",", additional);
    String groupKinds = ApplySet.groupKinds(kinds.stream());
    Map<String, String> annotations =
        new LinkedHashMap<>(ApplySet.annotations("kro/" + KroMarks.VERSION, groupKinds));
    annotations.put(KroMarks.ADDITIONAL_NAMESPACES, spaces);
    annotations.put(
        KroMarks.INVENTORY_HASH, inventoryHash(ApplySet.id(instance), groupKinds, spaces));
    return annotations;
  }

  /** {@code sha256:<base64url(sha256(id NUL group-kinds NUL namespaces))>}. */
  static String inventoryHash(String id, String groupKinds, String namespaces) {
    byte[] hash = Sha256.of(id + '\0' + groupKinds + '\0' + namespaces);
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(hash);
    return "sha256:" + new String(text, StandardCharsets.US_ASCII);
  }

  @Override
  public Optional<String> suspension(KubeObject instance) {
    return Optional.ofNullable(instance.annotations().get(KroMarks.RECONCILE))
        .filter(value -> SUSPENDING.contains(value.toLowerCase(Locale.ROOT)))
        .map(value -> KroMarks.RECONCILE + ": " + value);
  }

  @Override
  public Map<String, String> definitionLabels(KubeObject graph) {
    Map<String, String> labels = new LinkedHashMap<>(engine());
    labels.put(KroMarks.GRAPH_ID, graph.uid());
    labels.put(KroMarks.GRAPH_NAME, LabelValue.of(graph.name()));
    return labels;
  }

  @Override
  public String graphUid(KubeObject definition) {
    return definition.labels().getOrDefault(KroMarks.GRAPH_ID, "");
  }

  @Override
  public boolean isDefinitionOf(KubeObject definition, KubeObject graph) {
    return isOwned(definition)
        && LabelValue.of(graph.name()).equals(definition.labels().get(KroMarks.GRAPH_NAME))
        && !definition.labels().containsKey(KroMarks.NODE_ID);
  }

  @Override
  public boolean isUnmarked(KubeObject object) {
    return !object.labels().containsKey(KroMarks.GRAPH_NAME)
        && !object.labels().containsKey(KroMarks.NODE_ID);
  }

  @Override
  public String definitionConflict(KubeObject definition) {
    String owner = definition.labels().get(KroMarks.GRAPH_NAME);
    return isOwned(definition) && owner != null
        ? ownedByAnother(owner)
        : "CRD already exists and is not owned by KRO";
  }

  private static String ownedByAnother(String graph) {
    return "CRD is owned by another ResourceGraphDefinition " + graph;
  }

  @Override
  public String rivalry(String graph, String kind) {
    return ownedByAnother(graph);
  }

  @Override
  public boolean allowsBreakingChanges(KubeObject graph) {
    return "true".equals(graph.annotations().get(KroMarks.ALLOW_BREAKING_CHANGES));
  }

  @Override
  public String allowBreakingChangesHint() {
    return KroMarks.ALLOW_BREAKING_CHANGES + ": \"true\"";
  }
}
