package run.trellis.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Dialect;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.dialect.Dialects;

/**
 * Kinds that a graph brings itself: templates of custom resource definitions, and of graphs that
 * generate an API. Objects of such a kind come after what defines it and go before it, although no
 * expression says so.
 */
final class DefinedKinds {

  private static final GroupVersionKind DEFINITION =
      new GroupVersionKind("apiextensions.k8s.io", "", "CustomResourceDefinition");

  private DefinedKinds() {}

  /** The nodes that define the kind of a resource, in the order of the definition. */
  static SequencedSet<String> definersOf(Resource resource, List<Resource> all) {
    GroupVersionKind kind = resource.body().type().ofAnyVersion();
    SequencedSet<String> definers = new LinkedHashSet<>();
    for (Resource other : all) {
      if (other.body() instanceof Body.Template template && defines(template, kind)) {
        definers.add(other.id());
      }
    }
    return definers;
  }

  private static boolean defines(Body.Template template, GroupVersionKind kind) {
    GroupVersionKind type = template.type().ofAnyVersion();
    Map<String, @Nullable Object> tree = template.tree();
    if (type.equals(DEFINITION)) {
      String group = JsonTree.textAt(tree, "spec", "group");
      return kind.equals(
          new GroupVersionKind(group, "", JsonTree.textAt(tree, "spec", "names", "kind")));
    }
    Optional<Dialect> dialect = Dialects.of(type);
    if (dialect.isPresent()) {
      String group = JsonTree.textAt(tree, "spec", "schema", "group");
      return kind.equals(
          new GroupVersionKind(
              group.isEmpty() ? dialect.get().authoring().group() : group,
              "",
              JsonTree.textAt(tree, "spec", "schema", "kind")));
    }
    return false;
  }
}
