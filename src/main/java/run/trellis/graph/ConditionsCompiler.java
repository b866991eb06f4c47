package run.trellis.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.ProblemCode;
import run.trellis.expression.ConditionTypes;
import run.trellis.expression.Scope;
import run.trellis.graph.TemplateCompiler.Site;
import run.trellis.schema.SchemaType;

/** Compiles the conditions that an author wants instances to have in place of the engine's. */
final class ConditionsCompiler {

  private static final String FIELD = "conditions";
  private static final String PATH = "spec.schema.status." + FIELD;
  private static final String EXAMPLE =
      "for example ${runtime.newCondition({type: 'Healthy', status: 'True'})}";

  private final TemplateCompiler templates;
  private final Scope scope;
  private final Reads reads;
  private final Findings findings;

  /** Where each type that is written down was met first. */
  private final Map<String, String> places = new HashMap<>();

  ConditionsCompiler(TemplateCompiler templates, Scope scope, Reads reads, Findings findings) {
    this.templates = templates;
    this.scope = scope;
    this.reads = reads;
    this.findings = findings;
  }

  /** What a definition has under the name, if its dialect lets authors have it. */
  static List<?> writtenIn(GraphDefinition definition) {
    return definition.dialect().authoring().overriddenStatus().contains(FIELD)
            && definition.api().map(api -> api.status().get(FIELD)).orElse(null)
                instanceof List<?> list
        ? list
        : List.of();
  }

  List<OwnCondition> compile(List<?> written) {
    List<OwnCondition> conditions = new ArrayList<>();
    for (int index = 0; index < written.size(); index++) {
      condition(written.get(index), FieldPath.element(PATH, index)).ifPresent(conditions::add);
    }
    return conditions;
  }

  private Optional<OwnCondition> condition(@Nullable Object written, String path) {
    if (!(written instanceof String text)) {
      findings.add(path, ProblemCode.MISSING_EXPRESSION, "a condition is an expression", EXAMPLE);
      return Optional.empty();
    }
    Optional<LocatedExpression> expression =
        templates.only(text, new Site(path, scope, reads, Target.ANYTHING));
    expression.ifPresent(this::checkType);
    ConditionTypes types = templates.conditionTypes(text);
    types.written().forEach(type -> checkPlace(type, path));
    return expression.map(found -> new OwnCondition(found, types));
  }

  private void checkType(LocatedExpression expression) {
    SchemaType type = expression.compiled().resultType();
    boolean condition =
        isCondition(type)
            || (type instanceof SchemaType.ListOf(SchemaType element) && isCondition(element));
    if (!condition) {
      findings.add(
          expression.path(),
          ProblemCode.TYPE_MISMATCH,
          "must give a condition or a list of them, not " + type.phrase(),
          EXAMPLE);
    }
  }

  /** Outside of an expression, a condition is a map of its fields. */
  private static boolean isCondition(SchemaType type) {
    return type instanceof SchemaType.Unknown || type.equals(SchemaType.mapOf(SchemaType.STRING));
  }

  private void checkPlace(String type, String path) {
    String first = places.putIfAbsent(type, path);
    if (first != null) {
      findings.add(
          path,
          ProblemCode.INVALID_VALUE,
          "duplicate condition type `" + type + "`, which " + first + " gives already",
          "give every condition a type of its own");
    }
  }
}
