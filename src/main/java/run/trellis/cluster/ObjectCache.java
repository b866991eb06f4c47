package run.trellis.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/**
 * Objects of one watch, each with its identity, the fields of the mask, and of {@code
 * metadata.managedFields} the engine's own apply entry. Safe for use by many threads.
 */
public interface ObjectCache {

  /**
   * Whether a complete list was seen since the watch began or lost its place, and the watch can
   * run.
   */
  boolean isSynced();

  /**
   * Whether it is synchronised and the server was heard of lately, so that what it does not show
   * does not exist. Ask before deleting anything because of what this cache says.
   */
  boolean isFresh();

  /** Why the watch does not run; empty if it does. */
  Optional<WatchRegistry.Change.Unavailable> unavailable();

  Optional<KubeObject> get(ObjectReference reference);

  /** All objects, sorted by namespace and name. */
  Collection<KubeObject> list();

  /**
   * Objects whose label {@code trellis.run/instance-uid} is the given uid; found by index, sorted.
   */
  Collection<KubeObject> ofInstance(String instanceUid);

  /** Objects that satisfy a condition, sorted by namespace and name. */
  Collection<KubeObject> list(Predicate<KubeObject> condition);

  /**
   * Makes the answer to an own write visible at once: it is kept (masked) until the watch brings
   * the same or a later version, and that echo reaches no listener if it adds nothing. A watch that
   * was quicker than the answer has told its listeners already.
   *
   * @return the object as the cache now has it
   */
  KubeObject recordWrite(KubeObject answer);

  /**
   * Makes an own deletion that took effect at once visible; the watch's echo of it reaches no
   * listener.
   */
  void recordDelete(ObjectReference reference, String uid);

  /**
   * Makes an own write visible at once that took away what the watch selects by. The object lives
   * on, and may be selected again in a later version.
   *
   * @param answer the object as the server answered the write
   */
  void recordRelease(KubeObject answer);
}
