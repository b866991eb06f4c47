package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.reconcile.graph.LiveCatalog;
import run.trellis.schema.OpenApiTypes;
import run.trellis.schema.SchemaCatalog;
import run.trellis.schema.SchemaType;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.WithControlPlane;

/**
 * What is bundled is what the API server of the tests publishes. {@code make schemas} runs this to
 * write the bundle anew.
 */
@WithControlPlane(own = true) // so that it serves nothing but what is built in
class BundledClusterIT {

  private static final Path RESOURCES = Path.of("src/main/resources" + BundledCluster.FOLDER);

  @Test
  void theBundleIsWhatTheServerPublishes(ControlPlane controlPlane) throws IOException {
    SchemaBundle bundle = new SchemaBundle(controlPlane.kubectl());
    SortedMap<String, byte[]> published = bundle.files();
    if (Boolean.getBoolean("schemas.write")) {
      write(published);
    }
    SortedMap<String, byte[]> bundled = bundled();
    assertThat(bundled.keySet())
        .as("the files; `make schemas` makes them anew")
        .isEqualTo(published.keySet());
    for (var file : published.entrySet()) {
      byte[] ours = bundled.getOrDefault(file.getKey(), new byte[0]);
      assertThat(bundle.content(file.getKey(), ours))
          .as("%s; `make schemas` makes it anew", file.getKey())
          .isEqualTo(bundle.content(file.getKey(), file.getValue()));
    }
  }

  @Test
  void everyKindHasTheTypeThatTheServerGivesIt(ControlPlane controlPlane) {
    BundledCluster bundle = new BundledCluster();
    SchemaCatalog offline = new LiveCatalog(bundle, bundle);
    try (Connected connected = Connected.to(controlPlane.kubeconfig())) {
      SchemaCatalog live =
          new LiveCatalog(connected.kinds, new OpenApiLoader(connected.server, connected.json));
      List<GroupVersionKind> types = kinds(controlPlane);
      assertThat(types).hasSizeGreaterThan(60);
      assertThat(types)
          .allSatisfy(
              type -> assertThat(said(offline.find(type))).isEqualTo(said(live.find(type))));
      var missing = GroupVersionKind.of("apps/v1", "Deploymnet");
      assertThat(offline.find(missing)).isEqualTo(live.find(missing));
      var retired = GroupVersionKind.of("apps/v1beta1", "Deployment");
      assertThat(offline.find(retired)).isEqualTo(live.find(retired));
    }
  }

  /** Types that were read of two documents are never equal themselves. */
  private static String said(SchemaCatalog.Lookup lookup) {
    return lookup instanceof SchemaCatalog.Lookup.Found(SchemaType schema, boolean namespaced)
        ? namespaced + " " + OpenApiTypes.toOpenApi(schema)
        : lookup.toString();
  }

  private static List<GroupVersionKind> kinds(ControlPlane controlPlane) {
    List<GroupVersionKind> kinds = new ArrayList<>();
    for (String path :
        JsonTree.mapAt(controlPlane.kubectl().read("/openapi/v3"), "paths").keySet()) {
      if (path.matches("api/v1|apis/[^/]+/[^/]+")) {
        for (@Nullable Object resource :
            JsonTree.listAt(controlPlane.kubectl().read("/" + path), "resources")) {
          kinds.add(
              GroupVersionKind.of(
                  path.replaceFirst("^(api|apis)/", ""), JsonTree.textAt(resource, "kind")));
        }
      }
    }
    return kinds;
  }

  private static SortedMap<String, byte[]> bundled() throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(RESOURCES)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(RESOURCES.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void write(Map<String, byte[]> files) throws IOException {
    if (Files.exists(RESOURCES)) {
      try (Stream<Path> old = Files.walk(RESOURCES)) {
        old.sorted(Comparator.reverseOrder()).forEach(BundledClusterIT::delete);
      }
    }
    for (var file : files.entrySet()) {
      Path path = RESOURCES.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.write(path, file.getValue());
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
