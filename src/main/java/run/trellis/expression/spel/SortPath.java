package run.trellis.expression.spel;

import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;

/** Follows the path that {@code sortBy} is given as text through the type of the elements. */
final class SortPath {

  private final Planner planner;
  private final Span span;
  private final String path;

  private SortPath(Planner planner, Span span, String path) {
    this.planner = planner;
    this.span = span;
    this.path = path;
  }

  /** Checks a call of {@code sortBy}, if its path is constant and the elements are known. */
  static void check(Planner planner, Syntax.Call call, SchemaType receiver) {
    if (receiver instanceof ListOf(SchemaType element)
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Syntax.Constant(Span span, Object path)
        && path instanceof String names) {
      new SortPath(planner, span, names).follow(element);
    }
  }

  private void follow(SchemaType element) {
    SchemaType type = element;
    for (String name : path.split("\\.", -1)) {
      type =
          switch (type) {
            case ObjectOf object -> field(object, name);
            case MapOf(SchemaType value) -> value;
            case SchemaType.Unknown _ -> type;
            case SchemaType.Scalar _, ListOf _ -> {
              wrong("`" + name + "` cannot be read of " + type.phrase());
              yield SchemaType.UNKNOWN;
            }
          };
    }
    if (!TypeRules.areOrdered(type, type) && !TypeRules.isBoolean(type)) {
      wrong("elements cannot be sorted by `" + path + "`, which is " + type.phrase());
    }
  }

  private SchemaType field(ObjectOf object, String name) {
    Field field = object.fields().get(name);
    if (field == null && !object.open()) {
      planner.unknownField(name, span, "an element", object.fields().keySet());
    }
    return field == null ? SchemaType.UNKNOWN : field.type();
  }

  private void wrong(String message) {
    planner.problem(ProblemCode.TYPE_MISMATCH, span, message, "");
  }
}
