package run.trellis.cluster;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.graph.FieldMask;

/**
 * A {@link FieldMask} made ready to be asked for every field of every object: what is below a name
 * is worked out once. Fields that it does not keep are skipped while they are read and never become
 * objects in memory.
 */
final class FieldFilter {

  static final FieldFilter EVERYTHING = new FieldFilter(FieldMask.EVERYTHING);
  private static final FieldFilter NOTHING = new FieldFilter(FieldMask.NOTHING);

  private final FieldMask mask;
  private final Map<String, FieldFilter> below;
  private final @Nullable FieldFilter element;

  FieldFilter(FieldMask mask) {
    this.mask = mask;
    this.below =
        mask.fields().keySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), name -> new FieldFilter(mask.below(name))));
    FieldMask ofElements = mask.union(mask.below(FieldMask.ANY));
    this.element = ofElements.equals(mask) ? null : new FieldFilter(ofElements);
  }

  boolean keepsAll() {
    return mask.whole();
  }

  boolean keepsNothing() {
    return !mask.whole() && mask.fields().isEmpty();
  }

  /** The filter of a field. */
  FieldFilter field(String name) {
    if (mask.whole()) {
      return EVERYTHING;
    }
    FieldFilter known = below.get(name);
    return known != null ? known : below.getOrDefault(FieldMask.ANY, NOTHING);
  }

  /** The filter of each element, where a list was met. */
  FieldFilter element() {
    return element == null ? this : element;
  }
}
