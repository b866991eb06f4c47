package run.trellis.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GraphDefinition;
import run.trellis.api.JsonTree;
import run.trellis.api.Problem;

/**
 * The short notation for schemas, {@code replicas: integer | default=1 minimum=0}, as popularised
 * by kro, turned into OpenAPI v3 as custom resource definitions take it.
 *
 * @param openApi schema of the spec; a field with a problem takes anything, so that the rest can
 *     still be checked
 * @param type the same as a type
 * @param printerColumns columns that fields ask for by {@code printColumn}, as custom resource
 *     definitions write them
 * @param problems what is wrong; if anything is, the schema must not be served
 */
public record SimpleSchema(
    Map<String, @Nullable Object> openApi,
    SchemaType type,
    List<Map<String, @Nullable Object>> printerColumns,
    List<Problem> problems) {

  /** Where the schema stands in a graph. */
  private static final String PATH = "spec.schema";

  public SimpleSchema {
    openApi = JsonTree.copyOfMap(openApi);
    printerColumns = List.copyOf(printerColumns);
    problems = List.copyOf(problems);
  }

  /**
   * Parses the custom types and the spec of an API. Never throws. Problems have no positions yet.
   */
  public static SimpleSchema parse(GraphDefinition.Api api) {
    return parse(api.types(), api.spec());
  }

  /** Parses custom types and a spec; see {@link #parse(GraphDefinition.Api)}. */
  public static SimpleSchema parse(
      Map<String, ? extends @Nullable Object> types, Map<String, ? extends @Nullable Object> spec) {
    return new SimpleSchemaParser(PATH, types).parse(spec);
  }
}
