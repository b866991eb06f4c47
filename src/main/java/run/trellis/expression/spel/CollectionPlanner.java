package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.Place;
import run.trellis.expression.spel.PathNode.Absence;
import run.trellis.expression.spel.Planner.Surroundings;
import run.trellis.schema.MapTypes;
import run.trellis.schema.SchemaType;
import run.trellis.schema.TypeJoin;

/** Plans what makes lists and maps, or goes through them. */
final class CollectionPlanner {

  private final Planner planner;

  CollectionPlanner(Planner planner) {
    this.planner = planner;
  }

  Plan plan(Syntax.InlineList list, Surroundings surroundings) {
    List<Plan> elements = new ArrayList<>();
    list.elements().forEach(element -> elements.add(planner.plan(element, surroundings)));
    String secretOf = Planner.secretOf(elements.toArray(Plan[]::new));
    Node node =
        new CollectionNodes.InlineList(
            elements.stream().map(Plan::node).toList(),
            new Place(list.span(), "the list", secretOf));
    Origin origin =
        elements.stream()
            .filter(Plan::isObserved)
            .findFirst()
            .map(Plan::origin)
            .map(from -> from.listOf(from))
            .orElse(null);
    return Plan.made(node, listOf(elements), secretOf).from(origin);
  }

  private static ValueType listOf(List<Plan> elements) {
    return elements.stream()
        .map(Plan::value)
        .reduce(ValueType::or)
        .map(element -> ValueType.of(SchemaType.listOf(element.asElement())))
        .orElse(ValueType.EMPTY_LIST);
  }

  Plan plan(Syntax.InlineMap map, Surroundings surroundings) {
    List<Plan> keys = new ArrayList<>();
    List<Plan> values = new ArrayList<>();
    for (Syntax.Entry entry : map.entries()) {
      keys.add(planner.plan(entry.key(), surroundings));
      values.add(planner.plan(entry.value(), surroundings));
    }
    checkKeys(map, keys);
    List<Plan> all = new ArrayList<>(keys);
    all.addAll(values);
    String secretOf = Planner.secretOf(all.toArray(Plan[]::new));
    Node node =
        new CollectionNodes.InlineMap(
            keys.stream().map(Plan::node).toList(),
            values.stream().map(Plan::node).toList(),
            new Place(map.span(), "the map", secretOf));
    return Plan.made(node, type(map, values), secretOf);
  }

  private void checkKeys(Syntax.InlineMap map, List<Plan> keys) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      Syntax key = map.entries().get(i).key();
      if (key instanceof Syntax.Constant(Span span, Object value)
          && !seen.add(String.valueOf(value))) {
        planner.problem(
            ProblemCode.DUPLICATE_KEY, span, "the key `" + value + "` is there twice", "");
      }
      if (planner.requirePresent(key, keys.get(i), "a key")
          && !TypeRules.isScalar(keys.get(i).type())) {
        planner.mismatch(
            key, "a key has to be text, not " + TypeRules.describe(keys.get(i).value()));
      }
    }
  }

  private static SchemaType type(Syntax.InlineMap map, List<Plan> values) {
    Map<String, SchemaType.Field> fields = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (map.entries().get(i).key() instanceof Syntax.Constant(Span span, Object key)) {
        fields.put(String.valueOf(key), values.get(i).value().asField());
      }
    }
    if (fields.isEmpty() && !values.isEmpty()) {
      List<SchemaType> types = values.stream().map(plan -> plan.value().asElement()).toList();
      return SchemaType.mapOf(TypeJoin.anyOf(types));
    }
    return new SchemaType.ObjectOf(fields, fields.size() < values.size());
  }

  Plan plan(Syntax.Projection projection, Surroundings surroundings) {
    Plan target = target(projection.target(), projection.nullSafe(), "`.![ ]`", surroundings);
    Surroundings within = within(projection.target(), target, "`.![ ]`");
    Plan body = planner.plan(projection.body(), within);
    String secretOf = Planner.secretOf(target, body);
    Place place = new Place(projection.span(), "`.![ ]`", secretOf);
    Sequence sequence = new Sequence(target.node(), projection.nullSafe(), target.origin(), place);
    Node node = new CollectionNodes.Projection(sequence, body.node(), place);
    ValueType value =
        ValueType.of(SchemaType.listOf(body.value().asElement())).orNull(target.value().nullable());
    return Plan.made(node, value, secretOf).from(projected(target, body));
  }

  /** Its elements are live state if those of the list are, or what is read for each of them. */
  private static @Nullable Origin projected(Plan target, Plan body) {
    Origin list = target.origin();
    Origin made = body.origin();
    if (list == null || (body.isObserved() && !list.observed())) {
      return made == null ? null : made.listOf(made);
    }
    return list.listOf(made == null ? list.element() : made);
  }

  Plan plan(Syntax.Selection selection, Surroundings surroundings) {
    String operation = operation(selection.pick());
    Plan target = target(selection.target(), selection.nullSafe(), operation, surroundings);
    Surroundings within = within(selection.target(), target, operation);
    Plan criterion = planner.plan(selection.criterion(), within);
    String secretOf = Planner.secretOf(target, criterion);
    Place place = new Place(selection.span(), operation, secretOf);
    Sequence sequence = new Sequence(target.node(), selection.nullSafe(), target.origin(), place);
    Nodes.Condition condition = planner.condition(selection.criterion(), criterion, operation);
    if (selection.pick() == Syntax.Pick.ALL) {
      Node node = new CollectionNodes.Selection(sequence, condition, place);
      ValueType value = ValueType.of(someOf(target.type())).orNull(target.value().nullable());
      return Plan.made(node, value, secretOf).from(target.origin());
    }
    boolean last = selection.pick() == Syntax.Pick.LAST;
    Node node = new CollectionNodes.SelectionOfOne(sequence, condition, last, place);
    Origin origin = target.origin();
    return Plan.made(node, ValueType.of(oneOf(target.type())).orNull(true), secretOf)
        .from(origin == null ? null : origin.element());
  }

  private static String operation(Syntax.Pick pick) {
    return switch (pick) {
      case ALL -> "`.?[ ]`";
      case FIRST -> "`.^[ ]`";
      case LAST -> "`.$[ ]`";
    };
  }

  /** Of a list an element; of a map a map with one entry. */
  private static SchemaType oneOf(SchemaType collection) {
    return collection instanceof SchemaType.ListOf(SchemaType element)
        ? element
        : someOf(collection);
  }

  /** Of a list a shorter one; of a map one with fewer entries. */
  private static SchemaType someOf(SchemaType collection) {
    return switch (collection) {
      case SchemaType.ListOf _, SchemaType.MapOf _ -> collection;
      case SchemaType.ObjectOf _ -> SchemaType.mapOf(MapTypes.value(collection));
      case SchemaType.Scalar _, SchemaType.Unknown _ -> SchemaType.UNKNOWN;
    };
  }

  /** What is gone through; told where it may be null, which live state waits for. */
  private Plan target(
      Syntax target, boolean nullSafe, String operation, Surroundings surroundings) {
    Plan plan = planner.plan(target, surroundings, nullSafe ? Absence.NULL_AT_END : Absence.WRONG);
    if (!nullSafe && !plan.isObserved()) {
      planner.requirePresent(target, plan, operation);
    }
    return plan;
  }

  /** The surroundings of what is asked of each element. */
  private Surroundings within(Syntax target, Plan list, String operation) {
    SchemaType element =
        switch (list.type()) {
          case SchemaType.ListOf(SchemaType type) -> type;
          case SchemaType.MapOf _, SchemaType.ObjectOf _ -> MapTypes.entry(list.type());
          case SchemaType.Unknown _ -> SchemaType.UNKNOWN;
          case SchemaType.Scalar scalar -> {
            planner.mismatch(target, operation + " needs a list, not " + scalar.phrase());
            yield SchemaType.UNKNOWN;
          }
        };
    Origin origin = list.origin() == null ? null : list.origin().element();
    return new Surroundings(
        new Plan(new Nodes.Element(), ValueType.of(element), origin, list.secretOf(), list.fit()));
  }
}
