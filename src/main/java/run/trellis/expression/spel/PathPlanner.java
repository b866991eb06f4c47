package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.Place;
import run.trellis.expression.spel.PathNode.Absence;
import run.trellis.expression.spel.Planner.Surroundings;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Kind;

/** Plans chains of properties and indexes as one path. */
final class PathPlanner {

  private final Planner planner;

  PathPlanner(Planner planner) {
    this.planner = planner;
  }

  /** Plans a property, an index, or a bare name that is a field of the element at hand. */
  Plan plan(Syntax chain, Surroundings surroundings, Absence absence) {
    List<Syntax> parts = new ArrayList<>();
    Syntax target = chain;
    while (target instanceof Syntax.Property || target instanceof Syntax.Index) {
      parts.add(target);
      target =
          target instanceof Syntax.Property property
              ? property.target()
              : ((Syntax.Index) target).target();
    }
    Collections.reverse(parts);
    if (target instanceof Syntax.Ternary ternary && parts.stream().allMatch(PathPlanner::isFixed)) {
      return planner.plan(behindEachBranch(ternary, parts), surroundings, absence);
    }
    Plan base = base(target, parts, surroundings, absence);
    Walk walk = new Walk(base, absence);
    for (int i = 0; i < parts.size(); i++) {
      walk.take(parts.get(i), next(parts, i, absence), surroundings);
    }
    return walk.finish();
  }

  private static Next next(List<Syntax> parts, int index, Absence absence) {
    return index + 1 < parts.size()
        ? new Next(true, isNullSafe(parts.get(index + 1)))
        : new Next(false, absence == Absence.NULL_AT_END);
  }

  /**
   * What stands behind a step.
   *
   * @param follows whether another step of the path does
   * @param nullSafe whether it takes absence for null
   */
  private record Next(boolean follows, boolean nullSafe) {}

  /** Not an index that is computed, which would be computed by each branch. */
  private static boolean isFixed(Syntax part) {
    return !(part instanceof Syntax.Index index) || index.index() instanceof Syntax.Constant;
  }

  /** Steps taken in each branch know where their value comes from, and what to wait for. */
  private static Syntax behindEachBranch(Syntax.Ternary ternary, List<Syntax> parts) {
    return new Syntax.Ternary(
        ternary.span(),
        ternary.condition(),
        chain(ternary.whenTrue(), parts),
        chain(ternary.whenFalse(), parts));
  }

  private static Syntax chain(Syntax target, List<Syntax> parts) {
    Syntax end = target;
    for (Syntax part : parts) {
      end =
          switch (part) {
            case Syntax.Property step ->
                new Syntax.Property(
                    step.span(), end, step.name(), step.nullSafe(), step.nameSpan());
            case Syntax.Index step ->
                new Syntax.Index(step.span(), end, step.index(), step.nullSafe());
            default -> throw new IllegalStateException("no step of a path: " + part);
          };
    }
    return end;
  }

  private Plan base(Syntax target, List<Syntax> parts, Surroundings surroundings, Absence absence) {
    Plan element = surroundings.element();
    if (element != null
        && target instanceof Syntax.Name name
        && planner.scope().find(name.name()).isEmpty()) {
      parts.addFirst(
          new Syntax.Property(
              name.span(), new Syntax.Element(name.span()), name.name(), false, name.span()));
      return element;
    }
    boolean guarded = !parts.isEmpty() && isNullSafe(parts.getFirst());
    Absence ofBase =
        absence == Absence.NULL ? absence : guarded ? Absence.NULL_AT_END : Absence.WRONG;
    return planner.plan(target, surroundings, ofBase);
  }

  private static boolean isNullSafe(Syntax part) {
    return part instanceof Syntax.Property property
        ? property.nullSafe()
        : ((Syntax.Index) part).nullSafe();
  }

  /** Goes along the path and keeps what is known of the value reached so far. */
  private final class Walk {

    private final Plan base;
    private final Absence absence;
    private final List<Step> steps = new ArrayList<>();
    private SchemaType type;
    private @Nullable Origin origin;
    private @Nullable String secretOf;

    /** Whether the value reached may be null. */
    private boolean nullable;

    /**
     * Whether the value is complete when the expression runs, so that what it may lack is a
     * mistake. What is made by an operation is.
     */
    private boolean given;

    /** Whether what it lacks was told already, and need not be told of each step behind. */
    private boolean told;

    /** The step being taken. */
    private @Nullable Syntax current;

    Walk(Plan base, Absence absence) {
      this.base = base;
      this.absence = absence;
      this.type = base.type();
      this.origin = base.origin();
      this.secretOf = base.secretOf();
      this.nullable = base.value().nullable();
      this.given = !base.isObserved();
      this.told = absence == Absence.NULL;
    }

    void take(Syntax part, Next next, Surroundings surroundings) {
      current = part;
      switch (part) {
        case Syntax.Property property ->
            field(property.name(), property.nameSpan(), property.nullSafe(), next);
        case Syntax.Index index
            when index.index() instanceof Syntax.Constant(Span span, Object key) ->
            constant(index, key, next);
        case Syntax.Index index -> computed(index, next, surroundings);
        default -> throw new IllegalStateException("no step of a path: " + part);
      }
    }

    private Place place(Span span) {
      return new Place(span, "the path", secretOf);
    }

    private void field(String name, Span span, boolean nullSafe, Next next) {
      steps.add(new Step.Field(name, nullSafe, place(span)));
      checkNull(span, nullSafe);
      switch (type) {
        case SchemaType.ObjectOf object -> fieldOf(object, name, span, nullSafe, next);
        case SchemaType.MapOf(SchemaType value) -> reachMaybe(value, name, nullSafe, next);
        case SchemaType.Unknown unknown -> reachMaybe(type, name, nullSafe, next);
        case SchemaType.ListOf list -> {
          String ofElements = "to read it of every element write .![" + name + "]";
          wrong(span, "a list has no `" + name + "`", planner.methodHint(name).orElse(ofElements));
          reach(SchemaType.UNKNOWN, name);
        }
        case SchemaType.Scalar scalar -> {
          String hint = planner.methodHint(name).orElse("");
          wrong(span, scalar.phrase() + " has no `" + name + "`", hint);
          reach(SchemaType.UNKNOWN, name);
        }
      }
    }

    private void fieldOf(
        SchemaType.ObjectOf object, String name, Span span, boolean nullSafe, Next next) {
      SchemaType.Field field = object.field(name).orElse(null);
      if (field == null) {
        if (!object.open()) {
          planner.unknownField(name, span, reached(), object.fields().keySet());
        }
        reachMaybe(SchemaType.UNKNOWN, name, nullSafe, next);
        return;
      }
      boolean unguarded = !nullSafe && !next.nullSafe();
      if (given && !told && !field.alwaysPresent() && unguarded) {
        String path = origin == null ? name : origin.then(Origin.field(name)).qualified();
        String nullSafely = next.follows() ? name + "?." : "?." + name;
        planner.problem(
            ProblemCode.OPTIONAL_FIELD,
            span,
            "`" + path + "` is optional and may be absent",
            "write `" + nullSafely + "` to read null then, or `?:` to give another value");
        told = true;
      }
      boolean lacking = !given || !field.alwaysPresent();
      nullable |= (field.nullable() && !told) || (lacking && !unguarded);
      reach(field.type(), name);
    }

    /** Reads what nobody says is there. */
    private void reachMaybe(SchemaType value, String name, boolean nullSafe, Next next) {
      nullable |= nullSafe || next.nullSafe();
      reach(value, name);
    }

    /** A null-safe step may have given null, of which nothing can be read. */
    private void checkNull(Span span, boolean nullSafe) {
      if (given && !told && nullable && !nullSafe) {
        planner.problem(
            ProblemCode.OPTIONAL_FIELD,
            span,
            "`" + writtenSoFar() + "` may be null here",
            "write ?. here too, or `?:` to give another value");
        told = true;
      }
      nullable &= nullSafe;
    }

    private void constant(Syntax.Index index, @Nullable Object key, Next next) {
      switch (key) {
        case String name -> field(name, index.index().span(), index.nullSafe(), next);
        case Long number -> element(index, number, next);
        case null, default -> wrong(index.index().span(), "an index is an integer or text", "");
      }
    }

    private void element(Syntax.Index index, long number, Next next) {
      Span span = index.index().span();
      steps.add(new Step.Element(number, index.nullSafe(), place(span)));
      checkNull(span, index.nullSafe());
      if (number < 0) {
        planner.problem(
            ProblemCode.INVALID_VALUE,
            span,
            "an index is not below zero",
            "the last element is .last()");
      }
      nullable |= index.nullSafe() || next.nullSafe();
      follow(indexed(span, SchemaType.INTEGER), Origin.index(number));
    }

    private void computed(Syntax.Index index, Next next, Surroundings surroundings) {
      Plan key = planner.plan(index.index(), surroundings);
      Span span = index.index().span();
      secretOf = secretOf != null ? secretOf : key.secretOf();
      steps.add(new Step.Computed(key.node(), index.nullSafe(), place(span)));
      checkNull(span, index.nullSafe());
      boolean present = planner.requirePresent(index.index(), key, "an index");
      nullable |= index.nullSafe() || next.nullSafe();
      follow(indexed(span, present ? key.type() : SchemaType.UNKNOWN), Origin.ANY);
    }

    /** Type of what an index of the given type reads. */
    private SchemaType indexed(Span span, SchemaType key) {
      boolean fits =
          switch (type) {
            case SchemaType.ListOf list -> TypeRules.isInteger(key);
            case SchemaType.MapOf map -> TypeRules.isText(key);
            case SchemaType.ObjectOf object -> TypeRules.isText(key);
            case SchemaType.Unknown unknown ->
                TypeRules.isInteger(key)
                    || TypeRules.isText(key)
                    || TypeRules.is(key, Kind.INT_OR_STRING);
            case SchemaType.Scalar scalar -> false;
          };
      if (!fits) {
        wrong(span, key.phrase() + " is no index of " + type.phrase(), TypeRules.conversion(key));
      }
      return switch (type) {
        case SchemaType.ListOf(SchemaType element) -> element;
        case SchemaType.MapOf(SchemaType value) -> value;
        default -> SchemaType.UNKNOWN;
      };
    }

    private void reach(SchemaType next, String field) {
      follow(next, Origin.field(field));
    }

    private void follow(SchemaType next, String step) {
      type = next;
      origin = origin == null ? null : origin.then(step);
    }

    private String reached() {
      return origin == null ? "the value" : "`" + origin.qualified() + "`";
    }

    private String writtenSoFar() {
      return switch (current) {
        case Syntax.Property property -> planner.text(property.target());
        case Syntax.Index index -> planner.text(index.target());
        case null, default -> "";
      };
    }

    private void wrong(Span span, String message, String hint) {
      planner.problem(ProblemCode.TYPE_MISMATCH, span, message, hint);
    }

    Plan finish() {
      Node node =
          steps.isEmpty() ? base.node() : new PathNode(base.node(), steps, base.origin(), absence);
      boolean ofNull = base.value().blank() && nullable;
      ValueType value = ofNull ? ValueType.NULL : new ValueType(type, nullable, false, false);
      return new Plan(node, steps.isEmpty() ? base.value() : value, origin, secretOf, base.fit());
    }
  }
}
