package run.trellis.expression;

import run.trellis.api.ProblemCode;
import run.trellis.api.Span;

/**
 * What is wrong with an expression, relative to its own source.
 *
 * @param message one sentence without a full stop
 * @param hint how to mend it; may be empty
 */
public record ExpressionProblem(ProblemCode code, Span span, String message, String hint) {}
