package run.trellis.api;

/**
 * Stable kinds of problems of a definition. The code is part of the API: it is never renamed. What
 * is said of each here is what {@code docs/problems.md} and the command line tell.
 */
public enum ProblemCode {
  INVALID_YAML(
      "InvalidYaml",
      "The text is not YAML, or a document in it is not a map of fields.",
      "Look at the place: often a value with a colon or a brace needs quotes, or a line is indented"
          + " by a tab or by one blank too many."),
  MISSING_FIELD(
      "MissingField",
      "A field that must be there is not, or is empty.",
      "Add the field; the hint says what belongs into it."),
  INVALID_VALUE(
      "InvalidValue",
      "A field has a value of the wrong type or form, or one that is not among its choices.",
      "Write a value as the hint says."),
  UNKNOWN_FIELD(
      "UnknownField",
      "There is no such field: in the layout of a graph, or in the schema of what an expression or"
          + " a template names.",
      "Correct the name. If the field exists in a newer version of the kind, use that version."),
  DUPLICATE_KEY(
      "DuplicateKey",
      "A map of the YAML has the same key twice, and only one of the values could count.",
      "Remove or rename one of them."),
  DUPLICATE_ID(
      "DuplicateId",
      "Two nodes have the same id, or an iterator has the name of a node or of another iterator.",
      "Rename one of them: expressions tell nodes apart by these names."),
  RESERVED_NAME(
      "ReservedName",
      "An id, iterator or status field has a name that means something else: a word of the"
          + " expression language, or a name that Trellis itself gives or writes.",
      "Choose another name."),
  UNKNOWN_TYPE(
      "UnknownType",
      "A field of the schema has a type that is neither one of SimpleSchema nor one of `types`.",
      "Use string, integer, boolean, float, object, `[]T`, `map[string]T`, or add the type to"
          + " `types`."),
  UNKNOWN_MARKER(
      "UnknownMarker",
      "What stands behind the `|` of a field of the schema is not a marker.",
      "Correct the name; the list of markers is in the chapter on the schema of graphs.md."),
  INVALID_MARKER(
      "InvalidMarker",
      "A marker of the schema does not fit the type of its field, or its value is malformed, or two"
          + " markers contradict each other.",
      "Remove the marker, or give it a value that the type allows."),
  TYPE_CYCLE(
      "TypeCycle",
      "Types of the schema contain themselves, so that no value of them could end.",
      "Break the cycle: an `object` field takes any content where it is needed."),
  UNTERMINATED_EXPRESSION(
      "UnterminatedExpression",
      "An expression begins with `${` and does not end.",
      "Close it with `}`. For a plain `${` in a text, write `$${`."),
  MISPLACED_EXPRESSION(
      "MisplacedExpression",
      "An expression stands where none is evaluated: in a key, or in `apiVersion` or `kind`.",
      "Write the value out. For a computed key, compute the whole map; for one of two kinds, write"
          + " two nodes with `includeWhen`."),
  MISSING_EXPRESSION(
      "MissingExpression",
      "A condition, a dimension of `forEach` or a field of the status is plain text, and has to be"
          + " an expression.",
      "Put `${` and `}` around the whole of it."),
  SYNTAX_ERROR(
      "SyntaxError",
      "An expression cannot be read.",
      "Look at the place: often an operand, an operator, or a quote or bracket is missing."),
  FORBIDDEN_CONSTRUCT(
      "ForbiddenConstruct",
      "An expression uses a part of its language that reaches out of the graph, or changes"
          + " something. Expressions only compute.",
      "Use what the chapter on expressions of graphs.md lists, and the functions of functions.md."),
  UNKNOWN_NAME(
      "UnknownName",
      "An expression starts with a name that means nothing at its place: no node, no iterator, not"
          + " `schema`. Conditions of `readyWhen` know only the node itself and those it depends"
          + " on.",
      "Correct the name, or add the node."),
  UNKNOWN_FUNCTION(
      "UnknownFunction",
      "An expression calls a function or method that does not exist.",
      "Correct the name; functions.md lists all of them."),
  TYPE_MISMATCH(
      "TypeMismatch",
      "An operand, an argument or a result has another type than its place takes.",
      "Convert it (`string(…)`, `int(…)`), read another field, or change the type of the schema."),
  OPTIONAL_FIELD(
      "OptionalField",
      "An expression reads a field of the instance that users may leave out, and does not say what"
          + " holds then.",
      "Read it with `?.`, name a fallback with `?:`, or give it a default or `required=true` in the"
          + " schema."),
  CYCLE(
      "Cycle",
      "Nodes read each other in a circle, so that none of them could be created first.",
      "Let one of them do without reading the next: often both can read the instance instead."),
  SELF_REFERENCE(
      "SelfReference",
      "A node reads itself to find out what it should be.",
      "Read the instance or another node. Only `readyWhen` and the status see what a node has"
          + " become."),
  UNUSED_ITERATOR(
      "UnusedIterator",
      "An iterator of `forEach` appears neither in the name nor in the namespace of the template,"
          + " so that several objects would have the same identity.",
      "Put every iterator into `metadata.name` or `metadata.namespace`."),
  INVALID_NAMESPACE(
      "InvalidNamespace",
      "A cluster-scoped object has a namespace, or a namespaced one has none and cannot take that"
          + " of the instance.",
      "Remove `metadata.namespace`, or write it."),
  RESERVED_LABEL(
      "ReservedLabel",
      "A template or the generated API sets a label or annotation that Trellis writes itself.",
      "Leave it out, or choose another name."),
  LIMIT_EXCEEDED(
      "LimitExceeded",
      "Something is too many, too long or too deep to be served well.",
      "Split it up."),
  API_CONFLICT(
      "ApiConflict",
      "The API that a graph generates exists already and belongs to somebody else: to another"
          + " graph, or to no graph at all.",
      "Choose another kind or group, or delete the other one."),
  SECRET_EXPOSED(
      "SecretExposed",
      "A status field would show the content of a Secret to everybody who can read instances.",
      "Show the name of the Secret instead."),
  UNKNOWN_REVISION(
      "UnknownRevision",
      "`spec.revision` pins the graph to a revision that does not exist, or no longer.",
      "Pin one of those that `kubectl get graphrevisions` lists, or remove `spec.revision` for the"
          + " newest."),
  BREAKING_CHANGE(
      "BreakingChange",
      "The change of a graph would break instances that exist, or those who read them.",
      "Undo it, or add a field instead. If no instance minds, annotate the graph with"
          + " `trellis.run/allow-breaking-changes: \"true\"`.");

  private final String code;
  private final String meaning;
  private final String mend;

  ProblemCode(String code, String meaning, String mend) {
    this.code = code;
    this.meaning = meaning;
    this.mend = mend;
  }

  public String code() {
    return code;
  }

  /** What is wrong, in general. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it, in general. */
  public String mend() {
    return mend;
  }

  @Override
  public String toString() {
    return code;
  }
}
