package run.trellis.api;

import java.util.Optional;

/**
 * What an object is within an instance.
 *
 * @param instance the instance
 * @param graph name of its graph
 * @param node id of the node that wants the object
 * @param layer how deep dependents stack on the node: objects of a higher layer are deleted first;
 *     from 1
 * @param place where the object stands in its collection; empty for a single object
 */
public record Membership(
    KubeObject instance, String graph, String node, int layer, Optional<Place> place) {

  /**
   * A place in a collection.
   *
   * @param index from 0
   * @param size number of objects in the collection
   */
  public record Place(int index, int size) {}
}
