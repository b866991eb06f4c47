package run.trellis.graph;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  private final Map<GroupVersionKind, Set<String>> definers = new HashMap<>();

  DefinedKinds(List<Resource> resources) {
    for (Resource resource : resources) {
      if (resource.body() instanceof Body.Template template) {
        definedBy(template)
            .ifPresent(
                kind ->
                    definers.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(resource.id()));
      }
    }
  }

  /** The nodes that define the kind of a resource, in the order of the definition. */
  Set<String> definersOf(Resource resource) {
    return definers.getOrDefault(resource.body().type().ofAnyVersion(), Set.of());
  }

  private static Optional<GroupVersionKind> definedBy(Body.Template template) {
    Map<String, @Nullable Object> tree = template.tree();
    if (template.type().ofAnyVersion().equals(DEFINITION)) {
      String group = JsonTree.textAt(tree, "spec", "group");
      String kind = JsonTree.textAt(tree, "spec", "names", "kind");
      return Optional.of(new GroupVersionKind(group, "", kind));
    }
    return Dialects.of(template.type())
        .map(
            dialect -> {
              String group = JsonTree.textAt(tree, "spec", "schema", "group");
              return new GroupVersionKind(
                  group.isEmpty() ? dialect.authoring().group() : group,
                  "",
                  JsonTree.textAt(tree, "spec", "schema", "kind"));
            });
  }
}
