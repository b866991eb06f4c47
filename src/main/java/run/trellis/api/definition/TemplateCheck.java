package run.trellis.api.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Authoring;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;

/** Checks what a template may not say, whatever its kind. */
final class TemplateCheck {

  /**
   * Fields of metadata that the API server writes. An apply that sends them is refused or conflicts
   * for ever.
   */
  private static final List<String> SERVER_FIELDS =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "managedFields",
          "selfLink");

  /** As deep as YAML is read; an object of the API may come deeper. */
  private static final int DEEPEST = 100;

  private TemplateCheck() {}

  static void check(Section template, Authoring authoring) {
    checkKeys(template);
    Optional<Section> metadata = template.section("metadata");
    if (!template.has("metadata")) {
      missingName(template.findings(), template.at("metadata"), "");
    }
    metadata.ifPresent(section -> checkMetadata(section, authoring));
    if (isDefinition(template) && !authoring.expressions().withinDefinitions()) {
      template.fields().keySet().stream()
          .filter(field -> !field.equals("metadata"))
          .forEach(
              field ->
                  refuseExpressions(
                      template.fields().get(field), template.at(field), template.findings()));
    }
  }

  private static boolean isDefinition(Section template) {
    return "CustomResourceDefinition".equals(template.fields().get("kind"));
  }

  private static void refuseExpressions(@Nullable Object value, String path, Findings findings) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach(
              (key, field) ->
                  refuseExpressions(field, FieldPath.field(path, String.valueOf(key)), findings));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          refuseExpressions(list.get(i), FieldPath.element(path, i), findings);
        }
      }
      case String text when text.contains("${") ->
          findings.add(
              path,
              ProblemCode.MISPLACED_EXPRESSION,
              "expressions in custom resource definitions are for their metadata only",
              "write it out");
      case null, default -> {}
    }
  }

  private static void checkMetadata(Section metadata, Authoring authoring) {
    if (!metadata.has("name") || "".equals(metadata.fields().get("name"))) {
      String hint =
          metadata.has("generateName")
              ? "`generateName` would make another object each time; write `name`"
              : "";
      missingName(metadata.findings(), metadata.path(), hint);
    }
    metadata.text("name");
    metadata.text("namespace");
    checkMarks(metadata, authoring);
    SERVER_FIELDS.stream()
        .filter(metadata::has)
        .forEach(
            field ->
                metadata.excessive(
                    field, "`" + field + "` is written by the API server", "leave it out"));
  }

  private static void missingName(Findings findings, String metadata, String hint) {
    String fallback = "for example \"${schema.metadata.name}\"";
    findings.add(
        FieldPath.field(metadata, "name"),
        ProblemCode.MISSING_FIELD,
        "`metadata.name` is missing",
        hint.isEmpty() ? fallback : hint);
  }

  /** Checks labels and annotations for names that the engine keeps for itself. */
  static void checkMarks(Section metadata, Authoring authoring) {
    for (String field : List.of("labels", "annotations")) {
      if (!(metadata.fields().get(field) instanceof Map<?, ?> marks)) {
        continue; // absent, or one expression for all of them
      }
      for (Object key : marks.keySet()) {
        String mark = String.valueOf(key);
        boolean reserved =
            field.equals("labels")
                ? authoring.marks().isLabel(mark)
                : authoring.marks().isAnnotation(mark);
        if (reserved) {
          Problem problem =
              Problem.at(
                  FieldPath.field(metadata.at(field), mark),
                  ProblemCode.RESERVED_LABEL,
                  "`" + mark + "` is written by Trellis",
                  "leave it out, or choose another name");
          metadata.findings().add(problem.onKey());
        }
      }
    }
  }

  /** Checks that no key of the tree has an expression. */
  static void checkKeys(Section section) {
    checkKeys(section.fields(), section.path(), 0, section.findings());
  }

  private static void checkKeys(@Nullable Object value, String path, int depth, Findings findings) {
    if (depth > DEEPEST) {
      String message = "nests deeper than " + DEEPEST;
      findings.addAndLeaveOut(path, ProblemCode.LIMIT_EXCEEDED, message, "");
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, field) -> {
            String name = String.valueOf(key);
            String at = FieldPath.field(path, name);
            if (name.contains("${") && !name.contains("$${")) {
              String hint = "compute the whole map with one expression as its value";
              String message = "a key cannot be computed";
              findings.add(Problem.at(at, ProblemCode.MISPLACED_EXPRESSION, message, hint).onKey());
            }
            checkKeys(field, at, depth + 1, findings);
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        checkKeys(list.get(i), FieldPath.element(path, i), depth + 1, findings);
      }
    }
  }
}
