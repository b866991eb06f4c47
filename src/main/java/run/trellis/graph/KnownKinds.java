package run.trellis.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.GroupVersionKind;
import run.trellis.schema.ObjectType;
import run.trellis.schema.SchemaCatalog;
import run.trellis.schema.SchemaCatalog.Lookup;
import run.trellis.schema.SchemaType;

/**
 * The kinds that one definition names, each looked up once. A kind that is not known has what all
 * objects have, and anything else.
 */
final class KnownKinds {

  private final SchemaCatalog catalog;
  private final Map<GroupVersionKind, Lookup> found = new HashMap<>();

  KnownKinds(SchemaCatalog catalog) {
    this.catalog = catalog;
  }

  /** What may be said of an object of the kind. */
  SchemaType typeOf(GroupVersionKind type) {
    return find(type) instanceof Lookup.Found(SchemaType schema, boolean _)
        ? schema
        : ObjectType.of(SchemaType.UNKNOWN);
  }

  /** What may be read of an object of the kind that exists. */
  SchemaType typeOfExisting(GroupVersionKind type) {
    return ObjectType.existing(typeOf(type), isNamespaced(type).orElse(false));
  }

  /** Whether objects of the kind live in namespaces; empty if that is not known. */
  Optional<Boolean> isNamespaced(GroupVersionKind type) {
    return find(type) instanceof Lookup.Found(SchemaType _, boolean namespaced)
        ? Optional.of(namespaced)
        : Optional.empty();
  }

  private Lookup find(GroupVersionKind type) {
    return found.computeIfAbsent(type, catalog::find);
  }
}
