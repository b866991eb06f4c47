package run.trellis.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Authoring.ExpressionRules;
import run.trellis.api.Authoring.ReservedMarks;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.NearestName;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.Compiled;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.ExpressionText;
import run.trellis.graph.Fit.Misfit;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Unknown;

/** Checks what stands in a template against the schema of its kind. */
final class TargetCheck {

  private static final String OTHERWISE = "`?:` gives another value then";

  private static final String NO_QUOTES = "write it without quotes";

  /** Formats of text that expressions know as something else. */
  private static final Set<Format> FORMATTED =
      Set.of(Format.BYTE, Format.DATE_TIME, Format.DURATION);

  /** Text that YAML reads as something else if it has no quotes. */
  private static final Pattern UNQUOTED = Pattern.compile("true|false|-?[0-9]+(\\.[0-9]+)?");

  private final ReservedMarks engineMarks;
  private final ExpressionRules rules;
  private final ResultWords words;
  private final Findings findings;

  TargetCheck(GraphDefinition definition, ExpressionLanguage language, Findings findings) {
    this.engineMarks = definition.dialect().authoring().marks();
    this.rules = definition.dialect().authoring().expressions();
    this.words = new ResultWords(definition, language);
    this.findings = findings;
  }

  /** A map as written; its values are checked one by one elsewhere. */
  void fields(Map<?, ?> written, Target target, String path) {
    switch (target.type()) {
      case ObjectOf object -> {
        if (!object.open()) {
          unknownFields(written, object, target, path);
        }
        if (target.onlySource()) {
          missingFields(written, object, target, path);
        }
      }
      case Scalar _, ListOf _ -> misplaced("a map", target, path);
      case SchemaType.MapOf _, Unknown _ -> {}
    }
  }

  private void unknownFields(Map<?, ?> written, ObjectOf object, Target target, String path) {
    for (Object key : written.keySet()) {
      String name = String.valueOf(key);
      if (!object.fields().containsKey(name)) {
        Misfit misfit = Fit.unknownField(name, object, target.name());
        findings.add(problem(misfit, FieldPath.field(path, name)).onKey());
      }
    }
  }

  private void missingFields(Map<?, ?> written, ObjectOf object, Target target, String path) {
    Set<String> misspelled = misspelled(written, object);
    for (Map.Entry<String, Field> field : object.fields().entrySet()) {
      String name = field.getKey();
      boolean missing = field.getValue().required() && written.get(name) == null;
      if (missing && !misspelled.contains(name)) {
        findings.add(problem(Fit.missingField(name, target.name()), FieldPath.field(path, name)));
      }
    }
  }

  /** Fields that are there under a wrong name, which is told already. */
  private static Set<String> misspelled(Map<?, ?> written, ObjectOf object) {
    Set<String> meant = new HashSet<>();
    for (Object key : written.keySet()) {
      if (!object.fields().containsKey(String.valueOf(key))) {
        NearestName.nearest(String.valueOf(key), object.fields().keySet()).ifPresent(meant::add);
      }
    }
    return meant;
  }

  /** A list as written; its elements are checked one by one elsewhere. */
  void items(List<?> written, Target target, String path) {
    if (!(target.type() instanceof ListOf) && !(target.type() instanceof Unknown)) {
      misplaced("a list", target, path);
      return;
    }
    Set<Object> seen = new HashSet<>();
    for (int index = 0; index < written.size(); index++) {
      Object identity = identity(written.get(index), target.uniqueness());
      if (identity != null && !seen.add(identity)) {
        findings.add(
            FieldPath.element(path, index),
            ProblemCode.INVALID_VALUE,
            "`" + target.name() + "` has this element twice",
            target.uniqueness().set()
                ? "equal elements are not allowed"
                : "elements must differ in " + String.join(", ", target.uniqueness().keys()));
      }
    }
  }

  /** By what an element is told from others; null if that is not known before it is computed. */
  private static @Nullable Object identity(
      @Nullable Object element, SchemaType.Uniqueness uniqueness) {
    if (uniqueness.set()) {
      return isComputed(element) ? null : element;
    }
    if (uniqueness.keys().isEmpty() || !(element instanceof Map<?, ?> map)) {
      return null;
    }
    List<@Nullable Object> keys = new ArrayList<>();
    for (String key : uniqueness.keys()) {
      if (isComputed(map.get(key))) {
        return null;
      }
      keys.add(map.get(key));
    }
    return keys;
  }

  private static boolean isComputed(@Nullable Object value) {
    return value instanceof String text
        ? text.contains("${")
        : value instanceof Map<?, ?> || value instanceof List<?>;
  }

  private void misplaced(String what, Target target, String path) {
    String message = "`" + target.name() + "` must be " + target.type().phrase() + ", not " + what;
    findings.add(path, ProblemCode.TYPE_MISMATCH, message, "");
  }

  /** A scalar as written. */
  void literal(@Nullable Object value, Target target, String path) {
    if (value == null) {
      return; // Leaves the field out; of a required one, that was told of its parent.
    }
    Scalar literal = typeOf(value);
    Fit.of(literal, target.type(), target.name())
        .map(misfit -> new Misfit(misfit.code(), misfit.message(), hint(value, misfit, target)))
        .ifPresent(misfit -> findings.add(problem(misfit, path)));
  }

  private static Scalar typeOf(Object value) {
    Kind kind =
        switch (value) {
          case Boolean _ -> Kind.BOOLEAN;
          case Long _ -> Kind.INTEGER;
          case Number _ -> Kind.NUMBER;
          default -> Kind.STRING;
        };
    return new Scalar(kind, Format.NONE, List.of(value));
  }

  /** What is meant by a literal of the wrong type is mostly a matter of quotes. */
  private static String hint(Object value, Misfit misfit, Target target) {
    if (misfit.code() != ProblemCode.TYPE_MISMATCH) {
      return misfit.hint();
    }
    if (!(target.type() instanceof Scalar wanted)) {
      return "";
    }
    boolean textWanted = wanted.kind() == Kind.STRING || wanted.kind() == Kind.INT_OR_STRING;
    return switch (value) {
      case String text -> !textWanted && UNQUOTED.matcher(text).matches() ? NO_QUOTES : "";
      default -> textWanted ? "put it in quotes: \"" + value + "\"" : "";
    };
  }

  /** Text with expressions in it. */
  void text(Target target, String path) {
    Fit.of(SchemaType.STRING, target.type(), target.name())
        .ifPresent(
            misfit ->
                findings.add(
                    path,
                    misfit.code(),
                    misfit.message(),
                    "let one expression be the whole value, without text around it"));
  }

  /** The value of one expression that takes the place of a whole value. */
  void result(LocatedExpression expression, ExpressionText.Embedded embedded, Target target) {
    Compiled compiled = expression.compiled();
    String path = expression.path();
    Span whole = wholeOf(embedded);
    Fit.of(compiled.resultType(), target.type(), target.name())
        .map(misfit -> words.of(misfit, expression, target.type()))
        .ifPresent(misfit -> findings.add(problem(misfit, path).within(whole)));
    if (target.required() && (compiled.mayBeNull() || compiled.mayBeOmitted())) {
      String message = "`" + target.name() + "` is required, and the value may be absent";
      findings.add(Problem.at(path, ProblemCode.OPTIONAL_FIELD, message, OTHERWISE).within(whole));
    }
    if (compiled.resultType() instanceof ObjectOf marks) {
      target.marks().ifPresent(field -> reservedMarks(marks, field, path, whole));
    }
  }

  /** The value of an expression that has to be known to be of a type, where the dialect asks so. */
  void known(LocatedExpression expression, ExpressionText.Embedded embedded, Target target) {
    if (!rules.unknownConditions() && expression.compiled().resultType() instanceof Unknown) {
      String message = "`" + target.name() + "` must be known to be " + target.type().phrase();
      Misfit misfit = new Misfit(ProblemCode.TYPE_MISMATCH, message, "");
      findings.add(
          problem(words.of(misfit, expression, target.type()), expression.path())
              .within(wholeOf(embedded)));
    }
  }

  /** What an expression makes of labels or annotations. */
  private void reservedMarks(ObjectOf marks, String field, String path, Span whole) {
    marks.fields().keySet().stream()
        .filter(
            mark ->
                field.equals("labels") ? engineMarks.isLabel(mark) : engineMarks.isAnnotation(mark))
        .map(mark -> "`" + mark + "` is written by Trellis")
        .map(
            message ->
                Problem.at(
                    path,
                    ProblemCode.RESERVED_LABEL,
                    message,
                    "leave it out, or choose another name"))
        .forEach(problem -> findings.add(problem.within(whole)));
  }

  /** The value of an expression with text around it. */
  void embedded(LocatedExpression expression, ExpressionText.Embedded embedded) {
    SchemaType type = expression.compiled().resultType();
    if (!rules.scalarsInText() && !isText(type)) {
      String message = "a value of type " + type.display() + " cannot stand within text";
      Misfit misfit = new Misfit(ProblemCode.TYPE_MISMATCH, message, "string(…) makes text of it");
      findings.add(
          problem(words.of(misfit, expression, SchemaType.STRING), expression.path())
              .within(wholeOf(embedded)));
    } else if (!(type instanceof Scalar || type instanceof Unknown)) {
      findings.add(
          Problem.at(
                  expression.path(),
                  ProblemCode.TYPE_MISMATCH,
                  "a value of type " + type.display() + " cannot stand within text",
                  "let the expression be the whole value, or make text of it with join or"
                      + " json.stringify")
              .within(wholeOf(embedded)));
    } else if (expression.compiled().mayBeNull()) {
      findings.add(
          Problem.at(
                  expression.path(),
                  ProblemCode.OPTIONAL_FIELD,
                  "the value may be null, and text needs a value",
                  OTHERWISE)
              .within(wholeOf(embedded)));
    }
  }

  /** Whether values are text, and not only written as such; or may be, for all that is known. */
  private static boolean isText(SchemaType type) {
    return type instanceof Unknown
        || (type instanceof Scalar scalar
            && (scalar.kind() == Kind.INT_OR_STRING
                || (scalar.kind() == Kind.STRING && !FORMATTED.contains(scalar.format()))));
  }

  private static Span wholeOf(ExpressionText.Embedded embedded) {
    return new Span(embedded.offset(), embedded.source().length());
  }

  private static Problem problem(Misfit misfit, String path) {
    return Problem.at(path, misfit.code(), misfit.message(), misfit.hint());
  }
}
