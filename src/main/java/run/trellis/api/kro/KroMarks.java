package run.trellis.api.kro;

import java.util.List;
import run.trellis.api.ApplySet;

/** Names that engines of the kro dialect write on objects, and that people do. */
final class KroMarks {

  static final String GROUP = "kro.run";
  static final String INTERNAL_GROUP = "internal.kro.run";

  /** The release of kro whose vocabulary is spoken here. */
  static final String VERSION = "v0.9.1";

  static final String FINALIZER = GROUP + "/finalizer";

  static final String OWNED = GROUP + "/owned";
  static final String ENGINE_VERSION = GROUP + "/kro-version";
  static final String GRAPH_ID = GROUP + "/resource-graph-definition-id";
  static final String GRAPH_NAME = GROUP + "/resource-graph-definition-name";
  static final String REVISION_HASH = GROUP + "/graph-revision-hash";

  static final String INSTANCE_ID = GROUP + "/instance-id";
  static final String INSTANCE_NAME = GROUP + "/instance-name";
  static final String INSTANCE_NAMESPACE = GROUP + "/instance-namespace";
  static final String INSTANCE_GROUP = GROUP + "/instance-group";
  static final String INSTANCE_VERSION = GROUP + "/instance-version";
  static final String INSTANCE_KIND = GROUP + "/instance-kind";

  static final String NODE_ID = GROUP + "/node-id";
  static final String COLLECTION_INDEX = GROUP + "/collection-index";
  static final String COLLECTION_SIZE = GROUP + "/collection-size";
  static final String MANAGED_BY_VALUE = "kro";

  static final String APPLY_ORDER = INTERNAL_GROUP + "/apply-order";
  static final String DIGEST = INTERNAL_GROUP + "/applied-digest";
  static final String INVENTORY_HASH = INTERNAL_GROUP + "/applyset-inventory-hash";
  static final String ADDITIONAL_NAMESPACES = ApplySet.PREFIX + "additional-namespaces";

  static final List<String> OBJECT_LABELS =
      List.of(
          OWNED,
          ENGINE_VERSION,
          INSTANCE_ID,
          INSTANCE_NAME,
          INSTANCE_NAMESPACE,
          INSTANCE_GROUP,
          INSTANCE_VERSION,
          INSTANCE_KIND,
          NODE_ID,
          COLLECTION_INDEX,
          COLLECTION_SIZE,
          ApplySet.MANAGED_BY,
          ApplySet.PART_OF);
  static final List<String> OBJECT_ANNOTATIONS = List.of(APPLY_ORDER, DIGEST);

  static final String RECONCILE = GROUP + "/reconcile";
  static final String ALLOW_BREAKING_CHANGES = GROUP + "/allow-breaking-changes";

  static final String OBJECTS_MANAGER = GROUP + "/applyset";
  static final String MARKS_MANAGER = GROUP + "/labeller";
  static final String STATUS_MANAGER = GROUP + "/status";

  private KroMarks() {}
}
