package run.trellis.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.schema.CrdGenerator;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SimpleSchema;

/**
 * The API that a definition generates, if it does: its spec as the author wrote it, its status as
 * the expressions are.
 */
final class GeneratedSchema {

  /** What the author wrote and what it means. */
  private record Source(GraphDefinition.Api api, SimpleSchema spec) {}

  private final Optional<Source> source;
  private final CrdGenerator generator;

  private GeneratedSchema(Optional<Source> source, CrdGenerator generator) {
    this.source = source;
    this.generator = generator;
  }

  /** Parses the schema and tells what is wrong with it. */
  static GeneratedSchema of(GraphDefinition definition, Findings findings) {
    Optional<Source> source = definition.api().map(api -> new Source(api, SimpleSchema.parse(api)));
    source.ifPresent(found -> found.spec().problems().forEach(findings::add));
    return new GeneratedSchema(source, new CrdGenerator(definition.dialect().engineStatus()));
  }

  /** Type of the spec of instances. */
  SchemaType specType() {
    return source.map(found -> found.spec().type()).orElse(SchemaType.UNKNOWN);
  }

  /**
   * The API with its definition; empty for a graph that generates none. Only for a schema without
   * problems.
   */
  Optional<CompiledGraph.GeneratedApi> api(Template.Fields status) {
    return source.map(
        found -> {
          KubeObject crd = generator.generate(found.api(), found.spec(), typeOf(status));
          return new CompiledGraph.GeneratedApi(
              found.api().type(),
              JsonTree.textAt(crd.tree(), "spec", "names", "plural"),
              found.api().scope() == GraphDefinition.Scope.NAMESPACED,
              crd);
        });
  }

  /** The type of what a status template comes to. */
  private static SchemaType typeOf(Template template) {
    return switch (template) {
      case Template.Fields(Map<String, Template> fields) -> {
        Map<String, Field> types = new LinkedHashMap<>();
        fields.forEach((name, below) -> types.put(name, new Field(typeOf(below), false)));
        yield new SchemaType.ObjectOf(types, false);
      }
      case Template.Standalone(LocatedExpression expression) -> expression.compiled().resultType();
      case Template.Text _ -> SchemaType.STRING;
      case Template.Items _, Template.Literal _ -> SchemaType.UNKNOWN;
    };
  }
}
