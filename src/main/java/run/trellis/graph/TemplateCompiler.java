package run.trellis.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.JsonTree;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.expression.Compiled;
import run.trellis.expression.ConditionTypes;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.ExpressionText;
import run.trellis.expression.Parsed;
import run.trellis.expression.Reference;
import run.trellis.expression.Scope;
import run.trellis.schema.SchemaType.Unknown;

/**
 * Compiles the expressions of one definition, wherever they stand. Goes on behind whatever is
 * wrong.
 */
final class TemplateCompiler {

  private final ExpressionLanguage language;
  private final Set<String> nodeIds;
  private final Findings findings;
  private final TargetCheck targets;

  /** Definitions say the same again and again, above all the name of the instance. */
  private final Map<String, Parsed> parsed = new HashMap<>();

  TemplateCompiler(
      ExpressionLanguage language, Set<String> nodeIds, TargetCheck targets, Findings findings) {
    this.language = language;
    this.nodeIds = nodeIds;
    this.findings = findings;
    this.targets = targets;
  }

  /**
   * Where something compiles: its path, what it may read, who is told what it reads, and what may
   * stand there.
   */
  record Site(String path, Scope scope, Reads reads, Target target) {

    Site field(String name) {
      return new Site(FieldPath.field(path, name), scope, reads, target.field(name));
    }

    private Site element(int index) {
      return new Site(FieldPath.element(path, index), scope, reads, target.element(index));
    }
  }

  /** A tree whose strings may hold expressions. */
  Template tree(@Nullable Object tree, Site site) {
    return switch (tree) {
      case Map<?, ?> map -> fields(map, site);
      case List<?> list -> items(list, site);
      case String text -> text(text, site);
      case null, default -> {
        targets.literal(tree, site.target(), site.path());
        yield new Template.Literal(tree);
      }
    };
  }

  /** A map whose values may hold expressions; never folded to a literal at its top. */
  Template.Fields fields(Map<?, ?> map, Site site) {
    targets.fields(map, site.target(), site.path());
    Map<String, Template> fields = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          fields.put(name, folded(tree(value, site.field(name))));
        });
    return new Template.Fields(fields);
  }

  private Template items(List<?> list, Site site) {
    targets.items(list, site.target(), site.path());
    List<Template> items = new ArrayList<>(list.size());
    for (int index = 0; index < list.size(); index++) {
      items.add(folded(tree(list.get(index), site.element(index))));
    }
    return new Template.Items(items);
  }

  /** A tree without any expression is kept as it was, so that rendering shares it. */
  private static Template folded(Template compiled) {
    boolean constant =
        switch (compiled) {
          case Template.Literal _ -> true;
          case Template.Fields(Map<String, Template> fields) ->
              fields.values().stream().allMatch(TemplateCompiler::isAsWritten);
          case Template.Items(List<Template> items) ->
              items.stream().allMatch(TemplateCompiler::isAsWritten);
          case Template.Standalone _, Template.Text _ -> false;
        };
    return constant && !(compiled instanceof Template.Literal)
        ? new Template.Literal(constantOf(compiled))
        : compiled;
  }

  private static boolean isAsWritten(Template template) {
    return template instanceof Template.Literal;
  }

  private static @Nullable Object constantOf(Template template) {
    return switch (template) {
      case Template.Literal(@Nullable Object value) -> value;
      case Template.Fields(Map<String, Template> fields) -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        fields.forEach((name, value) -> map.put(name, constantOf(value)));
        yield JsonTree.copyOf(map);
      }
      case Template.Items(List<Template> items) -> {
        List<@Nullable Object> list = new ArrayList<>();
        items.forEach(item -> list.add(constantOf(item)));
        yield JsonTree.copyOf(list);
      }
      case Template.Standalone _, Template.Text _ ->
          throw new IllegalArgumentException("not constant");
    };
  }

  private Template text(String text, Site site) {
    return switch (ExpressionText.split(text, language)) {
      case ExpressionText.Plain(String plain) -> {
        targets.literal(plain, site.target(), site.path());
        yield new Template.Literal(plain);
      }
      case ExpressionText.Standalone(ExpressionText.Embedded embedded) -> {
        Optional<LocatedExpression> expression = expression(embedded, site);
        expression.ifPresent(found -> targets.result(found, embedded, site.target()));
        yield expression.<Template>map(Template.Standalone::new).orElse(Template.NOTHING);
      }
      case ExpressionText.Mixed(List<ExpressionText.Part> parts) -> mixed(parts, site);
      case ExpressionText.Malformed(ExpressionProblem problem) -> {
        report(problem, site.path(), 0);
        yield Template.NOTHING;
      }
    };
  }

  private Template mixed(List<ExpressionText.Part> parts, Site site) {
    targets.text(site.target(), site.path());
    List<Template.Part> compiled = new ArrayList<>();
    for (ExpressionText.Part part : parts) {
      switch (part) {
        case ExpressionText.Literal(String text) -> compiled.add(new Template.Part.Plain(text));
        case ExpressionText.Embedded embedded ->
            expression(embedded, site)
                .ifPresent(
                    expression -> {
                      targets.embedded(expression, embedded);
                      compiled.add(new Template.Part.Embedded(expression));
                    });
      }
    }
    return new Template.Text(compiled);
  }

  /** A string that must be one expression and nothing else, of a value that fits. */
  Optional<LocatedExpression> only(String text, Site site) {
    return only(text, site, UnaryOperator.identity());
  }

  /** A string that must be one expression that is true or false. */
  Optional<LocatedExpression> condition(String text, Site site) {
    return only(text, site, LocatedExpression::asCondition);
  }

  private Optional<LocatedExpression> only(
      String text, Site site, UnaryOperator<LocatedExpression> use) {
    ExpressionText split = ExpressionText.split(text, language);
    if (split instanceof ExpressionText.Malformed(ExpressionProblem problem)) {
      report(problem, site.path(), 0);
      return Optional.empty();
    }
    if (!(split instanceof ExpressionText.Standalone(ExpressionText.Embedded embedded))) {
      findings.add(
          site.path(),
          ProblemCode.MISSING_EXPRESSION,
          "`" + site.target().name() + "` must be one expression, but is `" + text + "`",
          "write ${ … } around the whole of it");
      return Optional.empty();
    }
    Optional<LocatedExpression> expression = expression(embedded, site).map(use);
    expression.ifPresent(
        found -> {
          targets.result(found, embedded, site.target());
          if (found.nodes().stream().allMatch(node -> isKnown(node, site.scope()))) {
            targets.known(found, embedded, site.target());
          }
        });
    return expression;
  }

  /**
   * Whether the kind of a node is known, so that what is not known of it is its author's choice.
   */
  private static boolean isKnown(String node, Scope scope) {
    return scope.find(node).filter(name -> name.type() instanceof Unknown).isEmpty();
  }

  /** Whether a string has expressions, and all of them can be read. */
  boolean isSoundExpression(String text) {
    List<ExpressionText.Embedded> expressions = ExpressionText.split(text, language).expressions();
    return !expressions.isEmpty()
        && expressions.stream()
            .allMatch(expression -> parse(expression.source()).problems().isEmpty());
  }

  /** Names that the expressions of a string read, known or not. */
  Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    ExpressionText.split(text, language)
        .expressions()
        .forEach(
            expression ->
                parse(expression.source())
                    .references()
                    .forEach(reference -> names.add(reference.head())));
    return names;
  }

  /** Types of the conditions that the expressions of a string give. */
  ConditionTypes conditionTypes(String text) {
    return ExpressionText.split(text, language).expressions().stream()
        .map(expression -> language.parse(expression.source()).conditionTypes())
        .findFirst()
        .orElse(ConditionTypes.NONE);
  }

  private Optional<LocatedExpression> expression(ExpressionText.Embedded embedded, Site site) {
    Parsed read = parse(embedded.source());
    if (!read.problems().isEmpty()) {
      read.problems().forEach(problem -> report(problem, site.path(), embedded.offset()));
      return Optional.empty();
    }
    Compiled compiled = language.compile(read, site.scope());
    compiled.problems().forEach(problem -> report(problem, site.path(), embedded.offset()));
    Set<String> names = new LinkedHashSet<>();
    for (Reference reference : read.references()) {
      if (site.scope().find(reference.head()).isPresent() && isNode(reference.head())) {
        names.add(reference.head());
        site.reads().add(LocatedReference.of(reference, site.path(), embedded.offset()));
      }
    }
    return hasKnownResult(compiled)
        ? Optional.of(new LocatedExpression(site.path(), compiled, names))
        : Optional.empty();
  }

  /** What may be absent has a type all the same, and may be wrong in its place, too. */
  private static boolean hasKnownResult(Compiled compiled) {
    return compiled.problems().stream()
        .allMatch(problem -> problem.code() == ProblemCode.OPTIONAL_FIELD);
  }

  private Parsed parse(String source) {
    return parsed.computeIfAbsent(source, language::parse);
  }

  private boolean isNode(String name) {
    return nodeIds.contains(name) || name.equals(Scopes.EACH);
  }

  private void report(ExpressionProblem problem, String path, int offset) {
    findings.add(
        Problem.at(path, problem.code(), problem.message(), problem.hint())
            .within(problem.span().shifted(offset)));
  }
}
