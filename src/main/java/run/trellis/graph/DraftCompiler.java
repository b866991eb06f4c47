package run.trellis.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.AuthoringWords;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.JsonTree;
import run.trellis.api.ProblemCode;
import run.trellis.expression.Scope;
import run.trellis.graph.TemplateCompiler.Site;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Uniqueness;

/** Compiles resources, each by itself. */
final class DraftCompiler {

  private static final SchemaType ANY_LIST = SchemaType.listOf(SchemaType.UNKNOWN);
  private static final Target REFERENCE = Target.of("externalRef.metadata", referenceType());

  private final TemplateCompiler templates;
  private final Scopes scopes;
  private final KnownKinds kinds;
  private final Findings findings;
  private final AuthoringWords words;
  private final int maxDimensions;

  DraftCompiler(
      TemplateCompiler templates,
      Scopes scopes,
      KnownKinds kinds,
      Findings findings,
      AuthoringWords words,
      int maxDimensions) {
    this.templates = templates;
    this.scopes = scopes;
    this.kinds = kinds;
    this.findings = findings;
    this.words = words;
    this.maxDimensions = maxDimensions;
  }

  /** What may be said of objects that are only read. */
  private static SchemaType referenceType() {
    SchemaType texts = SchemaType.listOf(SchemaType.STRING);
    SchemaType expression =
        object(Map.of("key", SchemaType.STRING, "operator", SchemaType.STRING, "values", texts));
    SchemaType selector =
        object(
            Map.of(
                "matchLabels", SchemaType.mapOf(SchemaType.STRING),
                "matchExpressions", SchemaType.listOf(expression)));
    return object(
        Map.of("name", SchemaType.STRING, "namespace", SchemaType.STRING, "selector", selector));
  }

  private static SchemaType object(Map<String, SchemaType> types) {
    Map<String, Field> fields = new LinkedHashMap<>();
    types.forEach(
        (name, type) ->
            fields.put(name, new Field(type, false, name.equals("name"), false, Uniqueness.NONE)));
    return new ObjectOf(fields, true);
  }

  Draft compile(Resource resource) {
    Reads reads = new Reads();
    Map<String, Scope.Name> iterators = new LinkedHashMap<>();
    List<Node.Dimension> dimensions = dimensions(resource, iterators, reads);
    List<LocatedExpression> conditions =
        conditions(resource, "includeWhen", resource.includeWhen(), scopes.everywhere(), reads);
    Template.Fields body = body(resource, scopes.forNode(iterators), reads);
    requireIterators(resource);
    return new Draft(resource, dimensions, conditions, body, reads);
  }

  private List<Node.Dimension> dimensions(
      Resource resource, Map<String, Scope.Name> iterators, Reads reads) {
    List<Node.Dimension> dimensions = new ArrayList<>();
    if (resource.forEach().size() > maxDimensions) {
      findings.add(
          FieldPath.field(resource.path(), "forEach"),
          ProblemCode.LIMIT_EXCEEDED,
          resource.forEach().size() + " dimensions are more than " + maxDimensions,
          "");
    }
    for (int index = 0; index < resource.forEach().size(); index++) {
      GraphDefinition.Dimension dimension = resource.forEach().get(index);
      String path =
          FieldPath.field(
              FieldPath.element(FieldPath.field(resource.path(), "forEach"), index),
              dimension.iterator());
      Target target = Target.of("forEach." + dimension.iterator(), ANY_LIST);
      Optional<LocatedExpression> list =
          templates.only(
              dimension.expression(), new Site(path, scopes.everywhere(), reads, target));
      SchemaType element =
          list.map(expression -> expression.compiled().resultType()).orElse(SchemaType.UNKNOWN)
                  instanceof ListOf(SchemaType known)
              ? known
              : SchemaType.UNKNOWN;
      Set<String> read = list.map(LocatedExpression::nodes).orElse(Set.of());
      iterators.put(dimension.iterator(), scopes.elementOf(element, read));
      list.ifPresent(
          expression -> dimensions.add(new Node.Dimension(dimension.iterator(), expression)));
    }
    return dimensions;
  }

  /** Expressions that have to be true or false. */
  List<LocatedExpression> conditions(
      Resource resource, String field, List<String> texts, Scope scope, Reads reads) {
    List<LocatedExpression> conditions = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      String name = FieldPath.element(field, index);
      Target target = Target.of(name, SchemaType.BOOLEAN);
      String path = resource.path() + "." + name;
      templates
          .condition(texts.get(index), new Site(path, scope, reads, target))
          .ifPresent(conditions::add);
    }
    return conditions;
  }

  private Template.Fields body(Resource resource, Scope scope, Reads reads) {
    String template = FieldPath.field(resource.path(), "template");
    String metadata = FieldPath.field(FieldPath.field(resource.path(), "externalRef"), "metadata");
    return switch (resource.body()) {
      case Body.Template managed ->
          templates.fields(managed.tree(), new Site(template, scope, reads, target(resource)));
      case Body.NamedReference named ->
          templates.fields(
              present("name", named.name(), "namespace", named.namespace()),
              new Site(metadata, scope, reads, REFERENCE));
      case Body.SelectorReference selector ->
          templates.fields(
              present("selector", selector.selector(), "namespace", selector.namespace()),
              new Site(metadata, scope, reads, Target.partOf(REFERENCE.name(), REFERENCE.type())));
    };
  }

  /** An object that may be taken over has fields already. */
  private Target target(Resource resource) {
    String kind = resource.body().type().kind();
    SchemaType type = kinds.typeOf(resource.body().type());
    return resource.lifecycle().adoption() == Adoption.NEVER
        ? Target.of(kind, type)
        : Target.partOf(kind, type);
  }

  private static Map<String, Object> present(
      String first, Object value, String second, String optional) {
    return optional.isEmpty() ? Map.of(first, value) : Map.of(first, value, second, optional);
  }

  /**
   * Without every iterator in its identity, a collection would make the same object several times.
   */
  private void requireIterators(Resource resource) {
    if (!(resource.body() instanceof Body.Template template) || resource.forEach().isEmpty()) {
      return;
    }
    Set<String> used =
        new LinkedHashSet<>(templates.names(JsonTree.textAt(template.tree(), "metadata", "name")));
    used.addAll(templates.names(JsonTree.textAt(template.tree(), "metadata", "namespace")));
    for (GraphDefinition.Dimension dimension : resource.forEach()) {
      if (!used.contains(dimension.iterator())) {
        findings.add(
            resource.path() + ".template.metadata.name",
            ProblemCode.UNUSED_ITERATOR,
            words.unusedIterator(dimension.iterator()),
            "for example name: \"${schema.metadata.name}-${" + dimension.iterator() + "}\"");
      }
    }
  }
}
