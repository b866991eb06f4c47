package run.trellis.schema;

import run.trellis.api.GroupVersionKind;

/** Port to what is known of kinds: from a live API server, from files, or from a bundle. */
public interface SchemaCatalog {

  /** Knows no kind: everything has type unknown and is checked when it arrives. */
  SchemaCatalog EMPTY = type -> new Lookup.Unknown();

  Lookup find(GroupVersionKind type);

  /** What the catalog says of a kind. */
  sealed interface Lookup {

    /**
     * The kind exists.
     *
     * @param schema type of its objects
     * @param namespaced whether its objects live in namespaces
     */
    record Found(SchemaType schema, boolean namespaced) implements Lookup {}

    /** The API server does not serve the kind. It may later. */
    record Missing() implements Lookup {}

    /** Nothing is known either way. */
    record Unknown() implements Lookup {}
  }
}
