package run.trellis.reconcile.graph;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.OpenApiDocuments;
import run.trellis.schema.OpenApiTypes;
import run.trellis.schema.SchemaCatalog;

/**
 * The kinds that the API server serves, with the schemas it publishes. Keeps nothing: a schema is
 * needed to compile a graph and not after that.
 */
public final class LiveCatalog implements SchemaCatalog {

  private final KindDirectory kinds;
  private final OpenApiDocuments documents;

  public LiveCatalog(KindDirectory kinds, OpenApiDocuments documents) {
    this.kinds = kinds;
    this.documents = documents;
  }

  /**
   * {@inheritDoc}
   *
   * @throws OpenApiDocuments.OpenApiUnavailable if the server could not be asked: a graph compiled
   *     without types that are there would hide its problems
   */
  @Override
  public Lookup find(GroupVersionKind type) {
    return switch (kinds.find(type)) {
      case KindDirectory.Lookup.Missing _ -> new Lookup.Missing();
      case KindDirectory.Lookup.Unavailable _ -> new Lookup.Unknown();
      case KindDirectory.Lookup.Served(var _, boolean namespaced) -> served(type, namespaced);
    };
  }

  private Lookup served(GroupVersionKind type, boolean namespaced) {
    Optional<Map<String, @Nullable Object>> schema = documents.schemaOf(type);
    return schema
        .<Lookup>map(found -> new Lookup.Found(OpenApiTypes.toSchemaType(found), namespaced))
        .orElseGet(Lookup.Unknown::new);
  }
}
