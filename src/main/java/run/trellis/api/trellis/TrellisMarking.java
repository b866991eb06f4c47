package run.trellis.api.trellis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import run.trellis.api.ApplySet;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.LabelValue;
import run.trellis.api.Marking;
import run.trellis.api.Marks;
import run.trellis.api.Membership;
import run.trellis.api.Tracking;

/** How the native dialect marks objects. */
final class TrellisMarking implements Marking {

  private static final Tracking TRACKING =
      new Tracking(Marks.OWNED, Marks.INSTANCE_UID, Marks.FIELD_MANAGER);

  @Override
  public String finalizer() {
    return Marks.FINALIZER;
  }

  @Override
  public Tracking tracking() {
    return TRACKING;
  }

  @Override
  public String digest() {
    return Marks.APPLIED_DIGEST;
  }

  @Override
  public Set<String> variable() {
    return Set.of();
  }

  @Override
  public Map<String, String> labels(Membership member) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(Marks.OWNED, "true");
    labels.put(Marks.INSTANCE_UID, member.instance().uid());
    labels.put(Marks.NODE, LabelValue.of(member.node()));
    labels.put(Marks.GRAPH, LabelValue.of(member.graph()));
    labels.put(Marks.MANAGED_BY, Marks.MANAGED_BY_VALUE);
    labels.put(Marks.PART_OF, ApplySet.id(member.instance()));
    return labels;
  }

  @Override
  public Map<String, String> annotations(Membership member) {
    return Map.of(Marks.INSTANCE, Marks.ownerOf(member.instance()));
  }

  @Override
  public String node(KubeObject object) {
    return object.labels().getOrDefault(Marks.NODE, "");
  }

  @Override
  public boolean isOf(KubeObject object, KubeObject instance) {
    return isOwned(object) && instance.uid().equals(TRACKING.ownerUid(object));
  }

  private static boolean isOwned(KubeObject object) {
    return "true".equals(object.labels().get(Marks.OWNED));
  }

  @Override
  public boolean isHeir(KubeObject object, KubeObject instance) {
    return isOwned(object)
        && Marks.ownerOf(instance).equals(object.annotations().get(Marks.INSTANCE));
  }

  @Override
  public boolean tellsMembers() {
    return false;
  }

  @Override
  public List<String> objectLabels() {
    return Marks.OBJECT_LABELS;
  }

  @Override
  public List<String> objectAnnotations() {
    return Marks.OBJECT_ANNOTATIONS;
  }

  @Override
  public String managedBy() {
    return Marks.MANAGED_BY_VALUE;
  }

  @Override
  public String request(KubeObject instance) {
    return instance.annotations().getOrDefault(Marks.RECONCILE_AT, "");
  }

  @Override
  public Optional<String> owner(KubeObject object) {
    return isOwned(object)
        ? Optional.of(object.annotations().getOrDefault(Marks.INSTANCE, "another instance"))
        : Optional.empty();
  }

  @Override
  public Map<String, String> instanceLabels(KubeObject instance, GraphDefinition graph) {
    return ApplySet.labels(instance);
  }

  @Override
  public Map<String, String> instanceAnnotations(
      KubeObject instance, Set<GroupVersionKind> kinds, Set<String> namespaces) {
    return ApplySet.annotations(kinds.stream());
  }

  @Override
  public Optional<String> suspension(KubeObject instance) {
    return Marks.SUSPENDED.equals(instance.annotations().get(Marks.RECONCILE))
        ? Optional.of(Marks.RECONCILE + ": " + Marks.SUSPENDED)
        : Optional.empty();
  }

  @Override
  public Map<String, String> definitionLabels(KubeObject graph) {
    return Map.of(
        Marks.OWNED,
        "true",
        Marks.GRAPH,
        LabelValue.of(graph.name()),
        Marks.INSTANCE_UID,
        graph.uid(),
        Marks.MANAGED_BY,
        Marks.MANAGED_BY_VALUE);
  }

  @Override
  public String graphUid(KubeObject definition) {
    return TRACKING.ownerUid(definition);
  }

  @Override
  public boolean isDefinitionOf(KubeObject definition, KubeObject graph) {
    return isOwned(definition)
        && LabelValue.of(graph.name()).equals(definition.labels().get(Marks.GRAPH))
        && !definition.labels().containsKey(Marks.NODE);
  }

  @Override
  public boolean isUnmarked(KubeObject object) {
    return !object.labels().containsKey(Marks.GRAPH) && !object.labels().containsKey(Marks.NODE);
  }

  @Override
  public String definitionConflict(KubeObject definition) {
    String owner = definition.labels().get(Marks.GRAPH);
    return definition.name()
        + " exists and belongs to "
        + (owner == null ? "somebody else" : "the graph " + owner);
  }

  @Override
  public String rivalry(String graph, String kind) {
    return "the graph " + graph + " already generates " + kind;
  }

  @Override
  public boolean allowsBreakingChanges(KubeObject graph) {
    return "true".equals(graph.annotations().get(Marks.ALLOW_BREAKING_CHANGES));
  }

  @Override
  public String allowBreakingChangesHint() {
    return Marks.ALLOW_BREAKING_CHANGES + ": \"true\"";
  }
}
