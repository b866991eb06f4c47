package run.trellis.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.EngineStatus;
import run.trellis.api.GraphDefinition.Api;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;

/**
 * Writes the custom resource definition of the API that a graph generates: one version, served and
 * stored, with a status subresource. The result says only what the author and the dialect say;
 * marks of ownership are added by who applies it.
 */
public final class CrdGenerator {

  private final EngineStatus engine;

  /** A generator for the native dialect. */
  public CrdGenerator() {
    this(EngineStatus.NATIVE);
  }

  /** A generator for a dialect whose engine writes the given status. */
  public CrdGenerator(EngineStatus engine) {
    this.engine = engine;
  }

  /** Name of the definition of an API: {@code webapplications.apps.example.com}. */
  public static String nameOf(Api api) {
    return Plural.of(api.type().kind()) + "." + api.type().group();
  }

  /**
   * The definition of an API.
   *
   * @param api what the author wrote
   * @param spec the spec's schema, without problems
   * @param status the type of the author's status; unknown parts are preserved as they come. The
   *     engine's own fields are added
   */
  public KubeObject generate(Api api, SimpleSchema spec, SchemaType status) {
    Map<String, @Nullable Object> definition = new LinkedHashMap<>();
    definition.put("apiVersion", "apiextensions.k8s.io/v1");
    definition.put("kind", "CustomResourceDefinition");
    definition.put("metadata", metadata(api));
    definition.put("spec", spec(api, spec, status));
    return KubeObject.of(definition);
  }

  private static Map<String, @Nullable Object> metadata(Api api) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", nameOf(api));
    if (!api.labels().isEmpty()) {
      metadata.put("labels", new TreeMap<>(api.labels()));
    }
    if (!api.annotations().isEmpty()) {
      metadata.put("annotations", new TreeMap<>(api.annotations()));
    }
    return metadata;
  }

  private Map<String, @Nullable Object> spec(Api api, SimpleSchema spec, SchemaType status) {
    Map<String, @Nullable Object> version = new LinkedHashMap<>();
    version.put("name", api.type().version());
    version.put("served", true);
    version.put("storage", true);
    version.put("subresources", Map.of("status", Map.of()));
    version.put("additionalPrinterColumns", columns(api, spec));
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("openAPIV3Schema", root(api, spec, status));
    version.put("schema", schema);
    Map<String, @Nullable Object> crd = new LinkedHashMap<>();
    crd.put("group", api.type().group());
    crd.put("scope", api.scope().value());
    crd.put("names", names(api));
    crd.put("versions", List.of(version));
    return crd;
  }

  private static Map<String, @Nullable Object> names(Api api) {
    String kind = api.type().kind();
    Map<String, @Nullable Object> names = new LinkedHashMap<>();
    names.put("kind", kind);
    names.put("listKind", kind + "List");
    names.put("plural", Plural.of(kind));
    names.put("singular", kind.toLowerCase(Locale.ROOT));
    if (!api.shortNames().isEmpty()) {
      names.put("shortNames", api.shortNames());
    }
    if (!api.categories().isEmpty()) {
      names.put("categories", api.categories());
    }
    return names;
  }

  private List<Map<String, @Nullable Object>> columns(Api api, SimpleSchema spec) {
    List<Map<String, @Nullable Object>> authors = new ArrayList<>(spec.printerColumns());
    authors.addAll(api.additionalPrinterColumns());
    if (engine.authorReplaces() && !authors.isEmpty()) {
      return authors;
    }
    List<Map<String, @Nullable Object>> columns = new ArrayList<>();
    addUnlessNamedIn(authors, engine.firstColumns(), columns);
    columns.addAll(authors);
    addUnlessNamedIn(authors, engine.lastColumns(), columns);
    return columns;
  }

  private static void addUnlessNamedIn(
      List<Map<String, @Nullable Object>> authors,
      List<Map<String, @Nullable Object>> engines,
      List<Map<String, @Nullable Object>> columns) {
    List<String> taken = authors.stream().map(CrdGenerator::heading).toList();
    for (Map<String, @Nullable Object> column : engines) {
      if (!taken.contains(heading(column))) {
        columns.add(column);
      }
    }
  }

  private static String heading(Map<String, @Nullable Object> column) {
    return JsonTree.textAt(column, "name").toLowerCase(Locale.ROOT);
  }

  private Map<String, @Nullable Object> root(Api api, SimpleSchema spec, SchemaType status) {
    String kind = api.type().kind();
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("apiVersion", described("string", "Version of the schema of this object."));
    properties.put("kind", described("string", "Kind of this object: " + kind + "."));
    // The API server describes metadata itself, and refuses other descriptions of it.
    properties.put("metadata", Map.of("type", "object"));
    properties.put("spec", withDescription(spec.openApi(), "What is wanted of this " + kind + "."));
    properties.put("status", status(kind, status));
    Map<String, @Nullable Object> root =
        described("object", kind + " is an API that a Trellis graph defines and keeps true.");
    root.put("properties", properties);
    // Without this an instance could leave out the spec and all that is required in it.
    if (spec.openApi().containsKey("required")) {
      root.put("required", List.of("spec"));
    }
    return root;
  }

  private Map<String, @Nullable Object> status(String kind, SchemaType authors) {
    Map<String, @Nullable Object> status =
        described("object", "What is observed of this " + kind + ".");
    Map<String, @Nullable Object> own = OpenApiTypes.toOpenApi(authors);
    Map<String, @Nullable Object> properties =
        new LinkedHashMap<>(JsonTree.mapAt(own, "properties"));
    properties.putAll(engine.properties());
    status.put("properties", properties);
    if (properties.values().stream().anyMatch(CrdGenerator::hasDefault)) {
      status.put("default", Map.of());
    }
    if (own.containsKey("x-kubernetes-preserve-unknown-fields")) {
      status.put("x-kubernetes-preserve-unknown-fields", true);
    }
    return status;
  }

  private static boolean hasDefault(@Nullable Object property) {
    return property instanceof Map<?, ?> schema && schema.containsKey("default");
  }

  private static Map<String, @Nullable Object> described(String type, String description) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    return schema;
  }

  private static Map<String, @Nullable Object> withDescription(
      Map<String, @Nullable Object> schema, String description) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>(schema);
    described.putIfAbsent("description", description);
    return described;
  }
}
