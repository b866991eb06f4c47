package run.trellis.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names by which an engine marks objects, and by which people tell it what to do. */
public interface Marking {

  /** Holds definitions and instances until the engine lets them go. */
  String finalizer();

  /** How objects are found again. */
  Tracking tracking();

  /** Annotation with the digest of the configuration that was last applied. */
  String digest();

  /**
   * Labels and annotations in which engines of the same dialect may differ: an object that lacks
   * nothing else was applied by one of them, and is as good as our own. Empty if there is no other
   * engine.
   */
  Set<String> variable();

  /** Labels of an object. */
  Map<String, String> labels(Membership member);

  /** Annotations of an object, the digest not among them. */
  Map<String, String> annotations(Membership member);

  /** Id of the node that an object says it belongs to; empty if it says nothing. */
  String node(KubeObject object);

  /** Whether an object says itself that it belongs to an instance. */
  boolean isOf(KubeObject object, KubeObject instance);

  /**
   * Whether an object belonged to an instance of the very name of this one, which therefore is no
   * more: both were restored from a backup, or the old one was let go by hand.
   */
  boolean isHeir(KubeObject object, KubeObject instance);

  /**
   * Whether another engine of the dialect knows its objects by their marks alone, so that an
   * instance without an inventory may have some.
   */
  boolean tellsMembers();

  /** Names of the labels that make an object an instance's. */
  List<String> objectLabels();

  /** Names of the annotations that go with {@link #objectLabels()}. */
  List<String> objectAnnotations();

  /** Value of the common label by which tools say that they manage an object. */
  String managedBy();

  /** The annotation whose change asks for a pass over an instance; empty if there is none. */
  String request(KubeObject instance);

  /** Whom an object says it belongs to, for messages; empty if to no instance of this dialect. */
  Optional<String> owner(KubeObject object);

  /** Labels of an instance. */
  Map<String, String> instanceLabels(KubeObject instance, GraphDefinition graph);

  /**
   * Annotations of an instance.
   *
   * @param kinds kinds that it may have objects of
   * @param namespaces namespaces that it may have objects in
   */
  Map<String, String> instanceAnnotations(
      KubeObject instance, Set<GroupVersionKind> kinds, Set<String> namespaces);

  /** The annotation that suspends an instance, for messages; empty if it is not suspended. */
  Optional<String> suspension(KubeObject instance);

  /** Labels of the definition of an API that a graph generates. */
  Map<String, String> definitionLabels(KubeObject graph);

  /** The uid of the graph that a definition of an API says it belongs to; empty if it says none. */
  String graphUid(KubeObject definition);

  /**
   * Whether a definition of an API belongs to a graph. By name and not by uid: a graph that was
   * restored from a backup has another uid and must find its API again.
   */
  boolean isDefinitionOf(KubeObject definition, KubeObject graph);

  /** Whether the marks by which an object is known are not there. */
  boolean isUnmarked(KubeObject object);

  /** What to say of a definition that stands in the way of a graph's. */
  String definitionConflict(KubeObject definition);

  /**
   * What to say where another graph generates the same kind and comes first.
   *
   * @param graph name of that graph
   * @param kind the kind with its group
   */
  String rivalry(String graph, String kind);

  /** Whether a graph may break existing instances. */
  boolean allowsBreakingChanges(KubeObject graph);

  /** How to allow a graph to break existing instances. */
  String allowBreakingChangesHint();
}
