package run.trellis.api.trellis;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import run.trellis.api.CelKeywords;

/**
 * Names that nodes and iterators cannot have, because an expression that says them means something
 * else. Names that only sound technical, such as {@code item} or {@code version}, are free.
 */
public final class ReservedNames {

  /** What the engine binds, or keeps for what it may bind. */
  private static final Set<String> ENGINE =
      Set.of("schema", "each", "this", "self", "instance", "graph", "root");

  /** Word operators and literals of SpEL, which it knows in any case. */
  private static final Set<String> SPEL_WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "div",
          "mod",
          "matches",
          "between",
          "instanceof",
          "new");

  /** What {@code hash.sha256(x)} and its like start with. */
  private static final Set<String> FUNCTION_FAMILIES =
      Set.of(
          "base64",
          "cel",
          "dns",
          "hash",
          "json",
          "lists",
          "math",
          "optional",
          "random",
          "strings",
          "url",
          "yaml");

  /** Fields of every object: within {@code list.![metadata.name]} they must mean the element's. */
  private static final Set<String> OBJECT_FIELDS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  private ReservedNames() {}

  /** All of them. The definition of the kind in {@code config/crd} lists them too. */
  static Set<String> all() {
    return Stream.of(ENGINE, SPEL_WORDS, CelKeywords.ALL, FUNCTION_FAMILIES, OBJECT_FIELDS)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Why a node or iterator cannot have the name; empty if it can. */
  public static Optional<String> reasonAgainst(String name) {
    if (ENGINE.contains(name)) {
      return Optional.of("it has a meaning of its own in expressions");
    }
    String word = name.toLowerCase(Locale.ROOT);
    if (SPEL_WORDS.contains(word) || CelKeywords.ALL.contains(word)) {
      return Optional.of("it is a word of the expression languages");
    }
    if (FUNCTION_FAMILIES.contains(name)) {
      return Optional.of("functions start with it");
    }
    if (OBJECT_FIELDS.contains(name)) {
      return Optional.of("every object has a field of that name");
    }
    return Optional.empty();
  }
}
