package run.trellis.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import run.trellis.api.KubeObject;
import run.trellis.api.Managers;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;

/** The engine's connection to the model of an API server: the place where things go wrong. */
public final class ModelClient implements ObjectClient {

  @Override
  public ObjectClient as(Managers managers) {
    return this;
  }

  private final ModelServer server;
  private final Function<String, Fate> fates;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private final List<String> writes = new ArrayList<>();
  private boolean crashed;

  /**
   * A connection.
   *
   * @param fates what becomes of each write. A write is named by what it is and how often that was
   *     asked before, not by its place among all: writes of one wave have no order
   */
  public ModelClient(ModelServer server, Function<String, Fate> fates) {
    this.server = server;
    this.fates = fates;
  }

  /** What becomes of a write. */
  public enum Fate {
    DONE,
    /** The process ends before it took effect. */
    CRASH_BEFORE,
    /** The process ends after it took effect. */
    CRASH_AFTER,
    /** It took effect, and the answer is lost. */
    ANSWER_LOST,
    /** The server was busy. */
    NOT_DONE
  }

  /** The process ends here. */
  private static final class Crash extends RuntimeException {
    Crash(String write) {
      super(write);
    }
  }

  /** Names of all writes that were sent, sorted. */
  public synchronized List<String> writes() {
    return writes.stream().sorted().toList();
  }

  /** The last few writes that were sent. */
  public synchronized List<String> latest() {
    return List.copyOf(writes.subList(Math.max(0, writes.size() - 5), writes.size()));
  }

  /** Whether the process ended since this was asked last. */
  public synchronized boolean takeCrash() {
    boolean was = crashed;
    crashed = false;
    return was;
  }

  private synchronized Crash crash(String write) {
    crashed = true;
    return new Crash(write);
  }

  private synchronized Fate fateOf(String verb, ObjectReference object) {
    String what = verb + " " + object;
    String name = what + " #" + occurrences.merge(what, 1, Integer::sum);
    writes.add(name);
    return fates.apply(name);
  }

  private WriteResult send(String verb, ObjectReference object, Supplier<WriteResult> request) {
    return switch (fateOf(verb, object)) {
      case DONE -> request.get();
      case CRASH_BEFORE -> throw crash(verb + " " + object);
      case CRASH_AFTER -> {
        var _ = request.get();
        throw crash(verb + " " + object);
      }
      case ANSWER_LOST -> {
        var _ = request.get();
        yield unavailable();
      }
      case NOT_DONE -> unavailable();
    };
  }

  private static WriteResult unavailable() {
    return new WriteResult.Refused(
        Reason.APPLY_UNAVAILABLE, "no answer from the API server", Optional.empty());
  }

  @Override
  public WriteResult apply(KubeObject manifest, ApplyMode mode) {
    return send("apply", manifest.reference(), () -> server.apply(manifest, mode));
  }

  /** Under the one field manager that the model knows: nothing here is both served and applied. */
  @Override
  public WriteResult applyMarks(KubeObject manifest, String uid) {
    ApplyMode mode = new ApplyMode.Update(uid);
    return send("marks", manifest.reference(), () -> server.apply(manifest, mode));
  }

  @Override
  public WriteResult applyStatus(KubeObject manifest) {
    return send("status", manifest.reference(), () -> server.applyStatus(manifest));
  }

  @Override
  public WriteResult delete(ObjectReference reference, String uid) {
    return send("delete", reference, () -> server.delete(reference, uid));
  }

  @Override
  public WriteResult removeFinalizer(KubeObject object, String finalizer) {
    return send("release", object.reference(), () -> server.removeFinalizer(object, finalizer));
  }

  @Override
  public WriteResult removeMarks(
      KubeObject object, Collection<String> labels, Collection<String> annotations) {
    return send(
        "let go of", object.reference(), () -> server.removeMarks(object, labels, annotations));
  }

  /** Nobody else ever applied anything here. */
  @Override
  public WriteResult giveUp(String manager, KubeObject object) {
    return new WriteResult.Done(object);
  }

  /** The model refuses no field. */
  @Override
  public boolean wouldCreate(KubeObject manifest) {
    return true;
  }

  @Override
  public ReadResult get(ObjectReference reference) {
    return server
        .find(reference)
        .<ReadResult>map(ReadResult.Found::new)
        .orElseGet(ReadResult.Absent::new);
  }
}
