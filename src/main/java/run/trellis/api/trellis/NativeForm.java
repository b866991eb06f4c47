package run.trellis.api.trellis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Authoring;
import run.trellis.api.Dialect;
import run.trellis.api.FieldPath;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;

/**
 * A definition of another dialect as a {@code ResourceGraph}: what that dialect takes for granted
 * is written down, and places stay where they were, so that what is wrong with the new definition
 * can be told of the old one.
 *
 * @param tree the native definition
 * @param problems what has no native form
 */
public record NativeForm(Map<String, @Nullable Object> tree, List<Problem> problems) {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  public NativeForm {
    problems = List.copyOf(problems);
  }

  /** Turns a definition, with which nothing is wrong in its own dialect, into a native one. */
  public static NativeForm of(KubeObject graph, Dialect dialect) {
    List<Problem> problems = new ArrayList<>();
    Map<String, @Nullable Object> written = JsonTree.mapAt(graph.tree(), "spec");
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("language", dialect.authoring().language());
    written.forEach(
        (field, value) ->
            spec.put(
                field,
                switch (field) {
                  case "schema" -> schema(JsonTree.mapAt(value), dialect.authoring(), problems);
                  case "resources" -> resources(JsonTree.listAt(value), dialect, problems);
                  default -> value;
                }));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", TrellisDialect.VALUE.definition().apiVersion());
    tree.put("kind", TrellisDialect.VALUE.definition().kind());
    tree.put("metadata", metadata(graph, dialect));
    tree.put("spec", spec);
    return new NativeForm(tree, problems);
  }

  private static Map<String, @Nullable Object> metadata(KubeObject graph, Dialect dialect) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", graph.name());
    if (!graph.labels().isEmpty()) {
      metadata.put("labels", graph.labels());
    }
    Map<String, String> annotations = new LinkedHashMap<>(graph.annotations());
    annotations.remove(LAST_APPLIED);
    annotations.keySet().removeIf(dialect.authoring().marks()::isAnnotation);
    if (dialect.marking().allowsBreakingChanges(graph)) {
      annotations.put(Marks.ALLOW_BREAKING_CHANGES, "true");
    }
    if (!annotations.isEmpty()) {
      metadata.put("annotations", annotations);
    }
    return metadata;
  }

  private static Map<String, @Nullable Object> schema(
      Map<String, @Nullable Object> written, Authoring authoring, List<Problem> problems) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    written.forEach(
        (field, value) -> {
          schema.put(field, value);
          if (field.equals("apiVersion") && !written.containsKey("group")) {
            schema.put("group", authoring.group());
          }
        });
    if (written.get("status") instanceof Map<?, ?> status) {
      schema.put("status", status(JsonTree.mapAt(status), authoring, problems));
    }
    return schema;
  }

  /** Without what had no effect. */
  private static Map<String, @Nullable Object> status(
      Map<String, @Nullable Object> written, Authoring authoring, List<Problem> problems) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>(written);
    for (String field : authoring.overriddenStatus()) {
      if (status.remove(field) instanceof List<?> list && !list.isEmpty()) {
        problems.add(
            Problem.at(
                    FieldPath.field("spec.schema.status", field),
                    ProblemCode.RESERVED_NAME,
                    "a ResourceGraph cannot have `" + field + "` of its own",
                    "make each of them a field of the status, and take it out of this list")
                .onKey());
      }
    }
    return status;
  }

  private static List<Map<String, @Nullable Object>> resources(
      List<?> written, Dialect dialect, List<Problem> problems) {
    List<Map<String, @Nullable Object>> resources = new ArrayList<>();
    for (int index = 0; index < written.size(); index++) {
      Map<String, @Nullable Object> resource = JsonTree.mapAt(written.get(index));
      if (JsonTree.at(resource, "externalRef", "metadata", "selector") instanceof String) {
        problems.add(
            Problem.at(
                FieldPath.element("spec.resources", index) + ".externalRef.metadata.selector",
                ProblemCode.INVALID_VALUE,
                "a ResourceGraph takes no expression for a whole selector",
                "write `matchLabels`, with an expression for each value"));
      }
      resources.add(resource(resource, dialect.authoring()));
    }
    return resources;
  }

  private static Map<String, @Nullable Object> resource(
      Map<String, @Nullable Object> written, Authoring authoring) {
    Map<String, @Nullable Object> resource = new LinkedHashMap<>(written);
    Optional<List<String>> readyWhen = authoring.readyWhen();
    if (!written.containsKey("readyWhen")) {
      readyWhen.ifPresent(conditions -> resource.put("readyWhen", conditions));
    }
    boolean managed = written.containsKey("template");
    if (managed && authoring.lifecycle().adoption() == Adoption.IF_UNOWNED) {
      resource.putIfAbsent("lifecycle", Map.of("adoption", "IfUnowned"));
    }
    return resource;
  }
}
