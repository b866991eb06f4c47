package run.trellis.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import run.trellis.api.Authoring.ExpressionRules;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.GroupVersionKind;
import run.trellis.expression.Scope;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ObjectOf;

/**
 * Which names mean what, at each place of a definition (the table of places and names in the API
 * reference).
 */
final class Scopes {

  static final String SCHEMA = "schema";
  static final String EACH = "each";

  /** What functions that make and read conditions start with. */
  private static final String RUNTIME = "runtime";

  private static final GroupVersionKind SECRET = new GroupVersionKind("", "v1", "Secret");

  private final Map<String, Scope.Name> schema = new LinkedHashMap<>();
  private final Map<String, Scope.Name> nodes = new LinkedHashMap<>();
  private final Map<String, Scope.Name> elements = new LinkedHashMap<>();
  private final Scope everywhere;

  private final ExpressionRules rules;

  Scopes(GraphDefinition definition, SchemaType spec, KnownKinds kinds) {
    this.rules = definition.dialect().authoring().expressions();
    definition
        .api()
        .ifPresent(api -> schema.put(SCHEMA, Scope.Name.given(instanceType(api, spec))));
    for (Resource resource : definition.resources()) {
      Scope.Name element = element(resource.body().type(), kinds);
      elements.put(resource.id(), element);
      nodes.put(
          resource.id(),
          isList(resource)
              ? new Scope.Name(SchemaType.listOf(element.type()), true, element.sensitive())
              : element);
    }
    everywhere = new Scope(everything());
  }

  /** Templates and references: everything, and the node's own iterators. */
  Scope forNode(Map<String, Scope.Name> iterators) {
    if (iterators.isEmpty()) {
      return everywhere;
    }
    Map<String, Scope.Name> names = everything();
    names.putAll(iterators);
    return new Scope(names);
  }

  /**
   * An element of a list that an expression made: part of live state if it was made of nodes, and
   * as sensitive as those.
   *
   * @param read ids of the nodes that the expression reads
   */
  Scope.Name elementOf(SchemaType type, Set<String> read) {
    boolean sensitive =
        read.stream().map(nodes::get).anyMatch(node -> node != null && node.sensitive());
    return new Scope.Name(type, !read.isEmpty(), sensitive);
  }

  /**
   * Lists of a collection, conditions to include, status: everything. A node's own id is among the
   * names, so that reading it where it may not be read is told as what it is and not as an unknown
   * name.
   */
  Scope everywhere() {
    return everywhere;
  }

  /** Conditions of a status: everything, and the functions that make conditions. */
  Scope forConditions() {
    Map<String, Scope.Name> names = everything();
    names.put(RUNTIME, Scope.Name.given(SchemaType.UNKNOWN));
    return new Scope(names);
  }

  /** Conditions to be ready: the node itself, what is upstream of it, and the element of a list. */
  Scope forReadiness(Resource resource, Set<String> upstream) {
    if (!rules.readinessOfOthers()) {
      return forOwnReadiness(resource);
    }
    Map<String, Scope.Name> names = new LinkedHashMap<>(schema);
    nodes.forEach(
        (id, name) -> {
          if (id.equals(resource.id()) || upstream.contains(id)) {
            names.put(id, name);
          }
        });
    if (isList(resource)) {
      names.put(EACH, elementOf(resource));
    }
    return new Scope(names);
  }

  /** The node by its id, or the element of a list. */
  private Scope forOwnReadiness(Resource resource) {
    String name = isList(resource) ? EACH : resource.id();
    return new Scope(Map.of(name, elementOf(resource)));
  }

  private Scope.Name elementOf(Resource resource) {
    return elements.getOrDefault(resource.id(), Scope.Name.observed(SchemaType.UNKNOWN));
  }

  static boolean isList(Resource resource) {
    return !resource.forEach().isEmpty()
        || resource.body() instanceof GraphDefinition.Body.SelectorReference;
  }

  private Map<String, Scope.Name> everything() {
    Map<String, Scope.Name> names = new LinkedHashMap<>(schema);
    names.putAll(nodes);
    return names;
  }

  static boolean isSecret(GroupVersionKind type) {
    return type.ofAnyVersion().equals(SECRET.ofAnyVersion());
  }

  private static Scope.Name element(GroupVersionKind type, KnownKinds kinds) {
    Scope.Name name = Scope.Name.observed(kinds.typeOfExisting(type));
    return isSecret(type) ? name.asSensitive() : name;
  }

  private static SchemaType instanceType(GraphDefinition.Api api, SchemaType spec) {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("apiVersion", new Field(SchemaType.STRING, true));
    fields.put("kind", new Field(SchemaType.STRING, true));
    fields.put("metadata", new Field(metadataType(api), true));
    fields.put("spec", new Field(spec, true));
    return new ObjectOf(fields, false);
  }

  private static SchemaType metadataType(GraphDefinition.Api api) {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("name", new Field(SchemaType.STRING, true));
    if (api.scope() == GraphDefinition.Scope.NAMESPACED) {
      fields.put("namespace", new Field(SchemaType.STRING, true));
    }
    for (String always : List.of("uid", "resourceVersion", "creationTimestamp")) {
      fields.put(always, new Field(SchemaType.STRING, true));
    }
    fields.put("generation", new Field(SchemaType.INTEGER, true));
    fields.put("labels", new Field(SchemaType.mapOf(SchemaType.STRING), false));
    fields.put("annotations", new Field(SchemaType.mapOf(SchemaType.STRING), false));
    fields.put("finalizers", new Field(SchemaType.listOf(SchemaType.STRING), false));
    fields.put("deletionTimestamp", new Field(SchemaType.STRING, false));
    return new ObjectOf(fields, false);
  }
}
