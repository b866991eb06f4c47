package run.trellis.graph;

import java.util.List;
import java.util.Optional;
import run.trellis.api.FieldPath;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Uniqueness;

/**
 * What may stand at a place of a template.
 *
 * @param name how messages call the place: {@code Deployment.spec.replicas}, {@code a condition}
 * @param at path from the root, such as {@code metadata.labels}
 * @param type type of the field there
 * @param required whether there has to be a value
 * @param uniqueness which elements of a list may not be there twice
 * @param onlySource whether nobody but the template gives fields, so that one that is missing stays
 *     missing
 */
record Target(
    String name,
    String at,
    SchemaType type,
    boolean required,
    Uniqueness uniqueness,
    boolean onlySource) {

  private static final List<String> MARKS = List.of("labels", "annotations");

  /** Where nothing is known. */
  static final Target ANYTHING = unknown("the value", "");

  /** A value that has to be there. */
  static Target of(String name, SchemaType type) {
    return new Target(name, "", type, true, Uniqueness.NONE, true);
  }

  /** A whole object of a kind that has to be there, of which others may give fields. */
  static Target partOf(String name, SchemaType type) {
    return new Target(name, "", type, true, Uniqueness.NONE, false);
  }

  /** Whether these are the labels or annotations of the object, and which of the two. */
  Optional<String> marks() {
    return MARKS.stream().filter(field -> at.equals("metadata." + field)).findFirst();
  }

  /** What may be the value of a field; anything if the field is not known. */
  Target field(String field) {
    String named = FieldPath.field(name, field);
    String below = FieldPath.field(at, field);
    return switch (type) {
      case ObjectOf object ->
          object
              .field(field)
              .map(known -> of(named, below, known))
              .orElseGet(() -> unknown(named, below));
      case MapOf(SchemaType value) ->
          new Target(named, below, value, false, Uniqueness.NONE, onlySource);
      default -> unknown(named, below);
    };
  }

  private Target of(String named, String below, Field field) {
    // Schemas do not require a name, because the API server could make one up.
    boolean required = field.required() || below.equals("metadata.name");
    return new Target(named, below, field.type(), required, field.uniqueness(), onlySource);
  }

  /** What may be an element of a list. */
  Target element(int index) {
    String named = FieldPath.element(name, index);
    String below = FieldPath.element(at, index);
    return type instanceof ListOf(SchemaType element)
        ? new Target(named, below, element, false, Uniqueness.NONE, onlySource)
        : unknown(named, below);
  }

  private static Target unknown(String named, String below) {
    return new Target(named, below, SchemaType.UNKNOWN, false, Uniqueness.NONE, false);
  }
}
