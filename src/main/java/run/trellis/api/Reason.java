package run.trellis.api;

/**
 * Stable reason codes of nodes and of the condition {@code Ready}. Part of the API: never renamed.
 */
public enum Reason {
  DEPENDENCY_NOT_READY("DependencyNotReady"),
  EXPRESSION_PENDING("ExpressionPending"),
  EXPRESSION_FAILED("ExpressionFailed"),
  CONDITION_FALSE("ConditionFalse"),
  NOT_READY("NotReady"),
  REFERENCE_MISSING("ReferenceMissing"),
  KIND_MISSING("KindMissing"),
  APPLY_DENIED("ApplyDenied"),
  APPLY_FORBIDDEN("ApplyForbidden"),
  APPLY_INVALID("ApplyInvalid"),
  /** The request did not get an answer that settles it; it is tried again. */
  APPLY_UNAVAILABLE("ApplyUnavailable"),
  ALREADY_EXISTS("AlreadyExists"),
  OWNED_BY_ANOTHER("OwnedByAnother"),
  FIELD_CONFLICT("FieldConflict"),
  OBJECT_TERMINATING("ObjectTerminating"),
  NAME_COLLISION("NameCollision"),
  TOO_MANY_ITEMS("TooManyItems"),
  BUDGET_EXCEEDED("BudgetExceeded"),
  NAMESPACE_MISSING("NamespaceMissing"),
  DELETE_BLOCKED("DeleteBlocked"),
  SUSPENDED("Suspended"),
  REVISION_FAILED("RevisionFailed"),
  ALL_READY("AllReady");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
