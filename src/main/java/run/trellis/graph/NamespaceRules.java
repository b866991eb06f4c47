package run.trellis.graph;

import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.JsonTree;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;

/** Who needs a namespace, and who cannot have one. */
final class NamespaceRules {

  private final GraphDefinition definition;
  private final KnownKinds kinds;
  private final Findings findings;

  NamespaceRules(GraphDefinition definition, KnownKinds kinds, Findings findings) {
    this.definition = definition;
    this.kinds = kinds;
    this.findings = findings;
  }

  void check(Resource resource) {
    kinds.isNamespaced(resource.body().type()).ifPresent(namespaced -> check(resource, namespaced));
  }

  private void check(Resource resource, boolean namespaced) {
    String kind = resource.body().type().kind();
    String path =
        switch (resource.body()) {
          case Body.Template _ -> resource.path() + ".template.metadata";
          case Body.NamedReference _, Body.SelectorReference _ ->
              resource.path() + ".externalRef.metadata";
        };
    String field = FieldPath.field(path, "namespace");
    boolean given = !"".equals(namespace(resource.body()));
    if (given && !namespaced) {
      String message = "`" + kind + "` objects do not live in namespaces";
      findings.add(
          Problem.at(field, ProblemCode.INVALID_NAMESPACE, message, "leave it out").onKey());
    } else if (!given && namespaced && needsNamespace(resource.body())) {
      findings.add(
          field,
          ProblemCode.INVALID_NAMESPACE,
          "`" + kind + "` objects live in namespaces, and there is none to take from an instance",
          "write `metadata.namespace`");
    }
  }

  /** Empty if there is none. */
  private static Object namespace(Body body) {
    @Nullable Object namespace =
        switch (body) {
          case Body.Template template -> JsonTree.at(template.tree(), "metadata", "namespace");
          case Body.NamedReference named -> named.namespace();
          case Body.SelectorReference selector -> selector.namespace();
        };
    return namespace == null ? "" : namespace;
  }

  /**
   * Instances that live in a namespace lend it to what has none; all namespaces can be searched.
   */
  private boolean needsNamespace(Body body) {
    boolean instancesHaveOne =
        definition.api().filter(api -> api.scope() == GraphDefinition.Scope.NAMESPACED).isPresent();
    return !instancesHaveOne && !(body instanceof Body.SelectorReference);
  }
}
