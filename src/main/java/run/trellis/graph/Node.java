package run.trellis.graph;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.GroupVersionKind;

/** An entry of {@code resources}, compiled. */
public sealed interface Node {

  /** What all nodes have. */
  Common common();

  default String id() {
    return common().id();
  }

  default GroupVersionKind type() {
    return common().type();
  }

  /** Whether the node's value is a list of objects. */
  default boolean isList() {
    return switch (this) {
      case ManagedNode _, ReferenceNode _ -> false;
      case CollectionNode _, SelectionNode _ -> true;
    };
  }

  /** Whether the graph applies and deletes the node's objects. */
  default boolean isManaged() {
    return switch (this) {
      case ManagedNode _, CollectionNode _ -> true;
      case ReferenceNode _, SelectionNode _ -> false;
    };
  }

  /**
   * What all nodes have.
   *
   * @param id name of the node in expressions
   * @param path place in the definition
   * @param type kind of its objects
   * @param dependencies nodes that it reads, in the order of the definition
   * @param soft those of the dependencies that may be skipped without taking this node along
   * @param includeWhen conditions for the node to exist
   * @param readiness when it is ready
   * @param mask fields of its objects that anybody reads
   */
  record Common(
      String id,
      String path,
      GroupVersionKind type,
      SequencedSet<String> dependencies,
      Set<String> soft,
      List<LocatedExpression> includeWhen,
      ReadyRule readiness,
      FieldMask mask) {
    public Common {
      dependencies = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(dependencies));
      soft = Set.copyOf(soft);
      includeWhen = List.copyOf(includeWhen);
    }
  }

  /** When a node is ready. */
  sealed interface ReadyRule {
    /** By the conventions of its kind. */
    record Standard() implements ReadyRule {}

    /** When it exists and all conditions hold. */
    record Conditions(List<LocatedExpression> conditions) implements ReadyRule {
      public Conditions {
        conditions = List.copyOf(conditions);
      }
    }
  }

  /** One object that the graph manages. */
  record ManagedNode(Common common, Template.Fields template, Lifecycle lifecycle)
      implements Node {}

  /** Objects that the graph manages, one for each combination of elements. */
  record CollectionNode(
      Common common, List<Dimension> dimensions, Template.Fields template, Lifecycle lifecycle)
      implements Node {
    public CollectionNode {
      dimensions = List.copyOf(dimensions);
    }
  }

  /** One dimension of a collection. */
  record Dimension(String iterator, LocatedExpression list) {}

  /** One object that is only read; a namespace of nothing is the instance's own. */
  record ReferenceNode(Common common, Template namespace, Template name) implements Node {}

  /**
   * All objects that a label selector finds, only read; a namespace of nothing is all namespaces.
   */
  record SelectionNode(Common common, Template namespace, Template selector) implements Node {}
}
