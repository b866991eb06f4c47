package run.trellis.graph;

import java.util.List;
import run.trellis.api.GraphDefinition.Resource;

/**
 * A resource whose expressions are compiled, but whose place in the order is not known.
 *
 * @param body the template, or what is said of the object that is referred to
 * @param reads what makes edges
 */
record Draft(
    Resource resource,
    List<Node.Dimension> dimensions,
    List<LocatedExpression> includeWhen,
    Template.Fields body,
    Reads reads) {

  /** The same without types that only the compiler needs. */
  Draft withoutTypes() {
    return new Draft(
        resource,
        dimensions.stream()
            .map(it -> new Node.Dimension(it.iterator(), it.list().withoutTypes()))
            .toList(),
        includeWhen.stream().map(LocatedExpression::withoutTypes).toList(),
        body.withoutTypes(),
        reads);
  }
}
