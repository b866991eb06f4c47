package run.trellis.cluster;

import java.util.Collection;
import run.trellis.api.KubeObject;
import run.trellis.api.Managers;
import run.trellis.api.ObjectReference;

/**
 * Requests to the API server for objects of any kind. Never throws for what the server says: that
 * is a value. Blocks the calling (virtual) thread; every request has a deadline.
 */
public interface ObjectClient {

  /** The same client under other field managers. */
  ObjectClient as(Managers managers);

  /** Server-side apply as the engine's field manager, taking fields from others. */
  WriteResult apply(KubeObject manifest, ApplyMode mode);

  /**
   * Server-side apply of what the engine says of an object that it serves: its finalizer, its
   * membership marks. Under a field manager of its own, because such an object may itself be one
   * that the engine applies for another instance, and a manager that leaves out what it said before
   * takes it back.
   *
   * @param uid the object must have this uid
   */
  WriteResult applyMarks(KubeObject manifest, String uid);

  /**
   * Server-side apply of the {@code status} subresource; the manifest has identity and {@code
   * status} only.
   */
  WriteResult applyStatus(KubeObject manifest);

  /**
   * Gives up all that another field manager of ours says of an object: what nobody else says is
   * removed, what the engine says too stays.
   *
   * @param manager a name under which the engine once applied
   * @param object the object as it is, with its uid
   */
  WriteResult giveUp(String manager, KubeObject object);

  /**
   * Asks whether the server would take the manifest if nothing of its name were there: a dry run,
   * which changes nothing.
   */
  boolean wouldCreate(KubeObject manifest);

  /**
   * Deletes in the background, if the object still has the uid.
   *
   * @return {@link WriteResult.Done} with the object as it was last, or {@link WriteResult.Gone} if
   *     it, or an object of that uid, does not exist
   */
  WriteResult delete(ObjectReference reference, String uid);

  /**
   * Takes a finalizer off an object, whoever put it there, if the object is still as it was read.
   * An apply that leaves it out does not do that as long as somebody else owns it, too.
   *
   * @param object the object as the server answered it last
   */
  WriteResult removeFinalizer(KubeObject object, String finalizer);

  /** Takes labels and annotations off an object, if it still has its uid; everything else stays. */
  WriteResult removeMarks(
      KubeObject object, Collection<String> labels, Collection<String> annotations);

  /** Reads one object, whole. Not for what a watch already tells. */
  ReadResult get(ObjectReference reference);
}
