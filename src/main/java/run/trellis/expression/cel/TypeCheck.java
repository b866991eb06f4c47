package run.trellis.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.Operator;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.NearestName;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Reference;
import run.trellis.expression.Scope;

/**
 * Checks a tree against a scope. What names mean is looked up here, in our own words and with the
 * nearest right name; types are the library's to check, and its messages the field's own.
 */
final class TypeCheck {

  private static final String UNDEFINED_FIELD = "undefined field '";

  private final String source;
  private final Scope scope;
  private final Inspection inspection;
  private final List<ExpressionProblem> problems = new ArrayList<>();

  private TypeCheck(String source, Scope scope, Inspection inspection) {
    this.source = source;
    this.scope = scope;
    this.inspection = inspection;
  }

  /** Compiles what was read; whatever is wrong is among the problems. */
  static CelCompiled compile(
      String source, CelReader.Content content, List<Reference> references, Scope scope) {
    TypeCheck check = new TypeCheck(source, scope, content.inspection());
    check.checkNames();
    check.checkFunctions();
    CelAbstractSyntaxTree checked = check.checkTypes(content.tree());
    if (checked == null || !check.problems.isEmpty()) {
      return CelCompiled.refused(source, check.sortedProblems());
    }
    CelType type = checked.getResultType();
    ScopeTypes types = new ScopeTypes(scope, content.inspection().fields());
    return CelCompiled.of(
        source, type, types.toSchema(type), Planner.plan(checked, source, scope, references));
  }

  /** In the order of the source. */
  private List<ExpressionProblem> sortedProblems() {
    return problems.stream()
        .sorted(Comparator.comparingInt(problem -> problem.span().offset()))
        .distinct()
        .toList();
  }

  private void checkNames() {
    inspection
        .names()
        .forEach(
            (name, span) -> {
              if (scope.find(name).isEmpty() && !ScopeTypes.isNamed(name)) {
                unknownName(name, span);
              }
            });
  }

  private void unknownName(String name, Span span) {
    Set<String> names = scope.names().keySet();
    String inScope =
        names.isEmpty() ? "nothing is in scope" : "in scope: " + String.join(", ", names);
    problem(
        ProblemCode.UNKNOWN_NAME,
        span,
        "references unknown identifiers: [" + name + "]",
        NearestName.nearest(name, names)
            .map(near -> "did you mean `" + near + "`? " + inScope)
            .orElse(inScope));
  }

  private void checkFunctions() {
    inspection
        .functions()
        .forEach(
            (name, call) -> {
              CelFunctions known = CelFunctions.STANDARD;
              boolean there = call.method() ? known.isMethod(name) : known.isFunction(name);
              if (!there && !name.equals(Operator.OPTIONAL_SELECT.getFunction())) {
                unknownFunction(name, call);
              } else if (name.startsWith(ConditionFunctions.NAMESPACE + ".")
                  && scope.find(ConditionFunctions.NAMESPACE).isEmpty()) {
                unknownName(ConditionFunctions.NAMESPACE, call.span());
              }
            });
  }

  private void unknownFunction(String name, Inspection.Call call) {
    CelFunctions known = CelFunctions.STANDARD;
    String hint;
    if (call.method() && known.isFunction(name)) {
      hint = "it is a function: write " + name + "(…)";
    } else if (!call.method() && known.isMethod(name)) {
      hint = "it is a method: write it behind a value, value." + name + "(…)";
    } else if (Macros.isName(name)) {
      hint = "it is a macro, and takes another number of arguments";
    } else {
      hint = NearestName.hint(name, call.method() ? known.methodNames() : known.functionNames());
    }
    problem(
        ProblemCode.UNKNOWN_FUNCTION, call.span(), "uses unknown functions: [" + name + "]", hint);
  }

  private @Nullable CelAbstractSyntaxTree checkTypes(CelAbstractSyntaxTree tree) {
    CelValidationResult result = CelSyntax.checker(inspection, scope).check(tree);
    if (result.hasError()) {
      Positions positions = Positions.of(tree, source);
      result.getErrors().forEach(issue -> report(issue, positions));
      return null;
    }
    try {
      CelAbstractSyntaxTree checked = result.getAst();
      checkResult(checked.getResultType());
      return checked;
    } catch (CelValidationException e) {
      throw new IllegalStateException("a tree without errors is there", e);
    }
  }

  private void report(CelIssue issue, Positions positions) {
    String message = issue.getMessage();
    if (isTold(message)) {
      return;
    }
    Span span = positions.span(issue);
    if (message.startsWith(UNDEFINED_FIELD)) {
      String field = message.substring(UNDEFINED_FIELD.length(), message.length() - 1);
      problem(ProblemCode.UNKNOWN_FIELD, span, message, fieldHint(field));
    } else {
      problem(ProblemCode.TYPE_MISMATCH, span, readable(message), "");
    }
  }

  /** Whether it is about a name that was told of already. */
  private boolean isTold(String message) {
    return inspection.functions().keySet().stream()
        .anyMatch(
            name -> message.equals("undeclared reference to '" + name + "' (in container '')"));
  }

  private static String fieldHint(String field) {
    return CelFunctions.STANDARD.isMethod(field) ? "it is a method: write ." + field + "(…)" : "";
  }

  /** Without what the type checker alone understands. */
  private static String readable(String message) {
    return message.replaceAll("%[A-Za-z]+[0-9]+", "any").replace("*error*", "unknown");
  }

  /** Values of some types have no place outside of an expression. */
  private void checkResult(CelType type) {
    Optional<String> hint = Optional.empty();
    if (type.kind() == CelKind.BYTES) {
      hint = Optional.of(Bytes.HINT);
    } else if (type.kind() == CelKind.TYPE) {
      hint = Optional.of("compare it with a type, such as type(x) == string");
    } else if (type.kind() == CelKind.MAP && !hasTextKeys(type)) {
      hint = Optional.of("keys of an object are text: string(…) makes text of a number");
    }
    hint.ifPresent(
        text ->
            problem(
                ProblemCode.TYPE_MISMATCH,
                new Span(0, source.length()),
                "the result is of type " + ValueTypes.display(type) + ", which no field can have",
                text));
  }

  private static boolean hasTextKeys(CelType map) {
    return switch (map.parameters().getFirst().kind()) {
      case STRING, DYN, ANY, TYPE_PARAM -> true;
      default -> false;
    };
  }

  private void problem(ProblemCode code, Span span, String message, String hint) {
    problems.add(new ExpressionProblem(code, span, message, hint));
  }
}
