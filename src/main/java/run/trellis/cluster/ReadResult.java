package run.trellis.cluster;

import run.trellis.api.KubeObject;
import run.trellis.api.Reason;

/** What a read came to. */
public sealed interface ReadResult {
  /** The object as it is. */
  record Found(KubeObject object) implements ReadResult {}

  /** There is no such object. */
  record Absent() implements ReadResult {}

  /** The server refused, or could not be asked. */
  record Refused(Reason reason, String message) implements ReadResult {}
}
