package run.trellis.randomgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import run.trellis.randomgraph.RandomNode.Edge;
import run.trellis.randomgraph.RandomNode.Quirk;
import run.trellis.randomgraph.RandomNode.Sort;

/**
 * A random graph.
 *
 * @param nodes each after those it reads
 * @param backwards whether the definition lists them in reverse, so that their order has to be
 *     found
 */
public record RandomGraph(List<RandomNode> nodes, boolean backwards) {

  private static final Place SHOWN = new Place("shown", "models.example.com", "ns");

  public RandomGraph {
    nodes = List.copyOf(nodes);
  }

  /** The definition, as its author would write it. */
  public String yaml(Place place) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: trellis.run/v1alpha1
            kind: ResourceGraph
            metadata:
              name: %s
            spec:
              schema:
                apiVersion: v1
                group: %s
                kind: Thing
                spec:
                  a: boolean | default=false
                  b: boolean | default=false
                  c: boolean | default=false
                  text: string | default=t
                  names: "[]string | default=[]"
                  divisor: integer | default=1
              resources:
            """
                .formatted(place.graph(), place.group()));
    (backwards ? nodes.reversed() : nodes).forEach(node -> yaml.append(yaml(node, place)));
    return yaml.toString();
  }

  private static String yaml(RandomNode node, Place place) {
    List<String> lines = new ArrayList<>();
    lines.add("- id: " + node.id());
    include(node).ifPresent(condition -> lines.add("  includeWhen: [\"" + condition + "\"]"));
    readyWhen(node, lines);
    if (node.has(Quirk.ORPHAN)) {
      lines.add("  lifecycle: {deletion: Orphan}");
    }
    if (node.isManaged()) {
      lines.addAll(template(node, place));
    } else {
      lines.addAll(externalRef(node));
    }
    return lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }

  private static java.util.Optional<String> include(RandomNode node) {
    return switch (node.include()) {
      case ALWAYS -> java.util.Optional.empty();
      case IF_A -> java.util.Optional.of("${schema.spec.a}");
      case IF_B -> java.util.Optional.of("${schema.spec.b}");
      case IF_DIVISIBLE -> java.util.Optional.of("${1 / schema.spec.divisor > 0}");
      case IF_THE_OTHER_SAYS_SO -> {
        RandomNode other = node.edges().getFirst().to();
        yield java.util.Optional.of(
            other.isList()
                ? "${%s.size() > 1}".formatted(other.id())
                : "${%s.data['on'] == 'true'}".formatted(other.id()));
      }
    };
  }

  private static void readyWhen(RandomNode node, List<String> lines) {
    String own = node.isList() ? "each" : node.id();
    switch (node.ready()) {
      case BY_CONVENTION -> {}
      case AT_ONCE -> lines.add("  readyWhen: []");
      case WHEN_TOLD -> lines.add("  readyWhen: [\"${%s.data['told'] == 'yes'}\"]".formatted(own));
      case IF_C -> lines.add("  readyWhen: [\"${schema.spec.c}\"]");
    }
  }

  private static List<String> template(RandomNode node, Place place) {
    List<String> lines = new ArrayList<>();
    String name = "${schema.metadata.name}-" + node.id();
    if (node.isCollection()) {
      String source =
          node.sort() == Sort.CHAINED
              ? node.edges().getFirst().to().id() + ".![metadata.name]"
              : "schema.spec.names";
      String second = node.has(Quirk.TWICE) ? ", {digit: \"${range(2)}\"}" : "";
      lines.add("  forEach: [{item: \"${%s}\"}%s]".formatted(source, second));
      name += "-${item}" + (node.has(Quirk.TWICE) ? "-${digit}" : "");
    }
    if (node.has(Quirk.RENAMED)) {
      name += "-${schema.spec.text}";
    }
    lines.add("  template:");
    lines.add("    apiVersion: " + place.type(node.kind()).apiVersion());
    lines.add("    kind: " + place.type(node.kind()).kind());
    lines.add("    metadata: {name: \"" + name + "\"}");
    lines.add("    data:");
    String read = node.edges().stream().map(RandomGraph::text).collect(Collectors.joining(","));
    lines.add("      v: \"%s:${schema.spec.text}(%s)\"".formatted(node.id(), read));
    lines.add(
        "      on: \"${string(schema.spec.%s)}\""
            .formatted(node.flag().name().toLowerCase(java.util.Locale.ROOT)));
    Expectation.uidSource(node)
        .ifPresent(other -> lines.add("      u: ${%s.metadata.uid}".formatted(other.id())));
    if (node.has(Quirk.FAILING)) {
      lines.add("      f: ${string(1 / schema.spec.divisor)}");
    }
    return lines;
  }

  private static String text(Edge edge) {
    String id = edge.to().id();
    if (edge.to().isList()) {
      return edge.soft()
          ? "${%s?.size() ?: 0}".formatted(id)
          : "${%s.![data['v']].join('+')}".formatted(id);
    }
    return edge.soft()
        ? "${%s?.data?.['v'] ?: '-'}".formatted(id)
        : "${%s.data['v']}".formatted(id);
  }

  private static List<String> externalRef(RandomNode node) {
    String metadata =
        node.sort() == Sort.SELECTION
            ? "namespace: \"${schema.metadata.namespace}\", selector: {matchLabels: {%s: x}}"
                .formatted(Outside.LABEL)
            : "name: " + Outside.name(node.number() % Outside.COUNT);
    return List.of(
        "  externalRef:",
        "    apiVersion: v1",
        "    kind: ConfigMap",
        "    metadata: {" + metadata + "}");
  }

  /** Ids of nodes whose objects outlive the instance. */
  public Set<String> orphans() {
    return nodes.stream()
        .filter(node -> node.has(Quirk.ORPHAN))
        .map(RandomNode::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "\n" + yaml(SHOWN);
  }
}
