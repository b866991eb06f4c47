package run.trellis.schema;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;

/**
 * The schemas of the kinds of one group and version, as the API server publishes them in OpenAPI
 * v3. What was read of them is kept with them, and types hold on to them. Safe for use by several
 * threads.
 */
public final class OpenApiDocument {

  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, @Nullable Object> schemas;

  /** One for all types of this document, so that those of one reference are the same. */
  private final OpenApiReader reader;

  private final Map<GroupVersionKind, Optional<SchemaType>> types = new ConcurrentHashMap<>();

  /**
   * A document with the given schemas by name.
   *
   * @param schemas {@code components.schemas} of the document
   */
  public OpenApiDocument(Map<String, @Nullable Object> schemas) {
    this.schemas = schemas;
    this.reader = new OpenApiReader(this::referred);
  }

  /** The type of objects of a kind, empty if the document does not have it. */
  public Optional<SchemaType> typeOf(GroupVersionKind type) {
    return types.computeIfAbsent(type, this::read);
  }

  private Optional<SchemaType> read(GroupVersionKind type) {
    return schemas.entrySet().stream()
        .filter(schema -> isOf(schema.getValue(), type))
        .map(schema -> Map.of("$ref", REFERENCE + schema.getKey()))
        .findFirst()
        .map(reference -> ObjectType.of(reader.read(reference)));
  }

  private static boolean isOf(@Nullable Object schema, GroupVersionKind type) {
    return JsonTree.listAt(schema, "x-kubernetes-group-version-kind").stream()
        .anyMatch(
            named ->
                JsonTree.textAt(named, "group").equals(type.group())
                    && JsonTree.textAt(named, "version").equals(type.version())
                    && JsonTree.textAt(named, "kind").equals(type.kind()));
  }

  private Map<String, @Nullable Object> referred(String reference) {
    return reference.startsWith(REFERENCE)
        ? JsonTree.mapAt(schemas, reference.substring(REFERENCE.length()))
        : Map.of();
  }
}
