package run.trellis.api;

import java.util.List;

/**
 * Names that Trellis writes on objects: labels, annotations, finalizer, field manager. Part of the
 * API.
 */
public final class Marks {

  public static final String GROUP = "trellis.run";
  public static final String FIELD_MANAGER = "trellis";
  public static final String FINALIZER = GROUP + "/finalizer";

  public static final String OWNED = GROUP + "/owned";
  public static final String INSTANCE_UID = GROUP + "/instance-uid";
  public static final String NODE = GROUP + "/node";
  public static final String GRAPH = GROUP + "/graph";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANAGED_BY_VALUE = "trellis";

  /** Labels on revisions: uid of their graph, and digest of the definition that they keep. */
  public static final String GRAPH_UID = GROUP + "/graph-uid";

  public static final String REVISION_DIGEST = GROUP + "/revision-digest";

  /** Membership in an apply set: KEP-3659. */
  public static final String PART_OF = "applyset.kubernetes.io/part-of";

  /** Annotation on managed objects: {@code <kind>.<group>/<namespace>/<name>} of the instance. */
  public static final String INSTANCE = GROUP + "/instance";

  /** Annotation on managed objects: digest of the configuration that was last applied. */
  public static final String APPLIED_DIGEST = GROUP + "/applied-digest";

  /** Labels that make an object an instance's. */
  public static final List<String> OBJECT_LABELS =
      List.of(OWNED, INSTANCE_UID, NODE, GRAPH, MANAGED_BY, PART_OF);

  /** Annotations that go with {@link #OBJECT_LABELS}. */
  public static final List<String> OBJECT_ANNOTATIONS = List.of(INSTANCE, APPLIED_DIGEST);

  /** Annotation on instances; {@link #SUSPENDED} stops applying and pruning. */
  public static final String RECONCILE = GROUP + "/reconcile";

  public static final String SUSPENDED = "suspended";

  /** Annotation on instances and graphs: any new value asks for a pass. */
  public static final String RECONCILE_AT = GROUP + "/reconcile-at";

  public static final String ALLOW_BREAKING_CHANGES = GROUP + "/allow-breaking-changes";

  private Marks() {}

  /** The value of {@link #INSTANCE} on the objects of an instance. */
  public static String ownerOf(KubeObject instance) {
    return instance.type().kind()
        + "."
        + instance.type().group()
        + "/"
        + instance.namespace()
        + "/"
        + instance.name();
  }
}
