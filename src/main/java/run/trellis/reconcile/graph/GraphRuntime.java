package run.trellis.reconcile.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.Revision;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.instance.GraphWatches;
import run.trellis.reconcile.instance.InstanceMemory;
import run.trellis.reconcile.revision.History;
import run.trellis.reconcile.revision.RevisionKeeper;

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
  private volatile Optional<Served> serving = Optional.empty();
  private volatile Optional<Fleet> fleet = Optional.empty();
  private volatile Optional<Examined> written = Optional.empty();
  private final Map<String, Examined> stored = new ConcurrentHashMap<>();
  private volatile long issued;
  private final AtomicLong kindsVersion = new AtomicLong();
  private volatile List<Problem> problems = List.of();
  private Optional<Subscription> rivalWatch = Optional.empty();

  GraphRuntime(
      String name,
      KubeObject object,
      UnaryOperator<KubeObject> recorder,
      GraphWatches watches,
      InstanceMemory ownMemory) {
    this.name = name;
    this.object = object;
    this.recorder = recorder;
    this.watches = watches;
    this.ownMemory = ownMemory;
  }

  /**
   * What came of looking at a definition.
   *
   * @param basis what was looked at
   * @param compiled the graph, if it can run
   * @param pin number of the revision that the definition wants to serve in its place
   * @param problems why it cannot run
   * @param groups API groups whose kinds the definition names
   */
  record Examined(
      Basis basis,
      Optional<CompiledGraph> compiled,
      OptionalLong pin,
      List<Problem> problems,
      Set<String> groups) {}

  /**
   * What decides how a definition compiles.
   *
   * @param uid uid of the graph, or of the revision that keeps the definition
   * @param generation generation of that object
   * @param kinds counts the changes of the kinds that definitions of the graph name
   */
  record Basis(String uid, long generation, long kinds) {}

  /** Its key: its name, made unique among the graphs of all dialects. */
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

  /** What its instances are reconciled with: the last definition that was accepted. */
  public Optional<Served> serving() {
    return serving;
  }

  void serve(Served next) {
    serving = Optional.of(next);
  }

  /** The highest number of a revision that was given away; 0 for none. */
  long issued() {
    return issued;
  }

  /** Takes note of which revisions there are. */
  void note(History history) {
    issued = history.issued();
    stored.keySet().retainAll(history.revisions().stream().map(Revision::uid).toList());
  }

  /**
   * How its revisions are.
   *
   * @param pin number of the revision that it is pinned to
   */
  RevisionKeeper.Situation situation(OptionalLong pin) {
    long serves = serving.map(Served::number).orElse(0L);
    Map<String, String> flaws = new HashMap<>();
    stored.forEach(
        (uid, examined) -> {
          if (examined.compiled().isEmpty()) {
            flaws.put(uid, examined.problems().getFirst().toString());
          }
        });
    Map<String, Object> fields =
        serving
            .map(Served::graph)
            .map(graph -> graph.dialect().graphs().graphFields(GraphStatus.nodes(graph)))
            .orElse(Map.of());
    return new RevisionKeeper.Situation(serves, pin, flaws, fields);
  }

  /** Its instances; empty for a graph that has no API, or not yet. */
  public Optional<Fleet> fleet() {
    return fleet;
  }

  void fleet(Fleet next) {
    fleet.ifPresent(Fleet::close);
    fleet = Optional.of(next);
  }

  /** What came of looking at the definition that is written in the graph. */
  Optional<Examined> written() {
    return written;
  }

  void written(Examined next) {
    written = Optional.of(next);
  }

  /** What came of looking at the definitions that revisions keep, by the uid of the revision. */
  Map<String, Examined> stored() {
    return stored;
  }

  /** Says that kinds of a group came, changed or went; whether that concerns the graph. */
  boolean noteKinds(String group) {
    boolean concerned =
        serving.filter(served -> served.graph().namesGroup(group)).isPresent()
            || Stream.concat(written.stream(), stored.values().stream())
                .anyMatch(last -> last.groups().contains(group));
    if (concerned) {
      kindsVersion.incrementAndGet();
    }
    return concerned;
  }

  long kindsVersion() {
    return kindsVersion.get();
  }

  /** Why nothing serves; empty if something does, or if that has not been found out yet. */
  public Optional<String> halt() {
    return serving.isPresent() || problems.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no revision of the graph "
                + name
                + " can serve: "
                + GraphStatus.summary(problems)
                + "; nothing is changed until one can");
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
