package run.trellis.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.testing.Kubectl;

/**
 * Makes the files of {@link BundledCluster} from an API server: its kinds, and their schemas
 * without what is written for people and without what no kind needs.
 */
final class SchemaBundle {

  private static final String REFERENCE = "#/components/schemas/";

  /** Of no use to a compiler, and most of the text. */
  private static final Set<String> FOR_PEOPLE = Set.of("description", "example", "externalDocs");

  private final Kubectl kubectl;
  private final Json json = new Json(new SharedTexts());

  SchemaBundle(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  /** The files by their paths below the folder of all schemas. */
  SortedMap<String, byte[]> files() throws IOException {
    String version = JsonTree.textAt(kubectl.read("/version"), "gitVersion");
    String folder = BundledCluster.folder(version).substring(BundledCluster.FOLDER.length());
    SortedMap<String, byte[]> files = new TreeMap<>();
    Set<String> groupVersions = new TreeSet<>();
    for (String path : JsonTree.mapAt(kubectl.read("/openapi/v3"), "paths").keySet()) {
      String apiVersion = path.replaceFirst("^(api|apis)/", "");
      List<Map<String, @Nullable Object>> resources = resources(path);
      if (!resources.isEmpty()) {
        groupVersions.add(apiVersion);
        files.put(
            folder + BundledCluster.fileName(apiVersion),
            zipped(document(path, apiVersion, resources)));
      }
    }
    Map<String, @Nullable Object> index = new LinkedHashMap<>();
    index.put("version", version);
    index.put("groupVersions", List.copyOf(groupVersions));
    files.put("index.json", json.write(index));
    return files;
  }

  private List<Map<String, @Nullable Object>> resources(String path) {
    boolean groupVersion = path.matches("api/v1|apis/[^/]+/[^/]+");
    Collection<@Nullable Object> all =
        groupVersion ? JsonTree.listAt(kubectl.read("/" + path), "resources") : List.of();
    return all.stream()
        .filter(resource -> !JsonTree.textAt(resource, "name").contains("/"))
        .map(SchemaBundle::resource)
        .sorted((a, b) -> JsonTree.textAt(a, "kind").compareTo(JsonTree.textAt(b, "kind")))
        .toList();
  }

  private static Map<String, @Nullable Object> resource(@Nullable Object listed) {
    Map<String, @Nullable Object> resource = new LinkedHashMap<>();
    for (String field : List.of("kind", "name", "namespaced")) {
      resource.put(field, JsonTree.at(listed, field));
    }
    return resource;
  }

  private Map<String, @Nullable Object> document(
      String path, String apiVersion, List<Map<String, @Nullable Object>> resources) {
    Map<String, @Nullable Object> all =
        JsonTree.mapAt(kubectl.read("/openapi/v3/" + path), "components", "schemas");
    SortedMap<String, @Nullable Object> needed = new TreeMap<>();
    Deque<String> open = new ArrayDeque<>();
    all.forEach(
        (name, schema) -> {
          if (isOfAny(schema, apiVersion, resources)) {
            open.add(name);
          }
        });
    for (String name = open.poll(); name != null; name = open.poll()) {
      if (!needed.containsKey(name)) {
        needed.put(name, schema(JsonTree.mapAt(all, name), open));
      }
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("resources", resources);
    document.put("schemas", needed);
    return document;
  }

  private static boolean isOfAny(
      @Nullable Object schema, String apiVersion, List<Map<String, @Nullable Object>> resources) {
    return JsonTree.listAt(schema, "x-kubernetes-group-version-kind").stream()
        .filter(
            type -> {
              String group = JsonTree.textAt(type, "group");
              String version = JsonTree.textAt(type, "version");
              return apiVersion.equals(group.isEmpty() ? version : group + "/" + version);
            })
        .map(type -> JsonTree.textAt(type, "kind"))
        .anyMatch(
            kind ->
                resources.stream()
                    .anyMatch(resource -> JsonTree.textAt(resource, "kind").equals(kind)));
  }

  /** The schema without texts; what it refers to is added to what is needed. */
  private static Map<String, @Nullable Object> schema(
      Map<String, @Nullable Object> schema, Deque<String> needed) {
    Map<String, @Nullable Object> stripped = new TreeMap<>();
    schema.forEach(
        (key, value) -> {
          if (!FOR_PEOPLE.contains(key)) {
            stripped.put(key, part(key, value, needed));
          }
        });
    String reference = JsonTree.textAt(schema, "$ref");
    if (!reference.isEmpty()) {
      needed.add(reference.substring(REFERENCE.length()));
    }
    return stripped;
  }

  private static @Nullable Object part(String key, @Nullable Object value, Deque<String> needed) {
    return switch (value) {
      case Map<?, ?> properties when key.equals("properties") -> {
        // Their names are names, whatever they are.
        Map<String, @Nullable Object> parts = new TreeMap<>();
        JsonTree.mapAt(properties)
            .forEach((name, below) -> parts.put(name, schema(JsonTree.mapAt(below), needed)));
        yield parts;
      }
      case Map<?, ?> map when !key.equals("default") -> schema(JsonTree.mapAt(map), needed);
      case List<?> list ->
          list.stream()
              .map(
                  item ->
                      item instanceof Map<?, ?> map ? schema(JsonTree.mapAt(map), needed) : item)
              .toList();
      case null, default -> value;
    };
  }

  private byte[] zipped(Map<String, @Nullable Object> document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(json.write(document));
    }
    return bytes.toByteArray();
  }

  /** What a file says, whatever compressed it. */
  Map<String, @Nullable Object> content(String file, byte[] bytes) throws IOException {
    var input = new java.io.ByteArrayInputStream(bytes);
    return json.readObject(file.endsWith(".gz") ? new java.util.zip.GZIPInputStream(input) : input);
  }
}
