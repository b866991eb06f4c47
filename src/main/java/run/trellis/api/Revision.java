package run.trellis.api;

/**
 * What a graph was at one time, as it is stored; without the definition itself, which may be large
 * and is read when it is needed.
 *
 * @param object the stored object, as far as it is known
 * @param graph name of the graph
 * @param number number among the revisions of the graph, from 1
 * @param generation generation of the graph when it had this definition
 * @param digest digest of the normalised definition; empty if somebody took it off
 * @param owner uid of the graph that the revision goes with; empty if it was left behind by one
 *     that was deleted without what it owned
 */
public record Revision(
    KubeObject object, String graph, long number, long generation, String digest, String owner) {

  public String name() {
    return object.name();
  }

  public String uid() {
    return object.uid();
  }

  public boolean isTerminating() {
    return object.isTerminating();
  }
}
