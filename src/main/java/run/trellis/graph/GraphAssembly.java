package run.trellis.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.Reference;
import run.trellis.graph.TemplateCompiler.Site;
import run.trellis.schema.SchemaCatalog;

/**
 * One compilation under way. First everything that makes edges, then the order, then what may only
 * look upstream, then the nodes.
 */
final class GraphAssembly {

  private final GraphDefinition definition;
  private final Findings findings;
  private final GeneratedSchema schema;
  private final Scopes scopes;
  private final TemplateCompiler templates;
  private final DraftCompiler resources;
  private final NamespaceRules namespaces;
  private final SequencedMap<String, Draft> drafts = new LinkedHashMap<>();

  /** Everything that anything reads of a node, for its mask. */
  private final Reads allReads = new Reads();

  GraphAssembly(
      GraphDefinition definition,
      SchemaCatalog catalog,
      ExpressionLanguage language,
      int maxDimensions,
      Findings findings) {
    this.definition = definition;
    this.findings = findings;
    this.schema = GeneratedSchema.of(definition, findings);
    KnownKinds kinds = new KnownKinds(catalog);
    this.scopes = new Scopes(definition, schema.specType(), kinds);
    Set<String> ids = definition.resources().stream().map(Resource::id).collect(Collectors.toSet());
    ids.remove(Scopes.SCHEMA); // a node of that name was refused; the name means the instance
    this.templates =
        new TemplateCompiler(
            language, ids, new TargetCheck(definition, language, findings), findings);
    this.resources =
        new DraftCompiler(
            templates,
            scopes,
            kinds,
            findings,
            definition.dialect().authoring().words(),
            maxDimensions);
    this.namespaces = new NamespaceRules(definition, kinds, findings);
  }

  Compilation compile() {
    definition.resources().forEach(this::draft);
    DependencyGraph dependencies = dependencies();
    explainCycles(dependencies);
    Map<String, Node.ReadyRule> rules = new LinkedHashMap<>();
    drafts
        .values()
        .forEach(draft -> rules.put(draft.resource().id(), readiness(draft, dependencies)));
    Reads told = new Reads();
    Template.Fields status = status(told);
    List<OwnCondition> conditions = conditions(told);
    StatusRules.refuseSecrets(definition, told, findings);
    allReads.addAll(told);
    List<Problem> problems = findings.located(definition.source());
    if (!problems.isEmpty()) {
      return new Compilation.Rejected(problems);
    }
    List<Node> nodes =
        dependencies.order().stream().map(id -> node(id, dependencies, rules)).toList();
    return new Compilation.Accepted(
        new CompiledGraph(
            definition,
            schema.api(status),
            nodes,
            status.withoutTypes(),
            conditions.stream().map(OwnCondition::withoutTypes).toList()));
  }

  private void draft(Resource resource) {
    Draft draft = resources.compile(resource);
    namespaces.check(resource);
    allReads.addAll(draft.reads());
    drafts.put(resource.id(), draft);
  }

  private DependencyGraph dependencies() {
    SequencedMap<String, Set<String>> dependencies = new LinkedHashMap<>();
    drafts.forEach(
        (id, draft) -> {
          SequencedSet<String> read = draft.reads().nodes();
          if (read.remove(id)) {
            explainSelfReference(id, draft.reads());
          }
          read.retainAll(drafts.keySet());
          dependencies.put(id, read);
        });
    return withDefiners(new DependencyGraph(dependencies));
  }

  private void explainSelfReference(String id, Reads reads) {
    reads
        .of(id)
        .forEach(
            read ->
                findings.add(
                    read.problem(
                        ProblemCode.SELF_REFERENCE,
                        "`" + id + "` reads itself",
                        "only readyWhen and status may read what the node has become")));
  }

  /** Orders objects after what brings their kind, unless that itself reads them. */
  private DependencyGraph withDefiners(DependencyGraph explicit) {
    DefinedKinds kinds = new DefinedKinds(definition.resources());
    SequencedMap<String, Set<String>> dependencies = new LinkedHashMap<>();
    drafts.forEach(
        (id, draft) -> {
          Set<String> all = new LinkedHashSet<>(explicit.dependencies().getOrDefault(id, Set.of()));
          kinds.definersOf(draft.resource()).stream()
              .filter(definer -> !definer.equals(id) && !explicit.upstream(definer).contains(id))
              .forEach(all::add);
          dependencies.put(id, all);
        });
    return new DependencyGraph(dependencies);
  }

  private void explainCycles(DependencyGraph dependencies) {
    dependencies.cycles().forEach(cycle -> findings.add(cycleProblem(cycle)));
  }

  /** Stands where the first node of the cycle reads the next. */
  private Problem cycleProblem(List<String> cycle) {
    Draft first = Objects.requireNonNull(drafts.get(cycle.getFirst()));
    String message = "the graph contains a cycle: " + DependencyGraph.display(cycle);
    String hint = "one of them must do without reading the next";
    return first.reads().of(cycle.get(1)).stream()
        .findFirst()
        .map(read -> read.problem(ProblemCode.CYCLE, message, hint))
        // It only comes after the next, because that brings its kind.
        .orElseGet(() -> Problem.at(first.resource().path(), ProblemCode.CYCLE, message, hint));
  }

  private Node.ReadyRule readiness(Draft draft, DependencyGraph dependencies) {
    Resource resource = draft.resource();
    if (resource.readyWhen().isEmpty()) {
      return new Node.ReadyRule.Standard();
    }
    Reads reads = new Reads();
    List<LocatedExpression> conditions =
        resources.conditions(
            resource,
            "readyWhen",
            resource.readyWhen().get(),
            scopes.forReadiness(resource, dependencies.upstream(resource.id())),
            reads);
    reads.of(Scopes.EACH).forEach(read -> allReads.add(ofElement(resource.id(), read)));
    allReads.addAll(reads);
    return new Node.ReadyRule.Conditions(
        conditions.stream().map(LocatedExpression::withoutTypes).toList());
  }

  /** What is read of {@code each} is read of every element of the node. */
  private static LocatedReference ofElement(String id, LocatedReference read) {
    Reference reference = read.reference();
    List<String> path = new ArrayList<>(List.of(FieldMask.ANY));
    path.addAll(reference.path());
    return new LocatedReference(
        read.path(),
        read.span(),
        new Reference(id, path, reference.nullSafe(), reference.local(), reference.span()));
  }

  private Template.Fields status(Reads reads) {
    Map<String, @Nullable Object> fields =
        new LinkedHashMap<>(definition.api().map(GraphDefinition.Api::status).orElse(Map.of()));
    fields.keySet().removeAll(definition.dialect().authoring().overriddenStatus());
    Site site = new Site("spec.schema.status", scopes.everywhere(), reads, Target.ANYTHING);
    Template.Fields status = templates.fields(fields, site);
    StatusRules.requireExpressions(fields, status, findings);
    if (!definition.dialect().authoring().expressions().statusOfNothing()) {
      Set<String> names = new LinkedHashSet<>(drafts.keySet());
      names.add(Scopes.SCHEMA);
      new StatusReads(templates, names, findings).check(fields, "spec.schema.status");
    }
    return status;
  }

  private List<OwnCondition> conditions(Reads reads) {
    return new ConditionsCompiler(templates, scopes.forConditions(), reads, findings)
        .compile(ConditionsCompiler.writtenIn(definition));
  }

  private Node node(String id, DependencyGraph dependencies, Map<String, Node.ReadyRule> rules) {
    Draft typed = drafts.get(id);
    if (typed == null) {
      throw new IllegalStateException("the order has a node that the definition has not: " + id);
    }
    Draft draft = typed.withoutTypes();
    Resource resource = draft.resource();
    Node.ReadyRule rule = rules.getOrDefault(id, new Node.ReadyRule.Standard());
    SequencedSet<String> read =
        new LinkedHashSet<>(dependencies.dependencies().getOrDefault(id, Set.of()));
    Node.Common common =
        new Node.Common(
            id,
            resource.path(),
            resource.body().type(),
            read,
            soft(draft, read),
            draft.includeWhen(),
            rule,
            mask(resource, rule));
    return switch (resource.body()) {
      case Body.Template _ ->
          resource.forEach().isEmpty()
              ? new Node.ManagedNode(common, draft.body(), resource.lifecycle())
              : new Node.CollectionNode(
                  common, draft.dimensions(), draft.body(), resource.lifecycle());
      case Body.NamedReference _ ->
          new Node.ReferenceNode(common, draft.body().at("namespace"), draft.body().at("name"));
      case Body.SelectorReference _ ->
          new Node.SelectionNode(common, draft.body().at("namespace"), draft.body().at("selector"));
    };
  }

  /** A kind may be there without the node that would bring it, so those edges are soft. */
  private static Set<String> soft(Draft draft, Set<String> dependencies) {
    Set<String> soft = new LinkedHashSet<>(dependencies);
    soft.removeAll(draft.reads().nodes());
    soft.addAll(draft.reads().soft());
    return soft;
  }

  private FieldMask mask(Resource resource, Node.ReadyRule rule) {
    FieldMask mask =
        rule instanceof Node.ReadyRule.Standard
            ? ReadinessFields.of(resource.body().type())
            : ReadinessFields.CURRENT;
    for (LocatedReference read : allReads.of(resource.id())) {
      List<String> path = read.reference().path();
      boolean intoList = Scopes.isList(resource) && !path.isEmpty();
      mask = mask.union(FieldMask.of(intoList ? path.subList(1, path.size()) : path));
    }
    return mask;
  }
}
