package run.trellis.api.kro;

import java.util.Optional;
import java.util.Set;
import run.trellis.api.CelKeywords;

/** Names that resources and iterators of the kro dialect cannot have. */
final class KroNames {

  /** What the dialect keeps for itself, whether it uses it or not. */
  private static final Set<String> ENGINE =
      Set.of(
          "apiVersion",
          "context",
          "dependency",
          "dependencies",
          "each",
          "externalRef",
          "externalReference",
          "externalRefs",
          "externalReferences",
          "graph",
          "instance",
          "item",
          "items",
          "kind",
          "kro",
          "metadata",
          "object",
          "resource",
          "resourcegraphdefinition",
          "resourceGraphDefinition",
          "resources",
          "root",
          "runtime",
          "schema",
          "self",
          "serviceAccountName",
          "spec",
          "status",
          "this",
          "variables",
          "vars",
          "version");

  private KroNames() {}

  /** Why a resource or iterator cannot have the name; empty if it can. */
  static Optional<String> reasonAgainst(String name) {
    if (CelKeywords.ALL.contains(name)) {
      return Optional.of("it is a word of CEL");
    }
    return ENGINE.contains(name) ? Optional.of("kro keeps it for itself") : Optional.empty();
  }
}
