package run.trellis.reconcile.graph;

import run.trellis.graph.Node;

/** Sorts of nodes, as status and read models call them. Part of the API. */
public enum NodeSort {
  MANAGED("Managed"),
  COLLECTION("Collection"),
  REFERENCE("Reference"),
  SELECTION("Selection");

  private final String code;

  NodeSort(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  public static NodeSort of(Node node) {
    return switch (node) {
      case Node.ManagedNode _ -> MANAGED;
      case Node.CollectionNode _ -> COLLECTION;
      case Node.ReferenceNode _ -> REFERENCE;
      case Node.SelectionNode _ -> SELECTION;
    };
  }
}
