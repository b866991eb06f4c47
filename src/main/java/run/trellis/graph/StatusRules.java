package run.trellis.graph;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.expression.Reference;

/**
 * What a status may say: every leaf is made from live state, and nothing of it from the content of
 * a Secret.
 */
final class StatusRules {

  private static final Set<String> SECRET_CONTENT = Set.of("data", "stringData", FieldMask.ANY);

  private StatusRules() {}

  /** Every leaf is made from live state. */
  static void requireExpressions(
      Map<String, @Nullable Object> written, Template.Fields compiled, Findings findings) {
    compiled
        .fields()
        .forEach(
            (name, template) ->
                requireExpression(
                    written.get(name),
                    template,
                    FieldPath.field("spec.schema.status", name),
                    findings));
  }

  /**
   * Nothing is made from the content of a Secret.
   *
   * @param reads all that the status reads
   */
  static void refuseSecrets(GraphDefinition definition, Reads reads, Findings findings) {
    definition.resources().stream()
        .filter(resource -> Scopes.isSecret(resource.body().type()))
        .flatMap(resource -> reads.of(resource.id()).stream())
        .filter(read -> readsContent(read.reference()))
        .map(StatusRules::exposure)
        .forEach(findings::add);
  }

  private static Problem exposure(LocatedReference read) {
    String secret = read.reference().head();
    return read.problem(
        ProblemCode.SECRET_EXPOSED,
        "a status field reads the content of the Secret `"
            + secret
            + "`, and everybody can read a status",
        "name the Secret instead: ${" + secret + ".metadata.name}");
  }

  private static void requireExpression(
      @Nullable Object written, Template template, String path, Findings findings) {
    switch (template) {
      case Template.Fields(Map<String, Template> fields) ->
          fields.forEach(
              (name, below) ->
                  requireExpression(
                      written instanceof Map<?, ?> map ? map.get(name) : null,
                      below,
                      FieldPath.field(path, name),
                      findings));
      case Template.Literal(Map<?, ?> map) ->
          map.forEach(
              (name, value) ->
                  requireExpression(
                      value,
                      new Template.Literal(value),
                      FieldPath.field(path, String.valueOf(name)),
                      findings));
      // A malformed expression leaves an empty literal behind and was told already.
      case Template.Literal(@Nullable Object value) when value != null || written == null ->
          findings.add(
              path,
              ProblemCode.MISSING_EXPRESSION,
              "a status field needs an expression that reads live state",
              "for example ${deployment.status.availableReplicas}");
      case Template.Literal _, Template.Standalone _, Template.Text _, Template.Items _ -> {}
    }
  }

  /** A path into a list of Secrets starts with the element. */
  private static boolean readsContent(Reference reference) {
    List<String> path = reference.path();
    boolean element =
        !path.isEmpty() && (path.getFirst().equals(FieldMask.ANY) || isIndex(path.getFirst()));
    List<String> within = element ? path.subList(1, path.size()) : path;
    return within.isEmpty() || SECRET_CONTENT.contains(within.getFirst());
  }

  private static boolean isIndex(String step) {
    return step.chars().allMatch(Character::isDigit);
  }
}
