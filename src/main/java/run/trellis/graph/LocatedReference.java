package run.trellis.graph;

import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.Reference;

/**
 * One reading of a name and where its author wrote it.
 *
 * @param path place in the definition, such as {@code spec.resources[1].template.data.host}
 * @param span the name within the text at that place
 * @param reference what is read
 */
record LocatedReference(String path, Span span, Reference reference) {

  /**
   * A reference of an expression.
   *
   * @param offset where the expression begins in the text at the path
   */
  static LocatedReference of(Reference reference, String path, int offset) {
    return new LocatedReference(path, reference.span().shifted(offset), reference);
  }

  /** Something that is wrong with this reading. */
  Problem problem(ProblemCode code, String message, String hint) {
    return Problem.at(path, code, message, hint).within(span);
  }
}
