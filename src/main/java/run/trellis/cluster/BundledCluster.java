package run.trellis.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.schema.OpenApiDocument;

/**
 * The built-in kinds of one version of Kubernetes, as its API server publishes them: for work
 * without a cluster. Comes with the application, one file for each group and version, which is read
 * when a kind of it is first asked for and then kept.
 *
 * <p>{@code make schemas} makes the files anew from the API server that the tests start.
 */
public final class BundledCluster implements KindDirectory, OpenApiDocuments {

  /** Below it, a folder for each version, and {@code index.json}, which says which one it is. */
  static final String FOLDER = "/schemas/";

  private final Json json = new Json(new SharedTexts());
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final String version;
  private final List<@Nullable Object> groupVersions;

  public BundledCluster() {
    Map<String, @Nullable Object> index = read(FOLDER + "index.json", json::readObject);
    version = JsonTree.textAt(index, "version");
    groupVersions = JsonTree.listAt(index, "groupVersions");
  }

  /** The version of Kubernetes, such as {@code v1.36.3}. */
  public String version() {
    return version;
  }

  @Override
  public Lookup find(GroupVersionKind type) {
    if (!hasGroup(type.group())) {
      return new Lookup.Unavailable("only built-in kinds are known here");
    }
    return document(type.apiVersion())
        .map(document -> document.kinds().get(type.kind()))
        .<Lookup>map(served -> served)
        .orElseGet(Lookup.Missing::new);
  }

  @Override
  public Optional<OpenApiDocument> load(String group, String version) {
    return document(new GroupVersionKind(group, version, "").apiVersion()).map(Document::schemas);
  }

  /** Nothing of it changes. */
  @Override
  public void forget(String group) {}

  /** Nothing of it changes. */
  @Override
  public void onChange(Consumer<String> listener) {}

  private boolean hasGroup(String group) {
    return groupVersions.stream()
        .map(String::valueOf)
        .anyMatch(known -> GroupVersionKind.of(known, "").group().equals(group));
  }

  /**
   * One group and version.
   *
   * @param kinds its kinds by name
   * @param schemas its schemas, which refer to each other
   */
  private record Document(Map<String, Lookup.Served> kinds, OpenApiDocument schemas) {

    static Document of(Map<String, @Nullable Object> tree) {
      Map<String, Lookup.Served> kinds = new HashMap<>();
      for (Object resource : JsonTree.listAt(tree, "resources")) {
        boolean namespaced = Boolean.TRUE.equals(JsonTree.at(resource, "namespaced"));
        kinds.put(
            JsonTree.textAt(resource, "kind"),
            new Lookup.Served(JsonTree.textAt(resource, "name"), namespaced));
      }
      return new Document(Map.copyOf(kinds), new OpenApiDocument(JsonTree.mapAt(tree, "schemas")));
    }
  }

  private Optional<Document> document(String apiVersion) {
    return groupVersions.contains(apiVersion)
        ? Optional.of(documents.computeIfAbsent(apiVersion, this::load))
        : Optional.empty();
  }

  private Document load(String apiVersion) {
    String file = folder(version) + fileName(apiVersion);
    return Document.of(read(file, input -> json.readObject(new GZIPInputStream(input))));
  }

  /** The folder of a version: {@code /schemas/kubernetes-1.36.3/}. */
  static String folder(String version) {
    return FOLDER + "kubernetes-" + version.replaceFirst("^v", "") + "/";
  }

  /** The file of a group and version: {@code apps.v1.json.gz}. */
  static String fileName(String apiVersion) {
    return apiVersion.replace('/', '.') + ".json.gz";
  }

  private interface Reading {
    Map<String, @Nullable Object> read(InputStream input) throws IOException;
  }

  private static Map<String, @Nullable Object> read(String file, Reading reading) {
    try (InputStream input = BundledCluster.class.getResourceAsStream(file)) {
      if (input == null) {
        throw new IllegalStateException("this build of Trellis lacks its file " + file);
      }
      return reading.read(input);
    } catch (IOException e) {
      throw new UncheckedIOException("this build of Trellis has a broken file " + file, e);
    }
  }
}
