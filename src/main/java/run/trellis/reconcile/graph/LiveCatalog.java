package run.trellis.reconcile.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.GroupVersionKind;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.OpenApiDocuments;
import run.trellis.schema.ObjectType;
import run.trellis.schema.OpenApiDocument;
import run.trellis.schema.SchemaCatalog;
import run.trellis.schema.SchemaType;

/**
 * The kinds that the API server serves, with the schemas it publishes, for one compilation: each
 * document is loaded once, and goes with the catalog. Not safe for use by several threads.
 */
public final class LiveCatalog implements SchemaCatalog {

  private final KindDirectory kinds;
  private final OpenApiDocuments documents;
  private final Map<String, Optional<OpenApiDocument>> loaded = new HashMap<>();

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
      case KindDirectory.Lookup.Served(var _, boolean namespaced) ->
          new Lookup.Found(schema(type), namespaced);
    };
  }

  private SchemaType schema(GroupVersionKind type) {
    return loaded
        .computeIfAbsent(type.apiVersion(), _ -> documents.load(type.group(), type.version()))
        .flatMap(document -> document.typeOf(type))
        .orElseGet(() -> ObjectType.of(SchemaType.UNKNOWN));
  }
}
