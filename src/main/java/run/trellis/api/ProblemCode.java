package run.trellis.api;

/** Stable kinds of problems of a definition. The code is part of the API: it is never renamed. */
public enum ProblemCode {
  /** The text is not YAML, or not one graph. */
  INVALID_YAML("InvalidYaml"),
  /** A field of the definition is missing. */
  MISSING_FIELD("MissingField"),
  /** A field of the definition has a value of the wrong type or form. */
  INVALID_VALUE("InvalidValue"),
  /** The definition has a field that does not exist. */
  UNKNOWN_FIELD("UnknownField"),
  DUPLICATE_KEY("DuplicateKey"),
  DUPLICATE_ID("DuplicateId"),
  /** An id, iterator or status field takes a name that the engine keeps for itself. */
  RESERVED_NAME("ReservedName"),
  /** SimpleSchema: the type does not exist. */
  UNKNOWN_TYPE("UnknownType"),
  /** SimpleSchema: the marker does not exist. */
  UNKNOWN_MARKER("UnknownMarker"),
  /** SimpleSchema: the marker does not fit its type, or its value is malformed. */
  INVALID_MARKER("InvalidMarker"),
  /** SimpleSchema: types that contain themselves. */
  TYPE_CYCLE("TypeCycle"),
  /** An expression without its closing brace. */
  UNTERMINATED_EXPRESSION("UnterminatedExpression"),
  /** An expression stands where none is evaluated. */
  MISPLACED_EXPRESSION("MisplacedExpression"),
  /** An expression is needed here. */
  MISSING_EXPRESSION("MissingExpression"),
  /** The expression cannot be parsed. */
  SYNTAX_ERROR("SyntaxError"),
  /** The expression uses a construct that its language profile excludes. */
  FORBIDDEN_CONSTRUCT("ForbiddenConstruct"),
  UNKNOWN_NAME("UnknownName"),
  UNKNOWN_FUNCTION("UnknownFunction"),
  /** Operands, arguments or results of the wrong type. */
  TYPE_MISMATCH("TypeMismatch"),
  /**
   * Reads an optional field of the schema that has no default, without saying what if it is absent.
   */
  OPTIONAL_FIELD("OptionalField"),
  /** Nodes that depend on each other. */
  CYCLE("Cycle"),
  /** A node that reads itself. */
  SELF_REFERENCE("SelfReference"),
  /** An iterator that appears in neither name nor namespace of its template. */
  UNUSED_ITERATOR("UnusedIterator"),
  /** A namespace where none may be, or none where one must be. */
  INVALID_NAMESPACE("InvalidNamespace"),
  /** A template sets labels or annotations that belong to the engine. */
  RESERVED_LABEL("ReservedLabel"),
  /** Too many, too long, too deep. */
  LIMIT_EXCEEDED("LimitExceeded"),
  /** The generated API belongs to somebody else. */
  API_CONFLICT("ApiConflict"),
  /** A status would show the content of a Secret. */
  SECRET_EXPOSED("SecretExposed"),
  /** The graph is pinned to a revision that does not exist. */
  UNKNOWN_REVISION("UnknownRevision"),
  /** The change would break existing instances. */
  BREAKING_CHANGE("BreakingChange");

  private final String code;

  ProblemCode(String code) {
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
