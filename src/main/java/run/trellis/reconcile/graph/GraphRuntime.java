package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.instance.GraphWatches;
import run.trellis.reconcile.instance.InstanceMemory;

/**
 * All that the process knows of one graph. Changed only by passes over the graph, of which there is
 * one at a time; passes over its instances read it.
 */
public final class GraphRuntime implements AutoCloseable {

  private final String name;
  private final UnaryOperator<KubeObject> recorder;
  private final GraphWatches watches;
  private final InstanceMemory ownMemory;
  private volatile KubeObject object;
  private volatile Optional<CompiledGraph> serving = Optional.empty();
  private volatile Optional<Fleet> fleet = Optional.empty();
  private volatile Optional<Examined> examined = Optional.empty();
  private volatile boolean kindsChanged;
  private volatile List<Problem> problems = List.of();
  private Optional<Subscription> rivalWatch = Optional.empty();

  GraphRuntime(
      KubeObject object,
      UnaryOperator<KubeObject> recorder,
      GraphWatches watches,
      InstanceMemory ownMemory) {
    this.name = object.name();
    this.object = object;
    this.recorder = recorder;
    this.watches = watches;
    this.ownMemory = ownMemory;
  }

  /**
   * What came of looking at a definition.
   *
   * @param basis what of the object was looked at
   * @param compiled the graph, if it can run
   * @param problems why not
   * @param groups API groups whose kinds the definition names
   */
  record Examined(
      Basis basis, Optional<CompiledGraph> compiled, List<Problem> problems, Set<String> groups) {}

  /** What of a graph's object decides how it compiles. */
  record Basis(String uid, long generation, boolean breakingAllowed) {}

  public String name() {
    return name;
  }

  /** The graph as it is known, own writes included. */
  public KubeObject object() {
    return object;
  }

  /** Takes what the feed says. */
  void observe(KubeObject fromFeed) {
    object = fromFeed;
  }

  /** Makes the answer to an own write visible. */
  KubeObject record(KubeObject answer) {
    object = recorder.apply(answer);
    return object;
  }

  /** The graph that its instances are reconciled with: the last that was accepted. */
  public Optional<CompiledGraph> serving() {
    return serving;
  }

  /** Whether it is this very compilation that serves. */
  @SuppressWarnings("ReferenceEquality") // another compilation of the same text may differ in types
  boolean isServing(CompiledGraph graph) {
    return serving.filter(current -> current == graph).isPresent();
  }

  void serve(CompiledGraph graph) {
    serving = Optional.of(graph);
  }

  /** Its instances; empty for a graph that has no API, or not yet. */
  public Optional<Fleet> fleet() {
    return fleet;
  }

  void fleet(Fleet next) {
    fleet.ifPresent(Fleet::close);
    fleet = Optional.of(next);
  }

  Optional<Examined> examined() {
    return examined;
  }

  void examined(Examined next) {
    examined = Optional.of(next);
  }

  /** Says that kinds of a group came, changed or went; whether that concerns the graph. */
  boolean noteKinds(String group) {
    boolean concerned = examined.filter(last -> last.groups().contains(group)).isPresent();
    kindsChanged |= concerned;
    return concerned;
  }

  boolean takeKindsChanged() {
    boolean changed = kindsChanged;
    kindsChanged = false;
    return changed;
  }

  /** What is wrong with the newest definition. */
  public List<Problem> problems() {
    return problems;
  }

  void problems(List<Problem> found) {
    problems = List.copyOf(found);
  }

  public GraphWatches watches() {
    return watches;
  }

  /** What is remembered of the graph as its own instance. */
  public InstanceMemory ownMemory() {
    return ownMemory;
  }

  boolean hasRivalWatch() {
    return rivalWatch.isPresent();
  }

  /** Watches what stands in the way of its API. */
  void watchRival(Subscription rival) {
    forgetRival();
    rivalWatch = Optional.of(rival);
  }

  void forgetRival() {
    rivalWatch.ifPresent(Subscription::close);
    rivalWatch = Optional.empty();
  }

  @Override
  public void close() {
    forgetRival();
    fleet.ifPresent(Fleet::close);
    watches.close();
  }
}
