package run.trellis.api.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Authoring;
import run.trellis.api.FieldPath;
import run.trellis.api.GraphDefinition.Api;
import run.trellis.api.GraphDefinition.Scope;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.NearestName;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;

/**
 * Reads {@code spec.schema}: the API that a graph generates. What SimpleSchema says is left to its
 * own parser.
 */
final class ApiReader {

  private static final List<String> FIELDS =
      List.of(
          "apiVersion",
          "group",
          "kind",
          "scope",
          "shortNames",
          "categories",
          "types",
          "spec",
          "status",
          "additionalPrinterColumns",
          "metadata");
  private static final List<String> COLUMN_FIELDS =
      List.of("name", "type", "jsonPath", "description", "format", "priority");
  private static final List<String> COLUMN_TYPES =
      List.of("string", "integer", "number", "boolean", "date");

  private static final Pattern VERSION = Pattern.compile("v[0-9]+((alpha|beta)[0-9]+)?");
  private static final Pattern KIND = Pattern.compile("[A-Z][a-zA-Z0-9]{0,62}");
  private static final Pattern GROUP =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+");
  private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

  /** The plural, a dot and the group together are a name of at most 253 characters. */
  private static final int LONGEST_GROUP = 180;

  private static final int MOST_NAMES = 32;

  private final Section schema;
  private final Authoring authoring;

  private ApiReader(Section schema, Authoring authoring) {
    this.schema = schema;
    this.authoring = authoring;
  }

  /** Empty if the API has no usable type. */
  static Optional<Api> read(Section schema, Authoring authoring) {
    schema.allowOnly(FIELDS);
    return new ApiReader(schema, authoring).read();
  }

  private Optional<Api> read() {
    Optional<Section> metadata = schema.section("metadata");
    metadata.ifPresent(section -> section.allowOnly(List.of("labels", "annotations")));
    Map<String, String> labels = metadata.map(section -> section.texts("labels")).orElse(Map.of());
    Map<String, String> annotations =
        metadata.map(section -> section.texts("annotations")).orElse(Map.of());
    metadata.ifPresent(section -> TemplateCheck.checkMarks(section, authoring));
    Scope scope = scope();
    List<String> shortNames = names("shortNames");
    List<String> categories = names("categories");
    Map<String, @Nullable Object> types = schema.map("types");
    Map<String, @Nullable Object> spec = schema.map("spec");
    Map<String, @Nullable Object> status = status();
    List<Map<String, @Nullable Object>> columns = columns();
    return type(annotations)
        .map(
            type ->
                new Api(
                    type,
                    scope,
                    shortNames,
                    categories,
                    types,
                    spec,
                    status,
                    columns,
                    labels,
                    annotations));
  }

  private Optional<GroupVersionKind> type(Map<String, String> annotations) {
    Optional<String> version =
        schema.requiredText("apiVersion", "the version of your API, such as `v1alpha1`");
    Optional<String> kind =
        schema.requiredText("kind", "the kind of your API, such as `WebApplication`");
    String group = schema.text("group").orElse(authoring.group());
    version.ifPresent(this::checkVersion);
    kind.filter(text -> !KIND.matcher(text).matches())
        .ifPresent(
            text ->
                schema.invalid(
                    "kind",
                    "`" + text + "` is not a kind",
                    "use upper camel case, such as `WebApplication`"));
    checkGroup(group, annotations);
    return version.flatMap(v -> kind.map(k -> new GroupVersionKind(group, v, k)));
  }

  private void checkVersion(String version) {
    if (VERSION.matcher(version).matches()) {
      return;
    }
    String hint =
        version.contains("/")
            ? "write only the version here, and what is before the `/` as `group`"
            : "use a version such as `v1alpha1`, `v1beta2` or `v1`";
    schema.invalid("apiVersion", "`" + version + "` is not a version", hint);
  }

  private void checkGroup(String group, Map<String, String> annotations) {
    if (!GROUP.matcher(group).matches() || group.length() > LONGEST_GROUP) {
      schema.invalid(
          "group",
          "`" + group + "` is not an API group",
          "use a domain of yours, such as `apps.example.com`");
    } else if ((group.endsWith(".k8s.io") || group.endsWith(".kubernetes.io"))
        && !annotations.containsKey("api-approved.kubernetes.io")) {
      schema.invalid(
          "group",
          "`" + group + "` belongs to the Kubernetes project, and the API server refuses it",
          "use a domain of yours, such as `apps.example.com`");
    }
  }

  private Scope scope() {
    String text = schema.text("scope").orElse(Scope.NAMESPACED.value());
    for (Scope scope : Scope.values()) {
      if (scope.value().equals(text)) {
        return scope;
      }
    }
    schema.invalid("scope", "`" + text + "` is not a scope", "use Namespaced or Cluster");
    return Scope.NAMESPACED;
  }

  private List<String> names(String field) {
    List<String> names = schema.textList(field, "");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String path = FieldPath.element(schema.at(field), i);
      if (!LABEL.matcher(name).matches()) {
        String hint = "lower-case letters, digits and `-`, starting with a letter, at most 63";
        schema
            .findings()
            .add(path, ProblemCode.INVALID_VALUE, "`" + name + "` cannot be used here", hint);
      } else if (!seen.add(name)) {
        schema.findings().add(path, ProblemCode.INVALID_VALUE, "`" + name + "` is there twice", "");
      }
    }
    if (names.size() > MOST_NAMES) {
      String message = names.size() + " entries are more than " + MOST_NAMES;
      schema.findings().add(schema.at(field), ProblemCode.LIMIT_EXCEEDED, message, "");
    }
    return names;
  }

  private Map<String, @Nullable Object> status() {
    Optional<Section> status = schema.section("status");
    status.ifPresent(
        section ->
            authoring.reservedStatus().stream()
                .sorted()
                .filter(section::has)
                .forEach(
                    field -> {
                      String message = "the status field `" + field + "` is written by Trellis";
                      Problem problem =
                          Problem.at(
                              section.at(field),
                              ProblemCode.RESERVED_NAME,
                              message,
                              "choose another name");
                      section.findings().add(problem.onKey());
                    }));
    Map<String, @Nullable Object> fields =
        new LinkedHashMap<>(status.map(Section::fields).orElse(Map.of()));
    authoring.overriddenStatus().stream()
        .filter(field -> !(fields.get(field) instanceof List))
        .forEach(fields::remove);
    return fields;
  }

  private List<Map<String, @Nullable Object>> columns() {
    List<Map<String, @Nullable Object>> columns = new ArrayList<>();
    for (Section column : schema.sections("additionalPrinterColumns")) {
      column.allowOnly(COLUMN_FIELDS);
      column.requiredText("name", "the heading of the column");
      column
          .requiredText("type", "one of " + String.join(", ", COLUMN_TYPES))
          .filter(type -> !COLUMN_TYPES.contains(type))
          .ifPresent(
              type ->
                  column.invalid("type", "`" + type + "` is not a column type", columnHint(type)));
      column
          .requiredText("jsonPath", "where the value is, such as `.spec.replicas`")
          .filter(path -> !path.startsWith("."))
          .ifPresent(
              path -> column.invalid("jsonPath", "must start with a dot", "write `." + path + "`"));
      column.text("description");
      column.text("format");
      if (column.has("priority") && !(column.fields().get("priority") instanceof Long)) {
        column.invalid(
            "priority", "must be a whole number", "0 shows it always, 1 only with `-o wide`");
      }
      columns.add(column.fields());
    }
    return columns;
  }

  private static String columnHint(String type) {
    String near = NearestName.hint(type, COLUMN_TYPES);
    return near.isEmpty() ? "one of " + String.join(", ", COLUMN_TYPES) : near;
  }
}
