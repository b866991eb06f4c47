package run.trellis.expression.spel;

import java.util.Map;
import java.util.Optional;

/**
 * Methods that hand on parts of their receiver as they are, so that what is read from the result is
 * read from the receiver: its elements in another order, one of them, the values of a map.
 *
 * @param result what of the receiver the result is
 * @param compares whether it looks at all of every element itself
 */
record StructuralMethod(Result result, boolean compares) {

  private static final Map<String, StructuralMethod> BY_NAME =
      Map.ofEntries(
          Map.entry("slice", new StructuralMethod(Result.ELEMENTS, false)),
          Map.entry("reverse", new StructuralMethod(Result.ELEMENTS, false)),
          Map.entry("sort", new StructuralMethod(Result.ELEMENTS, true)),
          Map.entry("sortBy", new StructuralMethod(Result.ELEMENTS, true)),
          Map.entry("distinct", new StructuralMethod(Result.ELEMENTS, true)),
          Map.entry("first", new StructuralMethod(Result.ELEMENT, false)),
          Map.entry("last", new StructuralMethod(Result.ELEMENT, false)),
          Map.entry("min", new StructuralMethod(Result.ELEMENT, true)),
          Map.entry("max", new StructuralMethod(Result.ELEMENT, true)),
          Map.entry("flatten", new StructuralMethod(Result.NESTED_ELEMENTS, false)),
          Map.entry("values", new StructuralMethod(Result.ELEMENTS, false)));

  /** What of the receiver a result is. */
  enum Result {
    /** A list of elements, or of values of a map. */
    ELEMENTS,
    /** One element. */
    ELEMENT,
    /** A list of the elements of elements. */
    NESTED_ELEMENTS
  }

  static Optional<StructuralMethod> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
