package run.trellis.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.ApplySet;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.dialect.Dialects;
import run.trellis.graph.FieldMask;

/**
 * What a cache keeps of an object: its identity, the marks of the engine and of the dialects it
 * speaks, which fields the engine owns, and the fields that somebody reads.
 */
final class KeptFields {

  private static final FieldMask IDENTITY =
      FieldMask.ofAll(
          List.of(
              List.of("apiVersion"),
              List.of("kind"),
              List.of("metadata", "name"),
              List.of("metadata", "namespace"),
              List.of("metadata", "uid"),
              List.of("metadata", "resourceVersion"),
              List.of("metadata", "generation"),
              List.of("metadata", "creationTimestamp"),
              List.of("metadata", "deletionTimestamp"),
              List.of("metadata", "finalizers"),
              // Read whole and thinned out afterwards.
              List.of("metadata", "labels"),
              List.of("metadata", "annotations"),
              List.of("metadata", "managedFields")));

  /** What the names of marks start with. */
  private static final List<String> MARKS =
      Stream.concat(
              Dialects.ALL.stream()
                  .flatMap(dialect -> dialect.authoring().marks().prefixes().stream()),
              Stream.of(ApplySet.PREFIX))
          .toList();

  /** Field managers of the engines. */
  private static final Set<String> MANAGERS =
      Dialects.ALL.stream()
          .map(dialect -> dialect.marking().tracking().manager())
          .collect(Collectors.toUnmodifiableSet());

  private final FieldMask mask;
  private final FieldMask kept;
  private final FieldMask labels;
  private final FieldMask annotations;
  private final boolean readsVersion;
  private final FieldFilter filter;
  private final SharedTexts texts;
  private final WeakInterner<List<@Nullable Object>> ownership;

  KeptFields(FieldMask mask, SharedTexts texts, WeakInterner<List<@Nullable Object>> ownership) {
    this.mask = mask;
    this.kept = IDENTITY.union(mask);
    this.labels = mask.below("metadata").below("labels");
    this.annotations = mask.below("metadata").below("annotations");
    this.readsVersion = readsVersion(mask);
    this.filter = new FieldFilter(kept);
    this.texts = texts;
    this.ownership = ownership;
  }

  /** By name: who reads whole objects reads what they say, and not how often it was written. */
  private static boolean readsVersion(FieldMask mask) {
    FieldMask metadata = mask.fields().getOrDefault("metadata", FieldMask.NOTHING);
    return metadata.fields().containsKey("resourceVersion");
  }

  FieldMask mask() {
    return mask;
  }

  /** What to skip already while reading; a superset of what is kept. */
  FieldFilter filter() {
    return filter;
  }

  /** The kept part of an object that was read whole. */
  KubeObject keep(KubeObject object) {
    return thinOut(kept.keep(object.tree()));
  }

  /** The kept part of an object that was read through {@link #filter()}. */
  KubeObject thinOut(Map<String, @Nullable Object> tree) {
    @Nullable Object[] table = new @Nullable Object[2 * tree.size()];
    int size = 0;
    for (var entry : tree.entrySet()) {
      table[size++] = texts.share(entry.getKey());
      table[size++] = keepField(entry.getKey(), entry.getValue());
    }
    return KubeObject.ofImmutable(CompactMap.of(table, size));
  }

  private @Nullable Object keepField(String name, @Nullable Object value) {
    return switch (name) {
      case "metadata" -> keepMetadata(value);
      case "apiVersion", "kind" -> value instanceof String text ? texts.share(text) : value;
      default -> value;
    };
  }

  private Map<String, @Nullable Object> keepMetadata(@Nullable Object metadata) {
    Map<String, @Nullable Object> fields = JsonTree.mapAt(metadata);
    @Nullable Object[] table = new @Nullable Object[2 * fields.size()];
    int size = 0;
    for (var entry : fields.entrySet()) {
      String name = entry.getKey();
      @Nullable Object kept = keepMetadata(name, entry.getValue());
      if (kept != null) {
        table[size++] = texts.share(name);
        table[size++] = kept;
      }
    }
    return CompactMap.of(table, size);
  }

  private @Nullable Object keepMetadata(String name, @Nullable Object value) {
    return switch (name) {
      case "labels" -> keepMarks(JsonTree.mapAt(value), labels);
      case "annotations" -> keepMarks(JsonTree.mapAt(value), annotations);
      case "managedFields" -> keepOwnership(JsonTree.listAt(value));
      case "namespace" -> value instanceof String text ? texts.share(text) : value;
      default -> value;
    };
  }

  private @Nullable Object keepMarks(Map<String, @Nullable Object> marks, FieldMask wanted) {
    @Nullable Object[] table = new @Nullable Object[2 * marks.size()];
    int size = 0;
    for (var entry : marks.entrySet()) {
      String name = entry.getKey();
      if (isMark(name) || !wanted.below(name).equals(FieldMask.NOTHING)) {
        table[size++] = texts.share(name);
        table[size++] = entry.getValue() instanceof String text ? texts.share(text) : null;
      }
    }
    return size == 0 ? null : CompactMap.of(table, size);
  }

  private static boolean isMark(String name) {
    return name.equals(ApplySet.MANAGED_BY) || MARKS.stream().anyMatch(name::startsWith);
  }

  private @Nullable Object keepOwnership(List<@Nullable Object> entries) {
    List<@Nullable Object> kept = new ArrayList<>(1);
    for (Object entry : entries) {
      String manager = JsonTree.textAt(entry, "manager");
      if (MANAGERS.contains(manager)
          && JsonTree.textAt(entry, "operation").equals("Apply")
          && JsonTree.textAt(entry, "subresource").isEmpty()) {
        @Nullable Object[] table = {
          "manager",
          texts.share(manager),
          "operation",
          "Apply",
          "fieldsV1",
          JsonTree.mapAt(entry, "fieldsV1")
        };
        kept.add(CompactMap.of(table, table.length));
      }
    }
    return kept.isEmpty() ? null : ownership.intern(Collections.unmodifiableList(kept));
  }

  /** Whether two objects differ in nothing that anybody reads; a version is read by few. */
  boolean sameContent(KubeObject one, KubeObject other) {
    Map<String, @Nullable Object> left = one.tree();
    Map<String, @Nullable Object> right = other.tree();
    return (!readsVersion || one.resourceVersion().equals(other.resourceVersion()))
        && left.size() == right.size()
        && left.entrySet().stream()
            .allMatch(
                entry ->
                    entry.getKey().equals("metadata")
                        ? sameMetadata(one, other)
                        : right.containsKey(entry.getKey())
                            && Objects.equals(entry.getValue(), right.get(entry.getKey())));
  }

  private static boolean sameMetadata(KubeObject one, KubeObject other) {
    Map<String, @Nullable Object> left = JsonTree.mapAt(one.tree(), "metadata");
    Map<String, @Nullable Object> right = JsonTree.mapAt(other.tree(), "metadata");
    return left.size() == right.size()
        && left.entrySet().stream()
            .allMatch(
                entry ->
                    entry.getKey().equals("resourceVersion")
                        || (right.containsKey(entry.getKey())
                            && Objects.equals(entry.getValue(), right.get(entry.getKey()))));
  }
}
