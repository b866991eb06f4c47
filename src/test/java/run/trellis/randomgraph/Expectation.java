package run.trellis.randomgraph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.randomgraph.RandomNode.Edge;
import run.trellis.randomgraph.RandomNode.Quirk;
import run.trellis.randomgraph.RandomNode.Sort;

/**
 * What must come of a random graph once everybody else has done their part: a second reading of the
 * rules for authors, written down without the engine.
 */
public final class Expectation {

  private final Inputs inputs;
  private final Outside outside;
  private final Place place;
  private final Map<RandomNode, List<String>> meant = new HashMap<>();
  private final Map<RandomNode, State> states = new LinkedHashMap<>();
  private final Map<RandomNode, String> values = new HashMap<>();

  /** What a node comes to. */
  private enum State {
    READY,
    SKIPPED,
    /** Its objects are there, but nobody may read them. */
    UNREADY,
    /** Nothing of it is applied, and nothing of it goes. */
    BLOCKED
  }

  /**
   * An object that must exist.
   *
   * @param node id of its node
   * @param data what it says
   * @param uidOf the object whose uid it also says, as {@code u}
   */
  public record Wanted(String node, Map<String, String> data, Optional<ObjectReference> uidOf) {}

  private Expectation(Inputs inputs, Outside outside, Place place) {
    this.inputs = inputs;
    this.outside = outside;
    this.place = place;
  }

  public static Expectation of(RandomGraph graph, Inputs inputs, Outside outside, Place place) {
    Expectation expectation = new Expectation(inputs, outside, place);
    for (RandomNode node : graph.nodes()) {
      expectation.meant.put(
          node, expectation.isLeftOut(node) ? List.of() : expectation.names(node));
      expectation.states.put(node, expectation.state(node));
      expectation.values.put(node, expectation.value(node));
    }
    return expectation;
  }

  // --- What the author means, whatever stands in the way -----------------------------------------

  private final Set<RandomNode> leftOut = new HashSet<>();

  private boolean isLeftOut(RandomNode node) {
    boolean out =
        node.hard().stream().anyMatch(leftOut::contains)
            || switch (node.include()) {
              case ALWAYS, IF_DIVISIBLE -> false;
              case IF_A -> !inputs.a();
              case IF_B -> !inputs.b();
              case IF_THE_OTHER_SAYS_SO -> !says(node.edges().getFirst().to());
            };
    if (out) {
      leftOut.add(node);
    }
    return out;
  }

  /** What a node says to those who ask whether they are part of the graph. */
  private boolean says(RandomNode node) {
    if (node.isList()) {
      return named(node).size() > 1;
    }
    // Of what is not there, nobody knows what it would say.
    return node.sort() == Sort.REFERENCE
        ? outside.state(node.number() % Outside.COUNT) != Outside.State.OFF
        : inputs.flag(node.flag());
  }

  private List<String> names(RandomNode node) {
    String renamed = node.has(Quirk.RENAMED) ? "-" + inputs.text() : "";
    String prefix = Place.INSTANCE + "-" + node.id();
    return switch (node.sort()) {
      case SINGLE -> List.of(prefix + renamed);
      case REFERENCE -> List.of(Outside.name(node.number() % Outside.COUNT));
      case SELECTION -> outside.labelled();
      case COLLECTION, CHAINED ->
          items(node).stream()
              .flatMap(
                  item ->
                      node.has(Quirk.TWICE)
                          ? IntStream.range(0, 2).mapToObj(digit -> item + "-" + digit)
                          : Stream.of(item))
              .map(item -> prefix + "-" + item + renamed)
              .toList();
    };
  }

  private List<String> named(RandomNode node) {
    return meant.getOrDefault(node, List.of());
  }

  private List<String> items(RandomNode node) {
    return node.sort() == Sort.CHAINED ? named(node.edges().getFirst().to()) : inputs.names();
  }

  // --- What comes of it --------------------------------------------------------------------------

  private State state(RandomNode node) {
    boolean contagion = node.hard().stream().anyMatch(other -> is(other, State.SKIPPED));
    RandomNode other = node.edges().isEmpty() ? node : node.edges().getFirst().to();
    boolean saysNo =
        switch (node.include()) {
          case IF_A -> !inputs.a();
          case IF_B -> !inputs.b();
          case IF_THE_OTHER_SAYS_SO -> is(other, State.READY) && !says(other);
          case ALWAYS, IF_DIVISIBLE -> false;
        };
    if (contagion || saysNo) {
      return State.SKIPPED;
    }
    boolean renders = !node.isCollection() || !named(node).isEmpty();
    boolean fails =
        node.include() == RandomNode.Include.IF_DIVISIBLE || (node.has(Quirk.FAILING) && renders);
    boolean waits =
        node.edges().stream()
            .map(Edge::to)
            .anyMatch(read -> !is(read, State.READY) && !is(read, State.SKIPPED));
    if ((fails && inputs.divisor() == 0) || waits || isMissing(node) || collides(node)) {
      return State.BLOCKED;
    }
    return node.ready() == RandomNode.Ready.IF_C && !inputs.c() ? State.UNREADY : State.READY;
  }

  private boolean is(RandomNode node, State state) {
    return states.get(node) == state;
  }

  private boolean isMissing(RandomNode node) {
    return node.sort() == Sort.REFERENCE
        && outside.state(node.number() % Outside.COUNT) == Outside.State.ABSENT;
  }

  private boolean collides(RandomNode node) {
    List<String> names = named(node);
    return node.isManaged() && new HashSet<>(names).size() < names.size();
  }

  /** What others read of it; the same for all objects of a collection. */
  private String value(RandomNode node) {
    return switch (node.sort()) {
      case REFERENCE -> Outside.name(node.number() % Outside.COUNT);
      case SELECTION -> String.join("+", outside.labelled());
      case SINGLE, COLLECTION, CHAINED ->
          node.edges().stream()
              .map(this::read)
              .collect(Collectors.joining(",", node.id() + ":" + inputs.text() + "(", ")"));
    };
  }

  private String read(Edge edge) {
    RandomNode other = edge.to();
    boolean skipped = is(other, State.SKIPPED);
    if (!other.isList()) {
      return skipped ? "-" : String.valueOf(values.get(other));
    }
    int size = skipped ? 0 : named(other).size();
    if (edge.soft()) {
      return String.valueOf(size);
    }
    return other.sort() == Sort.SELECTION
        ? String.valueOf(values.get(other))
        : IntStream.range(0, size)
            .mapToObj(_ -> values.get(other))
            .collect(Collectors.joining("+"));
  }

  /** The node whose uid the objects of a node repeat. */
  static Optional<RandomNode> uidSource(RandomNode node) {
    return node.edges().stream()
        .filter(edge -> !edge.soft() && edge.to().sort() == Sort.SINGLE)
        .map(Edge::to)
        .findFirst();
  }

  // --- What can be asked -------------------------------------------------------------------------

  /** Objects that must exist, with what they must say. */
  public Map<ObjectReference, Wanted> objects() {
    Map<ObjectReference, Wanted> objects = new LinkedHashMap<>();
    states.forEach(
        (node, state) -> {
          if (node.isManaged() && (state == State.READY || state == State.UNREADY)) {
            references(node).forEach(reference -> objects.put(reference, wanted(node)));
          }
        });
    return objects;
  }

  private Wanted wanted(RandomNode node) {
    Map<String, String> data = new HashMap<>();
    data.put("v", String.valueOf(values.get(node)));
    data.put("on", String.valueOf(inputs.flag(node.flag())));
    if (node.has(Quirk.FAILING)) {
      data.put("f", "1");
    }
    return new Wanted(
        node.id(), data, uidSource(node).map(other -> references(other).iterator().next()));
  }

  private Set<ObjectReference> references(RandomNode node) {
    return named(node).stream()
        .map(name -> new ObjectReference(place.type(node.kind()), place.namespace(), name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Objects that the author wants, even if something stands in their way: these never go. */
  public Set<ObjectReference> meant() {
    return states.keySet().stream()
        .filter(RandomNode::isManaged)
        .flatMap(node -> references(node).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Objects of one node that the author wants. */
  public Set<ObjectReference> meantBy(String id) {
    return states.keySet().stream()
        .filter(node -> node.isManaged() && node.id().equals(id))
        .flatMap(node -> references(node).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Ids of the nodes that a node reads; none if the graph has no such node. */
  public Set<String> dependencies(String id) {
    return find(id).map(RandomNode::dependencies).orElse(Set.of());
  }

  /** Whether others may read an object of a node, going by the object. */
  public boolean isReady(String id, KubeObject object) {
    return find(id)
        .filter(
            node ->
                switch (node.ready()) {
                  case BY_CONVENTION, AT_ONCE -> true;
                  case WHEN_TOLD -> "yes".equals(object.at("data", "told"));
                  case IF_C -> inputs.c();
                })
        .isPresent();
  }

  private Optional<RandomNode> find(String id) {
    return states.keySet().stream().filter(node -> node.id().equals(id)).findFirst();
  }

  /** Ids of nodes that cannot be told what they come to: what they had stays. */
  public Set<String> undecided() {
    return states.keySet().stream()
        .filter(node -> is(node, State.BLOCKED))
        .map(RandomNode::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Kinds of which nothing goes, because such a node might want it. */
  public Set<GroupVersionKind> doubtfulKinds() {
    return states.keySet().stream()
        .filter(node -> node.isManaged() && is(node, State.BLOCKED))
        .map(node -> place.type(node.kind()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether the instance becomes ready. */
  public boolean isReady() {
    return states.values().stream()
        .allMatch(state -> state == State.READY || state == State.SKIPPED);
  }
}
