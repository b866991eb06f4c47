package run.trellis.graph;

import java.util.Set;
import run.trellis.expression.Compiled;

/**
 * A compiled expression and where its author wrote it.
 *
 * @param path place in the definition, such as {@code spec.resources[1].template.data.host}
 * @param compiled the expression
 * @param nodes ids of the nodes it reads
 */
public record LocatedExpression(String path, Compiled compiled, Set<String> nodes) {
  public LocatedExpression {
    nodes = Set.copyOf(nodes);
  }

  /** The same expression, without types that only the compiler needs. */
  LocatedExpression withoutTypes() {
    return new LocatedExpression(path, compiled.withoutTypes(), nodes);
  }

  /** The same expression where a boolean is wanted. */
  LocatedExpression asCondition() {
    return new LocatedExpression(path, compiled.asCondition(), nodes);
  }

  /** For messages: the expression as its author wrote it. */
  public String text() {
    return "${" + compiled.source() + "}";
  }
}
