package run.trellis.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import run.trellis.expression.Reference;

/**
 * What expressions read of nodes, collected while they are compiled. Not safe for use by several
 * threads.
 */
final class Reads {

  private final Map<String, List<LocatedReference>> byNode = new LinkedHashMap<>();

  void add(LocatedReference read) {
    byNode.computeIfAbsent(read.reference().head(), _ -> new ArrayList<>()).add(read);
  }

  void addAll(Reads other) {
    other.byNode.values().forEach(references -> references.forEach(this::add));
  }

  /** The nodes that are read, in the order they were met. */
  SequencedSet<String> nodes() {
    return new LinkedHashSet<>(byNode.keySet());
  }

  /** Nodes of which every reading copes with their absence. */
  Set<String> soft() {
    Set<String> soft = new LinkedHashSet<>();
    byNode.forEach(
        (node, references) -> {
          if (references.stream().map(LocatedReference::reference).allMatch(Reference::nullSafe)) {
            soft.add(node);
          }
        });
    return soft;
  }

  /** Every reading of a node, in the order they were met. */
  List<LocatedReference> of(String node) {
    return List.copyOf(byNode.getOrDefault(node, List.of()));
  }
}
