package run.trellis.schema;

import java.util.ArrayList;
import java.util.List;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;

/**
 * A kind as a custom resource definition defines it: one for each version that is served.
 *
 * @param schema type of its objects, as the API server would publish it
 */
public record DefinedKind(GroupVersionKind type, boolean namespaced, SchemaType schema) {

  /** The kinds of a definition; none if it is no such definition. */
  public static List<DefinedKind> of(KubeObject definition) {
    String group = JsonTree.textAt(definition.tree(), "spec", "group");
    String kind = JsonTree.textAt(definition.tree(), "spec", "names", "kind");
    boolean namespaced = "Namespaced".equals(definition.at("spec", "scope"));
    List<DefinedKind> kinds = new ArrayList<>();
    for (Object version : JsonTree.listAt(definition.tree(), "spec", "versions")) {
      String name = JsonTree.textAt(version, "name");
      if (Boolean.TRUE.equals(JsonTree.at(version, "served"))) {
        SchemaType schema =
            OpenApiTypes.toSchemaType(JsonTree.mapAt(version, "schema", "openAPIV3Schema"));
        kinds.add(
            new DefinedKind(
                new GroupVersionKind(group, name, kind), namespaced, ObjectType.of(schema)));
      }
    }
    return List.copyOf(kinds);
  }

  /** As a catalog answers. */
  public SchemaCatalog.Lookup asFound() {
    return new SchemaCatalog.Lookup.Found(schema, namespaced);
  }
}
