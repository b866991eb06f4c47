package run.trellis.reconcile.instance;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.Stated;

/**
 * The object that a pass is about, as it is known from moment to moment: an instance of a generated
 * API, or a graph that is its own instance.
 */
public final class Subject {

  private final Source source;
  private final Frame frame;
  private final String revision;
  private KubeObject object;

  /**
   * The subject of one pass.
   *
   * @param frame what its status says beside the instance's part
   * @param revision name of the revision that the pass is made with; empty for none
   */
  public Subject(KubeObject object, Source source, Frame frame, String revision) {
    this.object = object;
    this.source = source;
    this.frame = frame;
    this.revision = revision;
  }

  /**
   * Where a subject is known from.
   *
   * @param recorder makes the answer to an own write visible and gives the object as it is then
   *     known
   * @param fresh whether what is known of the subject and of its graph is up to date
   */
  public record Source(UnaryOperator<KubeObject> recorder, BooleanSupplier fresh) {}

  /**
   * What a status says beside the instance's part. Everything a field manager says in one apply is
   * all it says: a part left out would be removed.
   *
   * @param conditions conditions, which come before the instance's own of the same type
   */
  public record Frame(List<Stated> conditions, Map<String, @Nullable Object> fields) {
    public static final Frame NONE = new Frame(List.of(), Map.of());
  }

  KubeObject object() {
    return object;
  }

  Frame frame() {
    return frame;
  }

  /** The revision that its objects come from; the last one, if this pass is made without any. */
  String revision() {
    return revision.isEmpty()
        ? JsonTree.textAt(object.tree(), "status", "graph", "revision")
        : revision;
  }

  public String uid() {
    return object.uid();
  }

  void record(KubeObject answer) {
    object = source.recorder().apply(answer);
  }

  boolean isFresh() {
    return source.fresh().getAsBoolean();
  }

  /** Whether somebody asked for its deletion. */
  public boolean isTerminating() {
    return object.isTerminating();
  }

  boolean hasFinalizer(Marking marking) {
    return object.finalizers().contains(marking.finalizer());
  }
}
