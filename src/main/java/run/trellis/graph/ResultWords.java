package run.trellis.graph;

import run.trellis.api.AuthoringWords.Mismatch;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.ProblemCode;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.graph.Fit.Misfit;
import run.trellis.schema.SchemaType;

/** Tells in the words of a dialect that the result of an expression does not fit its place. */
final class ResultWords {

  private static final String TEMPLATE = "template.";

  private final GraphDefinition definition;
  private final ExpressionLanguage language;

  ResultWords(GraphDefinition definition, ExpressionLanguage language) {
    this.definition = definition;
    this.language = language;
  }

  /**
   * The misfit as the dialect tells it. A value that is not among some choices is no matter of
   * types.
   */
  Misfit of(Misfit misfit, LocatedExpression expression, SchemaType expected) {
    if (misfit.code() == ProblemCode.INVALID_VALUE) {
      return misfit;
    }
    Mismatch mismatch =
        definition.resources().stream()
            .filter(resource -> expression.path().startsWith(resource.path() + "."))
            .findFirst()
            .map(
                resource ->
                    mismatch(
                        resource.id(), below(resource, expression), misfit, expression, expected))
            .orElseGet(() -> mismatch("", expression.path(), misfit, expression, expected));
    String message = definition.dialect().authoring().words().mismatch(mismatch);
    return new Misfit(misfit.code(), message, misfit.hint());
  }

  private Mismatch mismatch(
      String resource,
      String path,
      Misfit misfit,
      LocatedExpression expression,
      SchemaType expected) {
    return new Mismatch(
        resource,
        path,
        expression.compiled().source(),
        language.display(expression.compiled().resultType()),
        language.display(expected),
        misfit.message());
  }

  /** Fields of a template are told of as fields of the object. */
  private static String below(Resource resource, LocatedExpression expression) {
    String path = expression.path().substring(resource.path().length() + 1);
    return path.startsWith(TEMPLATE) ? path.substring(TEMPLATE.length()) : path;
  }
}
