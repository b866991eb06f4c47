package run.trellis.cluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;

/** Whom a {@link WatchLoop} tells what it learns; always on the thread of the loop. */
interface WatchFollower {

  /** What to read of objects; asked once per connection. */
  FieldFilter filter();

  /** Makes what was read what is kept. */
  KubeObject keep(Map<String, @Nullable Object> tree);

  /** The server said something. */
  default void heard() {}

  /** A complete list is about to be asked for. */
  default void listBegins() {}

  /** All there is, at a version. */
  void replaced(List<KubeObject> objects, String version);

  void upserted(KubeObject object);

  void deleted(KubeObject object);

  /** Everything up to a version has been told. */
  default void reached(String version) {}

  /** The watch goes on from where it was. */
  default void resumed() {}

  /** The watch lost its place; a complete list will follow. */
  default void lost() {}

  /** The watch is interrupted and will try again. */
  default void interrupted(String why) {}

  /** The watch cannot run for a reason that somebody has to mend; it will try again. */
  void unavailable(Reason reason, String message);
}
