package run.trellis.expression.cel;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import run.trellis.expression.Reference;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;

/**
 * What an evaluation needs of the types of its names: formats and kinds of numbers where the
 * expression reads them, and which parts are objects. Made anew, so that what was compiled does not
 * hold on to whole schemas.
 */
final class ReadTypes {

  private static final String ANY = "*";
  private static final List<List<String>> WHOLE = List.of(List.of());

  private final List<Reference> references;

  /** Of an expression that reads these. */
  ReadTypes(List<Reference> references) {
    this.references = List.copyOf(references);
  }

  /**
   * What is needed of the type of a part.
   *
   * @param head name of the scope
   * @param path fields from there to the part
   */
  SchemaType of(String head, List<String> path, SchemaType type) {
    List<List<String>> read =
        references.stream()
            .filter(reference -> reference.head().equals(head))
            .map(Reference::path)
            .toList();
    for (String field : path) {
      read = below(read, field);
    }
    return needed(type, read, Set.of());
  }

  /** What is read below a field, where all of this is read. */
  private static List<List<String>> below(List<List<String>> read, String field) {
    return read.contains(List.<String>of())
        ? WHOLE
        : read.stream()
            .filter(path -> path.getFirst().equals(field) || path.getFirst().equals(ANY))
            .map(path -> path.subList(1, path.size()))
            .toList();
  }

  private static List<List<String>> belowAny(List<List<String>> read) {
    return read.contains(List.<String>of())
        ? WHOLE
        : read.stream().map(path -> path.subList(1, path.size())).toList();
  }

  /**
   * Reduces a type.
   *
   * @param within objects that the type is part of: in one that contains itself, types end there
   */
  private static SchemaType needed(SchemaType type, List<List<String>> read, Set<ObjectOf> within) {
    return switch (type) {
      case Scalar scalar -> isNeeded(scalar) ? plain(scalar) : SchemaType.UNKNOWN;
      case ListOf(SchemaType element) ->
          of(needed(element, belowAny(read), within), SchemaType::listOf);
      case MapOf(SchemaType value) -> of(needed(value, belowAny(read), within), SchemaType::mapOf);
      case ObjectOf object -> object(object, read, within);
      case SchemaType.Unknown unknown -> unknown;
    };
  }

  /** A list or map of values of which nothing is needed needs nothing either. */
  private static SchemaType of(SchemaType values, UnaryOperator<SchemaType> several) {
    return values.equals(SchemaType.UNKNOWN) ? values : several.apply(values);
  }

  private static boolean isNeeded(Scalar scalar) {
    return switch (scalar.kind()) {
      case INTEGER, NUMBER -> true;
      case STRING ->
          switch (scalar.format()) {
            case BYTE, DATE_TIME, DURATION -> true;
            case NONE, INT32, QUANTITY -> false;
          };
      case BOOLEAN, INT_OR_STRING -> false;
    };
  }

  private static Scalar plain(Scalar scalar) {
    Format format = scalar.kind() == Kind.STRING ? scalar.format() : Format.NONE;
    return new Scalar(scalar.kind(), format, List.of());
  }

  private static SchemaType object(ObjectOf object, List<List<String>> read, Set<ObjectOf> within) {
    Map<String, Field> fields = new LinkedHashMap<>();
    if (!within.contains(object)) {
      Set<ObjectOf> deeper = new HashSet<>(within);
      deeper.add(object);
      object
          .fields()
          .forEach(
              (name, field) -> {
                List<List<String>> below = below(read, name);
                SchemaType kept =
                    below.isEmpty() ? SchemaType.UNKNOWN : needed(field.type(), below, deeper);
                if (!kept.equals(SchemaType.UNKNOWN)) {
                  fields.put(name, new Field(kept, false));
                }
              });
    }
    return new ObjectOf(fields, true);
  }
}
