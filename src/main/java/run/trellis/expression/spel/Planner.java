package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.NearestName;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Place;
import run.trellis.expression.Scope;
import run.trellis.expression.function.FunctionLibrary;
import run.trellis.expression.spel.PathNode.Absence;

/**
 * Compiles an admitted tree against a scope: names are resolved, types checked as far as they are
 * known, and each part becomes an operation. Goes on after a problem, to find all of them.
 */
final class Planner {

  private final String source;
  private final Scope scope;
  private final FunctionLibrary library;
  private final List<ExpressionProblem> problems = new ArrayList<>();
  private final PathPlanner paths;
  private final CallPlanner calls;
  private final OperatorPlanner operators;
  private final CollectionPlanner collections;

  Planner(String source, Scope scope, FunctionLibrary library) {
    this.source = source;
    this.scope = scope;
    this.library = library;
    this.paths = new PathPlanner(this);
    this.calls = new CallPlanner(this, library);
    this.operators = new OperatorPlanner(this);
    this.collections = new CollectionPlanner(this);
  }

  /** In the order of the source. */
  List<ExpressionProblem> problems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(problem -> problem.span().offset()))
        .distinct()
        .toList();
  }

  Scope scope() {
    return scope;
  }

  /** What the part looks like in the source. */
  String text(Syntax part) {
    Span span = part.span();
    return source.substring(span.offset(), span.offset() + span.length());
  }

  Plan plan(Syntax tree, Surroundings surroundings) {
    return plan(tree, surroundings, Absence.WRONG);
  }

  /** Plans a part whose absence is a value as far as is said. */
  Plan plan(Syntax tree, Surroundings surroundings, Absence absence) {
    return switch (tree) {
      case Syntax.Constant constant -> constant(constant);
      case Syntax.Name name -> name(name, surroundings, absence);
      case Syntax.Element element ->
          surroundings.element() == null ? Plan.invalid() : surroundings.element();
      case Syntax.Property property -> paths.plan(property, surroundings, absence);
      case Syntax.Index index -> paths.plan(index, surroundings, absence);
      case Syntax.Call call -> calls.plan(call, surroundings);
      case Syntax.Projection projection -> collections.plan(projection, surroundings);
      case Syntax.Selection selection -> collections.plan(selection, surroundings);
      case Syntax.InlineList list -> collections.plan(list, surroundings);
      case Syntax.InlineMap map -> collections.plan(map, surroundings);
      case Syntax.Unary unary -> operators.plan(unary, surroundings);
      case Syntax.Binary binary -> operators.plan(binary, surroundings);
      case Syntax.Ternary ternary -> operators.plan(ternary, surroundings, absence);
      case Syntax.Elvis elvis -> operators.plan(elvis, surroundings, absence);
    };
  }

  private static Plan constant(Syntax.Constant constant) {
    ValueType value = ValueType.ofConstant(constant.value());
    return new Plan(new Nodes.Constant(constant.value()), value, null, null, true);
  }

  private Plan name(Syntax.Name name, Surroundings surroundings, Absence absence) {
    if (surroundings.element() != null && scope.find(name.name()).isEmpty()) {
      return paths.plan(name, surroundings, absence);
    }
    return head(name, absence);
  }

  /** A name that has to be one of the scope. */
  private Plan head(Syntax.Name name, Absence absence) {
    Scope.Name meaning = scope.find(name.name()).orElse(null);
    if (meaning == null) {
      return unknownName(name);
    }
    String secretOf = meaning.sensitive() ? name.name() : null;
    Node node =
        new Nodes.Head(
            name.name(),
            meaning.observed(),
            absence == Absence.NULL,
            new Place(name.span(), "`" + name.name() + "`", secretOf));
    // Where absence is a value, so is that of a node that was skipped.
    ValueType value =
        ValueType.of(meaning.type()).orNull(meaning.observed() && absence != Absence.WRONG);
    return new Plan(node, value, Origin.of(name.name(), meaning.observed()), secretOf, true);
  }

  private Plan unknownName(Syntax.Name name) {
    Map<String, Scope.Name> names = scope.names();
    String inScope =
        names.isEmpty() ? "nothing is in scope" : "in scope: " + String.join(", ", names.keySet());
    String hint =
        NearestName.nearest(name.name(), names.keySet())
            .map(near -> "did you mean `" + near + "`? " + inScope)
            .orElse(inScope);
    problem(ProblemCode.UNKNOWN_NAME, name.span(), "there is no `" + name.name() + "`", hint);
    return Plan.invalid();
  }

  void problem(ProblemCode code, Span span, String message, String hint) {
    problems.add(new ExpressionProblem(code, span, message, hint));
  }

  void unknownField(String name, Span span, String owner, Collection<String> fields) {
    String known = fields.isEmpty() ? "it has no fields" : "it has " + String.join(", ", fields);
    String hint =
        NearestName.nearest(name, fields)
            .map(near -> "did you mean `" + near + "`?")
            .or(() -> methodHint(name))
            .orElse(known);
    problem(ProblemCode.UNKNOWN_FIELD, span, owner + " has no field `" + name + "`", hint);
  }

  /** For a method that lacks its parentheses. */
  Optional<String> methodHint(String name) {
    return library.method(name).map(method -> "it is a method: write ." + name + "(…)");
  }

  /** Tells that a part has the wrong type. */
  void mismatch(Syntax part, String message) {
    mismatch(part, message, "");
  }

  /** See {@link #mismatch(Syntax, String)}. */
  void mismatch(Syntax part, String message, String hint) {
    problem(ProblemCode.TYPE_MISMATCH, part.span(), message, hint);
  }

  /**
   * Checks that a part is not null and not omitted where an operation needs a value.
   *
   * @return whether it is there
   */
  boolean requirePresent(Syntax part, Plan plan, String operation) {
    ValueType value = plan.value();
    if (value.blank() && TypeRules.isUnknown(value.type())) {
      mismatch(part, operation + " needs a value, not " + TypeRules.describe(value));
      return false;
    }
    if (value.nullable()) {
      problem(
          ProblemCode.OPTIONAL_FIELD,
          part.span(),
          "`" + text(part) + "` may be null, and " + operation + " needs a value",
          "`?:` gives another value then");
      return false;
    }
    if (value.omittable()) {
      mismatch(part, operation + " cannot take omit()");
      return false;
    }
    return true;
  }

  /** The first of the sensitive names, if there is any. */
  static @Nullable String secretOf(Plan... parts) {
    for (Plan part : parts) {
      if (part.secretOf() != null) {
        return part.secretOf();
      }
    }
    return null;
  }

  /** A part that has to be true or false. */
  Nodes.Condition condition(Syntax part, Surroundings surroundings, String operation) {
    Plan plan = plan(part, surroundings);
    return condition(part, plan, operation);
  }

  Nodes.Condition condition(Syntax part, Plan plan, String operation) {
    if (requirePresent(part, plan, operation) && !TypeRules.isBoolean(plan.type())) {
      mismatch(part, operation + " needs true or false, not " + TypeRules.describe(plan.value()));
    }
    return new Nodes.Condition(plan.node(), new Place(part.span(), operation, plan.secretOf()));
  }

  /**
   * What stands around a part.
   *
   * @param element the meaning of {@code #this}; null outside of projections and selections
   */
  record Surroundings(@Nullable Plan element) {
    static final Surroundings NONE = new Surroundings(null);
  }
}
