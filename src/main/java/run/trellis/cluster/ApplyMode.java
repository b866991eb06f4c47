package run.trellis.cluster;

/**
 * What must be true of the live object for an apply to take place; checked by the API server within
 * the request.
 */
public sealed interface ApplyMode {

  /**
   * It must not exist. Sent as a resource version that no object ever has: where nothing exists the
   * server ignores it, and where something does it answers with a conflict and changes nothing.
   */
  record Create() implements ApplyMode {}

  /** It must exist with this uid. */
  record Update(String uid) implements ApplyMode {}

  /** Whatever there is. */
  record Upsert() implements ApplyMode {}
}
