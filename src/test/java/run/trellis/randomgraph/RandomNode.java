package run.trellis.randomgraph;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node of a random graph.
 *
 * @param number its place in an order in which every node comes after those it reads
 * @param kind kind of its objects
 * @param edges nodes that its template reads, each once
 * @param flag the field of the instance that its objects repeat as {@code data.on}
 */
public record RandomNode(
    int number,
    Sort sort,
    Kind kind,
    List<Edge> edges,
    Include include,
    Ready ready,
    Set<Quirk> quirks,
    Flag flag) {

  public RandomNode {
    edges = List.copyOf(edges);
    quirks = Set.copyOf(quirks);
  }

  /** What a node stands for. */
  public enum Sort {
    SINGLE,
    /** One object for each of the names in the spec. */
    COLLECTION,
    /** One object for each object of the first node it reads. */
    CHAINED,
    REFERENCE,
    SELECTION
  }

  /** Kinds of objects; both keep what matters in {@code data}. */
  public enum Kind {
    CONFIG_MAP,
    WIDGET
  }

  /** One node reads another; softly, if it can do without it. */
  public record Edge(RandomNode to, boolean soft) {}

  /** When a node is part of the graph. */
  public enum Include {
    ALWAYS,
    IF_A,
    IF_B,
    /** If the first node it reads says so. */
    IF_THE_OTHER_SAYS_SO,
    /** Always, unless the condition cannot be evaluated. */
    IF_DIVISIBLE
  }

  /** When a node is ready. */
  public enum Ready {
    BY_CONVENTION,
    AT_ONCE,
    /** Once somebody else wrote into its objects. */
    WHEN_TOLD,
    IF_C
  }

  /** What else a node may do. */
  public enum Quirk {
    /** Its name follows a field of the spec. */
    RENAMED,
    /** An expression of its template fails if the divisor is 0. */
    FAILING,
    /** Its objects outlive the instance. */
    ORPHAN,
    /** Two objects for each item. */
    TWICE
  }

  /** Fields of the spec that are true or false. */
  public enum Flag {
    A,
    B,
    C
  }

  public String id() {
    return "n" + number;
  }

  public boolean isManaged() {
    return sort == Sort.SINGLE || isCollection();
  }

  boolean isCollection() {
    return sort == Sort.COLLECTION || sort == Sort.CHAINED;
  }

  boolean isList() {
    return isCollection() || sort == Sort.SELECTION;
  }

  boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /** Nodes that must be there for this one to be: skipping them skips it. */
  Set<RandomNode> hard() {
    Stream<RandomNode> read = edges.stream().filter(edge -> !edge.soft()).map(Edge::to);
    boolean needsFirst = include == Include.IF_THE_OTHER_SAYS_SO || sort == Sort.CHAINED;
    Stream<RandomNode> first = needsFirst ? Stream.of(edges.getFirst().to()) : Stream.of();
    return Stream.concat(read, first).collect(Collectors.toUnmodifiableSet());
  }

  /** All nodes that this one reads, in whatever way. */
  public Set<String> dependencies() {
    return edges.stream().map(edge -> edge.to().id()).collect(Collectors.toUnmodifiableSet());
  }
}
