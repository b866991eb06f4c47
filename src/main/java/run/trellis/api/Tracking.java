package run.trellis.api;

/**
 * How the objects of an engine are found again.
 *
 * @param ownedLabel label that all of them carry with the value {@code true}
 * @param instanceLabel label with the uid of the instance that an object belongs to
 * @param manager field manager that applied them
 */
public record Tracking(String ownedLabel, String instanceLabel, String manager) {

  /** A label selector in the text form of the API that finds them all. */
  public String selector() {
    return ownedLabel + "=true";
  }

  /** The uid that an object says it belongs to; empty if it says nothing. */
  public String ownerUid(KubeObject object) {
    return JsonTree.textAt(object.tree(), "metadata", "labels", instanceLabel);
  }
}
