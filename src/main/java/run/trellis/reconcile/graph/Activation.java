package run.trellis.reconcile.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Revision;
import run.trellis.cluster.EventRecorder;
import run.trellis.cluster.GraphFeed;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.graph.GraphRuntime.Examined;
import run.trellis.reconcile.graph.StoredDefinitions.Opened;
import run.trellis.reconcile.instance.Inventory;
import run.trellis.reconcile.revision.History;
import run.trellis.reconcile.revision.RevisionStore;
import run.trellis.reconcile.revision.Stored;

/**
 * Makes what a graph asks for serve: publishes its API, stores it as a revision, and only then lets
 * instances have it. The API comes first, so that what is stored was accepted by everybody. Where
 * that cannot be, what served last goes on serving, after a restart too.
 */
final class Activation {

  private static final Logger log = LoggerFactory.getLogger(Activation.class);

  private final Examiner examiner;
  private final StoredDefinitions stored;
  private final RevisionStore store;
  private final ApiPublisher publisher;
  private final Rivals rivals;
  private final GraphBook book;
  private final EventRecorder events;

  Activation(
      GraphFeed feed,
      Examiner examiner,
      RevisionStore store,
      ApiPublisher publisher,
      GraphBook book,
      EventRecorder events) {
    this.examiner = examiner;
    this.stored = new StoredDefinitions(store, examiner);
    this.store = store;
    this.publisher = publisher;
    this.rivals = new Rivals(feed, book.dialect());
    this.book = book;
    this.events = events;
  }

  /** Goes as far as it gets without waiting. */
  Standing advance(GraphRuntime runtime, History history) {
    Examined written = examiner.written(runtime);
    Aim aim = aim(runtime, written, history);
    Publication publication = attempt(runtime, aim, history);
    OptionalLong pin = written.pin();
    // Of a graph that is pinned, what is written has no part in what serves, but is told all the
    // same.
    List<Problem> problems = new ArrayList<>(pin.isPresent() ? written.problems() : List.of());
    if (publication instanceof Publication.Served) {
      announce(runtime, problems);
      return new Standing(true, pin, problems, publication);
    }
    resume(runtime, history);
    if (publication instanceof Publication.Refused(List<Problem> found)) {
      problems.addAll(found);
      keepUp(runtime, history);
      publication = uphold(runtime, publication);
    }
    announce(runtime, problems);
    return new Standing(false, pin, problems, publication);
  }

  /** Lets what served before a restart serve again, if nothing else does. */
  void resume(GraphRuntime runtime, History history) {
    if (runtime.serving().isPresent()) {
      return;
    }
    for (Revision revision : history.fallbacks()) {
      switch (stored.open(runtime, revision)) {
        case Opened.Compiled(Served next) -> {
          log.atInfo()
              .addKeyValue("graph", runtime.name())
              .log("{} goes on serving", revision.name());
          serve(runtime, next);
          return;
        }
        // It would be wrong to pass over the one that served last.
        case Opened.Unreadable(String message) -> {
          log.atWarn().addKeyValue("graph", runtime.name()).log("{}", message);
          return;
        }
        case Opened.Flawed _, Opened.Gone _ -> {
          // The next one may do.
        }
      }
    }
  }

  /** Serves a graph to its instances. */
  void serve(GraphRuntime runtime, Served next) {
    runtime.watches().follow(next.graph());
    runtime.serve(next);
    next.graph().api().ifPresent(api -> book.follow(runtime, api.type()));
    book.wakeInstances(runtime);
  }

  private Aim aim(GraphRuntime runtime, Examined written, History history) {
    if (written.pin().isPresent()) {
      return pinned(runtime, written.pin().getAsLong(), history);
    }
    return written
        .compiled()
        .<Aim>map(graph -> new Aim.Written(graph, written.basis().kinds()))
        .orElseGet(() -> new Aim.Flawed(written.problems()));
  }

  private Aim pinned(GraphRuntime runtime, long number, History history) {
    Optional<Revision> revision = history.find(number);
    if (revision.isEmpty()) {
      return new Aim.Flawed(List.of(PinProblems.unknown(number, history)));
    }
    return switch (stored.open(runtime, revision.get())) {
      case Opened.Compiled(Served next) -> new Aim.Pinned(next);
      case Opened.Flawed(List<Problem> problems) ->
          new Aim.Flawed(PinProblems.of(number, problems));
      case Opened.Gone _ -> new Aim.Flawed(List.of(PinProblems.unknown(number, history)));
      case Opened.Unreadable(String message) -> new Aim.Unreadable(message);
    };
  }

  private Publication attempt(GraphRuntime runtime, Aim aim, History history) {
    return switch (aim) {
      case Aim.Flawed(List<Problem> problems) -> new Publication.Refused(problems);
      case Aim.Unreadable(String message) -> new Publication.Unrecorded(message, Optional.empty());
      case Aim.Pinned(Served next) ->
          switch (publish(runtime, next.graph())) {
            case Publication.Served served -> {
              accept(runtime, next);
              yield served;
            }
            case Publication.Refused(List<Problem> problems) ->
                new Publication.Refused(PinProblems.of(next.number(), problems));
            case Publication other -> other;
          };
      case Aim.Written written ->
          switch (publish(runtime, written.graph())) {
            case Publication.Served served -> record(runtime, written, history, served);
            case Publication other -> other;
          };
    };
  }

  private Publication record(
      GraphRuntime runtime, Aim.Written written, History history, Publication.Served served) {
    return switch (store.store(runtime.object(), history)) {
      case Stored.As(Revision revision) -> {
        accept(runtime, Served.as(revision, written.graph(), written.kinds()));
        yield served;
      }
      case Stored.Failed(String message, var retryAfter) ->
          new Publication.Unrecorded(message, retryAfter);
    };
  }

  private Publication publish(GraphRuntime runtime, CompiledGraph graph) {
    boolean incumbent = book.definitions().ofGraph(runtime.object()).isPresent();
    boolean hasObjects = !Inventory.of(runtime.object()).entries().isEmpty();
    if (graph.api().isEmpty()) {
      return incumbent
          ? Publication.Refused.of(changedSort("the graph serves an API and cannot give it up"))
          : new Publication.Served();
    }
    if (hasObjects) {
      return Publication.Refused.of(
          changedSort("the graph has objects of its own and cannot become an API"));
    }
    Optional<Problem> conflict = incumbent ? Optional.empty() : rivals.conflict(runtime.object());
    Publication publication =
        conflict
            .<Publication>map(Publication.Refused::of)
            .orElseGet(() -> publisher.publish(runtime, graph.api().get()));
    watchRival(runtime, graph, publication);
    return publication;
  }

  private static Problem changedSort(String message) {
    String hint = "make a new graph, and delete this one";
    return Problem.at("spec.schema", ProblemCode.BREAKING_CHANGE, message, hint);
  }

  /** What stands in the way of an API may go. */
  private void watchRival(GraphRuntime runtime, CompiledGraph graph, Publication publication) {
    boolean refused = publication instanceof Publication.Refused;
    if (refused && !runtime.hasRivalWatch()) {
      runtime.watchRival(
          book.watchDefinition(runtime, graph.api().orElseThrow().crd().reference()));
    } else if (!refused) {
      runtime.forgetRival();
    }
  }

  /**
   * Compiles what goes on serving again when its kinds changed, although it is not what is written.
   * Where it is not sound with them, or its API cannot follow, it serves as it was.
   */
  private void keepUp(GraphRuntime runtime, History history) {
    runtime
        .serving()
        .filter(serving -> serving.kinds() != runtime.kindsVersion())
        .flatMap(serving -> history.find(serving.number()))
        .filter(revision -> !store.keeps(revision, runtime.object()))
        .map(revision -> stored.open(runtime, revision))
        .ifPresent(opened -> replace(runtime, opened));
  }

  private void replace(GraphRuntime runtime, Opened opened) {
    switch (opened) {
      case Opened.Compiled(Served next) -> {
        if (publish(runtime, next.graph()) instanceof Publication.Served) {
          serve(runtime, next);
        }
      }
      case Opened.Unreadable(String message) ->
          log.atWarn().addKeyValue("graph", runtime.name()).log("{}", message);
      case Opened.Flawed _, Opened.Gone _ -> {
        // Its revision tells the flaw.
      }
    }
  }

  /** Keeps the API of what goes on serving as it is to be; what was refused if nothing does. */
  private Publication uphold(GraphRuntime runtime, Publication refused) {
    return runtime
        .serving()
        .filter(serving -> serving.graph().api().isPresent())
        .map(serving -> publish(runtime, serving.graph()))
        .orElse(refused);
  }

  private void accept(GraphRuntime runtime, Served next) {
    if (runtime.serving().filter(next::is).isPresent()) {
      return;
    }
    KubeObject graph = runtime.object();
    boolean news = !next.revision().equals(graph.at("status", "revision"));
    serve(runtime, next);
    if (news) {
      book.wakeConflicted();
      log.atInfo()
          .addKeyValue("graph", runtime.name())
          .addKeyValue("generation", graph.generation())
          .addKeyValue("nodes", next.graph().nodes().size())
          .log("{} serves", next.revision());
      events.normal(graph, "Accepted", next.revision() + " serves");
    }
  }

  /** Says what is wrong, unless that was said. */
  private void announce(GraphRuntime runtime, List<Problem> problems) {
    if (!problems.isEmpty() && !problems.equals(runtime.problems())) {
      Problem first = problems.getFirst();
      log.atInfo()
          .addKeyValue("graph", runtime.name())
          .addKeyValue("generation", runtime.object().generation())
          .addKeyValue("problems", problems.size())
          .log("graph rejected: {}", first);
      events.warning(runtime.object(), first.code().code(), first.toString());
    }
    Optional<String> before = runtime.halt();
    runtime.problems(problems);
    if (!runtime.halt().equals(before)) {
      book.wakeInstances(runtime);
    }
  }
}
