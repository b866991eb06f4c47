package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;

/** A graph for programs that draw: edges go the way of the values, soft ones are dashed. */
final class GraphDiagram {

  private GraphDiagram() {}

  /** For Graphviz. */
  static String dot(CompiledGraph graph) {
    List<String> lines = new ArrayList<>();
    lines.add("digraph " + quoted(graph.name()) + " {");
    lines.add("  node [shape=box, fontname=\"sans-serif\"];");
    for (Node node : graph.nodes()) {
      lines.add("  " + quoted(node.id()) + " [label=" + label(node, "\\n") + style(node) + "];");
    }
    for (Node node : graph.nodes()) {
      for (String from : node.common().dependencies()) {
        String style = node.common().soft().contains(from) ? " [style=dashed]" : "";
        lines.add("  " + quoted(from) + " -> " + quoted(node.id()) + style + ";");
      }
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  /** For Markdown: a fenced block. */
  static String mermaid(CompiledGraph graph) {
    List<String> lines = new ArrayList<>();
    lines.add("```mermaid");
    lines.add("flowchart TD");
    for (Node node : graph.nodes()) {
      // Bare ids would collide with words of Mermaid, such as `end`.
      String text = label(node, "<br>");
      lines.add("  n_" + node.id() + (node.isManaged() ? "[" + text + "]" : "([" + text + "])"));
    }
    for (Node node : graph.nodes()) {
      for (String from : node.common().dependencies()) {
        String arrow = node.common().soft().contains(from) ? " -.-> " : " --> ";
        lines.add("  n_" + from + arrow + "n_" + node.id());
      }
    }
    lines.add("```");
    return String.join("\n", lines) + "\n";
  }

  private static String style(Node node) {
    return node.isManaged() ? "" : ", style=rounded";
  }

  private static String label(Node node, String lineBreak) {
    String kind = node.type().kind() + (node.isList() ? " []" : "");
    return "\"" + node.id() + lineBreak + kind.replace("\"", "'") + "\"";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
