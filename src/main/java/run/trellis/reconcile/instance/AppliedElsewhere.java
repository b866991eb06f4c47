package run.trellis.reconcile.instance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.resolve.FieldOwnership;

/**
 * Tells whether another engine of the same dialect applied an object just as it is wanted, so that
 * it can be taken over as it is.
 */
final class AppliedElsewhere {

  private static final FieldOwnership OWNERSHIP = new FieldOwnership();

  private AppliedElsewhere() {}

  /**
   * Whether the object says all that the manifest says, and the engine's field manager said it.
   *
   * @param live the whole object
   */
  static boolean isAsWanted(KubeObject live, KubeObject manifest, Marking marking) {
    Map<String, @Nullable Object> wanted = withoutVariable(manifest, marking);
    return contains(live.tree(), wanted)
        && OWNERSHIP.covers(FieldOwnership.ownedFields(live, marking.tracking().manager()), wanted);
  }

  private static Map<String, @Nullable Object> withoutVariable(
      KubeObject manifest, Marking marking) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(manifest.tree(), "metadata"));
    for (String field : List.of("labels", "annotations")) {
      Map<String, @Nullable Object> marks = new LinkedHashMap<>(JsonTree.mapAt(metadata, field));
      marks.keySet().removeAll(marking.variable());
      if (marks.isEmpty()) {
        metadata.remove(field);
      } else {
        metadata.put(field, marks);
      }
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(manifest.tree());
    tree.put("metadata", metadata);
    return tree;
  }

  /** Lists must be as long: an element more may be somebody else's. */
  private static boolean contains(@Nullable Object live, @Nullable Object wanted) {
    return switch (wanted) {
      case Map<?, ?> fields ->
          live instanceof Map<?, ?> present
              && fields.entrySet().stream()
                  .allMatch(field -> contains(present.get(field.getKey()), field.getValue()));
      case List<?> items -> live instanceof List<?> present && containsAll(present, items);
      case null, default -> Objects.equals(live, wanted);
    };
  }

  private static boolean containsAll(List<?> live, List<?> wanted) {
    if (live.size() != wanted.size()) {
      return false;
    }
    for (int index = 0; index < live.size(); index++) {
      if (!contains(live.get(index), wanted.get(index))) {
        return false;
      }
    }
    return true;
  }
}
