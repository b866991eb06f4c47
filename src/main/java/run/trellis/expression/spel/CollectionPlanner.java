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
import run.trellis.expression.spel.PathNode.Absence;
import run.trellis.expression.spel.Planner.Surroundings;
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
    SchemaType type = TypeJoin.anyOf(elements.stream().map(Plan::type).toList());
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
    return Plan.made(node, SchemaType.listOf(type), secretOf).from(origin);
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
      if (!TypeRules.mayBeScalar(keys.get(i).type())) {
        planner.mismatch(
            key, "a key has to be text, not " + TypeRules.describe(keys.get(i).type()));
      }
    }
  }

  private static SchemaType type(Syntax.InlineMap map, List<Plan> values) {
    Map<String, SchemaType.Field> fields = new LinkedHashMap<>();
    boolean open = false;
    for (int i = 0; i < values.size(); i++) {
      if (map.entries().get(i).key() instanceof Syntax.Constant(Span span, Object key)) {
        // A value of unknown type may be omitted.
        boolean present = !TypeRules.isUnknown(values.get(i).type());
        fields.put(String.valueOf(key), new SchemaType.Field(values.get(i).type(), present));
      } else {
        open = true;
      }
    }
    return new SchemaType.ObjectOf(fields, open);
  }

  Plan plan(Syntax.Projection projection, Surroundings surroundings) {
    Plan target = target(projection.target(), projection.nullSafe(), surroundings);
    Surroundings within = within(projection.target(), target, "`.![ ]`");
    Plan body = planner.plan(projection.body(), within);
    String secretOf = Planner.secretOf(target, body);
    Place place = new Place(projection.span(), "`.![ ]`", secretOf);
    Sequence sequence = new Sequence(target.node(), projection.nullSafe(), target.origin(), place);
    Node node = new CollectionNodes.Projection(sequence, body.node(), place);
    return Plan.made(node, SchemaType.listOf(body.type()), secretOf).from(projected(target, body));
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
    Plan target = target(selection.target(), selection.nullSafe(), surroundings);
    Surroundings within = within(selection.target(), target, operation);
    Plan criterion = planner.plan(selection.criterion(), within);
    String secretOf = Planner.secretOf(target, criterion);
    Place place = new Place(selection.span(), operation, secretOf);
    Sequence sequence = new Sequence(target.node(), selection.nullSafe(), target.origin(), place);
    Nodes.Condition condition = planner.condition(selection.criterion(), criterion, operation);
    if (selection.pick() == Syntax.Pick.ALL) {
      Node node = new CollectionNodes.Selection(sequence, condition, place);
      return Plan.made(node, target.type(), secretOf).from(target.origin());
    }
    boolean last = selection.pick() == Syntax.Pick.LAST;
    Node node = new CollectionNodes.SelectionOfOne(sequence, condition, last, place);
    Origin origin = target.origin();
    return Plan.made(node, oneOf(target.type()), secretOf)
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
        : mapOrUnknown(collection);
  }

  private static SchemaType mapOrUnknown(SchemaType collection) {
    return collection instanceof SchemaType.MapOf ? collection : SchemaType.UNKNOWN;
  }

  private Plan target(Syntax target, boolean nullSafe, Surroundings surroundings) {
    return planner.plan(target, surroundings, nullSafe ? Absence.NULL_AT_END : Absence.WRONG);
  }

  /** The surroundings of what is asked of each element. */
  private Surroundings within(Syntax target, Plan list, String operation) {
    SchemaType element =
        switch (list.type()) {
          case SchemaType.ListOf(SchemaType type) -> type;
          case SchemaType.MapOf(SchemaType value) -> entry(value);
          case SchemaType.ObjectOf object -> entry(SchemaType.UNKNOWN);
          case SchemaType.Unknown unknown -> SchemaType.UNKNOWN;
          case SchemaType.Scalar scalar -> {
            planner.mismatch(
                target, operation + " needs a list, not " + TypeRules.describe(scalar));
            yield SchemaType.UNKNOWN;
          }
        };
    Origin origin = list.origin() == null ? null : list.origin().element();
    return new Surroundings(
        new Plan(new Nodes.Element(), element, origin, list.secretOf(), list.fit()));
  }

  private static SchemaType entry(SchemaType value) {
    Map<String, SchemaType.Field> fields = new LinkedHashMap<>();
    fields.put("key", new SchemaType.Field(SchemaType.STRING, true));
    fields.put("value", new SchemaType.Field(value, true));
    return new SchemaType.ObjectOf(fields, false);
  }
}
