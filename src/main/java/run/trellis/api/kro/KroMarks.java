package run.trellis.api.kro;

/** Names that engines of the kro dialect write on objects, and that people do. */
final class KroMarks {

  static final String GROUP = "kro.run";
  static final String INTERNAL_GROUP = "internal.kro.run";

  static final String RECONCILE = GROUP + "/reconcile";
  static final String ALLOW_BREAKING_CHANGES = GROUP + "/allow-breaking-changes";

  private KroMarks() {}
}
