package run.trellis.schema;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns OpenAPI v3 schemas, as custom resource definitions hold them, into types, and types into
 * such schemas.
 */
public final class OpenApiTypes {

  private OpenApiTypes() {}

  /**
   * The type of a schema without references.
   *
   * <p>A field is always present in its parent if it is required or has a default, and cannot be
   * {@code null}. Whether the parent is there is told by the parent's own field.
   */
  public static SchemaType toSchemaType(Map<String, ? extends @Nullable Object> schema) {
    return toSchemaType(schema, reference -> Map.of());
  }

  /**
   * The type of a schema that may refer to others, as the API server publishes them.
   *
   * @param references gives the schema of a reference such as {@code
   *     #/components/schemas/io.k8s.api.apps.v1.Deployment}, or an empty map. The type holds on to
   *     it. Types read with one and the same function from one and the same reference are equal
   */
  public static SchemaType toSchemaType(
      Map<String, ? extends @Nullable Object> schema,
      Function<String, Map<String, @Nullable Object>> references) {
    return new OpenApiReader(references).read(schema);
  }

  /** The schema of a type; what is unknown is preserved as it comes. Nothing is required. */
  public static Map<String, @Nullable Object> toOpenApi(SchemaType type) {
    return new OpenApiWriter().schema(type);
  }
}
