package run.trellis.reconcile.revision;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.resolve.ContentDigest;

/**
 * Tells definitions apart by what they mean: the order of resources and of conditions says nothing,
 * that of a {@code forEach} says which objects there are. Which revision a graph is pinned to is no
 * part of what it is.
 */
final class NormalizedSpec {

  private static final String REVISION = "revision";
  private static final String RESOURCES = "resources";
  private static final List<String> CONDITIONS = List.of("includeWhen", "readyWhen");

  private NormalizedSpec() {}

  /** The spec as a revision keeps it: as it was written, but not which revision is to serve. */
  static Map<String, @Nullable Object> snapshot(Map<String, @Nullable Object> spec) {
    Map<String, @Nullable Object> snapshot = new LinkedHashMap<>(spec);
    snapshot.remove(REVISION);
    return snapshot;
  }

  /** The same for definitions that mean the same. */
  static String digest(Map<String, @Nullable Object> spec) {
    Map<String, @Nullable Object> normal = snapshot(spec);
    if (normal.get(RESOURCES) instanceof List<?> resources) {
      normal.put(
          RESOURCES,
          resources.stream()
              .map(NormalizedSpec::resource)
              .sorted(Comparator.comparing(resource -> JsonTree.textAt(resource, "id")))
              .toList());
    }
    return ContentDigest.of(normal);
  }

  private static Map<String, @Nullable Object> resource(@Nullable Object written) {
    Map<String, @Nullable Object> resource = new LinkedHashMap<>(JsonTree.mapAt(written));
    for (String field : CONDITIONS) {
      if (resource.get(field) instanceof List<?> conditions) {
        resource.put(field, conditions.stream().map(String::valueOf).sorted().toList());
      }
    }
    return resource;
  }
}
