package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.LocatedExpression;
import run.trellis.graph.Node;

/** A graph as a table: a line for each node, in the order in which they are created. */
final class GraphTable {

  private static final int GAP = 2;

  private final Styles styles;

  GraphTable(Styles styles) {
    this.styles = styles;
  }

  /** The graph, with a line end behind it. */
  String draw(CompiledGraph graph) {
    StringBuilder text = new StringBuilder();
    text.append(styles.strong(graph.name())).append("  ").append(purpose(graph)).append("\n\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "NODE", "KIND", "READS", "EXISTS"));
    graph.nodes().forEach(node -> rows.add(row(rows.size(), node)));
    int[] widths = widths(rows);
    for (int index = 0; index < rows.size(); index++) {
      String line = line(rows.get(index), widths);
      text.append(index == 0 ? styles.frame(line) : line).append('\n');
    }
    if (rows.stream().anyMatch(row -> row.get(3).contains("?"))) {
      text.append("\n? goes on without it if it is skipped\n");
    }
    return text.toString();
  }

  private static String purpose(CompiledGraph graph) {
    return graph
        .api()
        .map(api -> "generates " + api.type().apiVersion() + " " + api.type().kind())
        .orElse("is its own instance");
  }

  private static List<String> row(int number, Node node) {
    return List.of(String.valueOf(number), node.id(), kind(node), reads(node), existence(node));
  }

  private static String kind(Node node) {
    String kind = node.type().apiVersion() + " " + node.type().kind();
    return switch (node) {
      case Node.ManagedNode _ -> kind;
      case Node.CollectionNode _ -> "[] " + kind;
      case Node.ReferenceNode _ -> kind + " (only read)";
      case Node.SelectionNode _ -> "[] " + kind + " (only read)";
    };
  }

  private static String reads(Node node) {
    return String.join(
        ", ",
        node.common().dependencies().stream()
            .map(id -> node.common().soft().contains(id) ? id + "?" : id)
            .toList());
  }

  private static String existence(Node node) {
    List<String> conditions =
        node.common().includeWhen().stream().map(LocatedExpression::text).toList();
    String each =
        node instanceof Node.CollectionNode collection
            ? "for each "
                + String.join(
                    ", ",
                    collection.dimensions().stream()
                        .map(it -> it.iterator() + " of " + it.list().text())
                        .toList())
            : "";
    String when = conditions.isEmpty() ? "" : "if " + String.join(" and ", conditions);
    return Styles.visible((each + " " + when).strip());
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], Excerpt.width(row.get(column)));
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - Excerpt.width(cell) + GAP));
    }
    return line.toString().stripTrailing();
  }
}
