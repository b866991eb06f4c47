package run.trellis.expression;

import java.util.List;
import run.trellis.api.Span;

/**
 * One reading of a name.
 *
 * @param head the name, such as {@code deployment}
 * @param path fields read from it one after another as far as they are constant, such as {@code
 *     [status, availableReplicas]}; a list element that is not known is {@code *}, and a path that
 *     leads into a list is continued with the fields its elements are read for
 * @param nullSafe whether the first step from the head is null-safe, so that an absent head is a
 *     value and not an error
 * @param local whether the name may also mean a field of the element at hand (inside a projection
 *     or selection), so that it is a reference only if the scope knows the name
 * @param span place of the head in the source
 */
public record Reference(
    String head, List<String> path, boolean nullSafe, boolean local, Span span) {
  public Reference {
    path = List.copyOf(path);
  }
}
