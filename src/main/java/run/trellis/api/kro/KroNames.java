package run.trellis.api.kro;

import java.util.Optional;
import java.util.Set;

/** Names that resources and iterators of the kro dialect cannot have. */
final class KroNames {

  /** Keywords and reserved words of CEL. */
  private static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "return",
          "var",
          "void",
          "while");

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
          "namespace",
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
    if (WORDS.contains(name)) {
      return Optional.of("it is a word of CEL");
    }
    return ENGINE.contains(name) ? Optional.of("kro keeps it for itself") : Optional.empty();
  }
}
