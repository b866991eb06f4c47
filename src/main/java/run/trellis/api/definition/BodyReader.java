package run.trellis.api.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.Authoring;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;

/** Reads {@code template} and {@code externalRef}. */
final class BodyReader {

  private static final List<String> OPERATORS = List.of("In", "NotIn", "Exists", "DoesNotExist");

  private BodyReader() {}

  /** Empty if the template has no usable type. */
  static Optional<Body> template(Section template, Authoring authoring) {
    TemplateCheck.check(template, authoring);
    return type(template).map(type -> new Body.Template(type, template.fields()));
  }

  /** Empty if the reference has no usable type or target. */
  static Optional<Body> reference(Section reference, Authoring authoring) {
    reference.allowOnly(List.of("apiVersion", "kind", "metadata"));
    TemplateCheck.checkKeys(reference);
    Optional<GroupVersionKind> type = type(reference);
    Optional<Section> metadata = reference.section("metadata");
    if (!reference.has("metadata")) {
      reference.missing(
          "metadata", "say which object by `metadata.name`, or which ones by `metadata.selector`");
    }
    return metadata.flatMap(
        section -> type.flatMap(present -> target(section, present, authoring)));
  }

  private static Optional<Body> target(
      Section metadata, GroupVersionKind type, Authoring authoring) {
    metadata.allowOnly(List.of("name", "namespace", "selector"));
    Optional<String> name = metadata.text("name");
    String namespace = metadata.text("namespace").orElse("");
    Optional<Object> selector = selector(metadata, authoring);
    if (metadata.has("name") == metadata.has("selector")) {
      boolean both = metadata.has("name");
      metadata
          .findings()
          .addAndLeaveOut(
              metadata.path(),
              both ? ProblemCode.INVALID_VALUE : ProblemCode.MISSING_FIELD,
              "exactly one of name or selector must be provided",
              "`name` for one object, `selector` for all that carry certain labels");
    } else if (name.filter(String::isEmpty).isPresent()) {
      metadata.missing("name", "");
    }
    Optional<Body> byName = name.map(text -> new Body.NamedReference(type, namespace, text));
    return byName.or(
        () -> selector.map(found -> new Body.SelectorReference(type, namespace, found)));
  }

  /** A label selector, or where the dialect takes one the text of an expression for it. */
  private static Optional<Object> selector(Section metadata, Authoring authoring) {
    if (authoring.expressions().wholeSelectors()
        && metadata.fields().get("selector") instanceof String text) {
      return Optional.of(text);
    }
    Optional<Section> selector = metadata.section("selector");
    selector.ifPresent(BodyReader::checkSelector);
    return selector.map(Section::fields);
  }

  private static void checkSelector(Section selector) {
    selector.allowOnly(List.of("matchLabels", "matchExpressions"));
    selector.texts("matchLabels");
    for (Section expression : selector.sections("matchExpressions")) {
      expression.allowOnly(List.of("key", "operator", "values"));
      expression.requiredText("key", "the label to look at");
      Optional<String> operator = expression.requiredText("operator", String.join(", ", OPERATORS));
      operator
          .filter(text -> !OPERATORS.contains(text))
          .ifPresent(
              text ->
                  expression.invalid(
                      "operator",
                      "`" + text + "` is not an operator",
                      String.join(", ", OPERATORS)));
      // A single expression may stand for the whole list, so text passes here.
      boolean listed = !(expression.fields().get("values") instanceof String);
      int values = listed ? expression.textList("values", "put the value in quotes").size() : 1;
      operator
          .filter(text -> text.endsWith("In") ? values == 0 : values > 0)
          .filter(OPERATORS::contains)
          .ifPresent(
              text ->
                  expression.invalid(
                      "values",
                      "the operator " + text + (values == 0 ? " needs values" : " takes no values"),
                      ""));
    }
  }

  /**
   * Group, version and kind decide which API is called, so they are known before anything is
   * evaluated.
   */
  private static Optional<GroupVersionKind> type(Section object) {
    Optional<String> apiVersion = object.requiredText("apiVersion", "such as `v1` or `apps/v1`");
    Optional<String> kind = object.requiredText("kind", "such as `Deployment`");
    for (Map.Entry<String, Optional<String>> field :
        List.of(Map.entry("apiVersion", apiVersion), Map.entry("kind", kind))) {
      field
          .getValue()
          .filter(text -> text.contains("${"))
          .ifPresent(
              text ->
                  object
                      .findings()
                      .addAndLeaveOut(
                          object.at(field.getKey()),
                          ProblemCode.MISPLACED_EXPRESSION,
                          "`" + field.getKey() + "` cannot be computed",
                          "write it out; use two nodes with `includeWhen` to choose between two"
                              + " kinds"));
    }
    apiVersion
        .filter(text -> text.chars().filter(c -> c == '/').count() > 1)
        .ifPresent(
            text ->
                object.invalid(
                    "apiVersion",
                    "`" + text + "` is not an API version",
                    "such as `v1` or `apps/v1`"));
    return apiVersion.flatMap(version -> kind.map(name -> GroupVersionKind.of(version, name)));
  }
}
