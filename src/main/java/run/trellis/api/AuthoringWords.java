package run.trellis.api;

/** How a dialect tells authors of mistakes for which it has words of its own. */
public interface AuthoringWords {

  /** The result of an expression does not fit its place. */
  String mismatch(Mismatch mismatch);

  /** An iterator of a collection is no part of the identity of its objects. */
  String unusedIterator(String iterator);

  /**
   * A collection has too many objects.
   *
   * @param node id of the node
   */
  String tooManyItems(String node, long count, int most);

  /**
   * An object is wanted twice.
   *
   * @param node id of the node that wants it, too
   * @param first id of the node that wanted it first, which may be the same
   */
  String collision(String node, ObjectReference object, String first);

  /**
   * What does not fit.
   *
   * @param resource id of the resource that the expression is in; empty if it is in none
   * @param path where it stands in the resource, without what resources have in common
   * @param type type of the result, as the language calls it
   * @param expected type of the place, as the language calls it
   * @param part what exactly does not fit, if only a part of the value does not
   */
  record Mismatch(
      String resource, String path, String expression, String type, String expected, String part) {}
}
