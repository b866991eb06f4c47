package run.trellis.reconcile.instance;

import java.util.Optional;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.Reason;

/** Whose an object is that stands where the graph wants one of its own. */
sealed interface Ownership {

  /** The instance's: an apply took effect without its answer being seen, or marks were stripped. */
  record Ours() implements Ownership {}

  /** Nobody's, and the author allows to take it over. */
  record Free(String uid) implements Ownership {}

  /** Not to be touched. */
  record Refused(Reason reason, String message) implements Ownership {}

  /**
   * Judges an object that exists under a wanted name.
   *
   * @param found the object as it is
   * @param known what the inventory says under that name
   */
  static Ownership of(
      KubeObject found, String instanceUid, Optional<InventoryEntry> known, Adoption adoption) {
    if (found.isTerminating()) {
      return new Refused(
          Reason.OBJECT_TERMINATING, "an object of that name is still being deleted");
    }
    if (isMarkedAs(found, instanceUid) || isKnown(found, known)) {
      return new Ours();
    }
    Optional<String> owner = owner(found);
    if (owner.isPresent()) {
      return new Refused(Reason.OWNED_BY_ANOTHER, "it belongs to " + owner.get());
    }
    return adoption == Adoption.IF_UNOWNED
        ? new Free(found.uid())
        : new Refused(
            Reason.ALREADY_EXISTS,
            "an object of that name exists and is not this instance's; lifecycle.adoption:"
                + " IfUnowned would take it over");
  }

  /** Whether the object says itself that it belongs to the instance. */
  static boolean isMarkedAs(KubeObject object, String instanceUid) {
    return "true".equals(object.labels().get(Marks.OWNED))
        && instanceUid.equals(object.labels().get(Marks.INSTANCE_UID));
  }

  private static boolean isKnown(KubeObject found, Optional<InventoryEntry> known) {
    return known.map(InventoryEntry::uid).filter(found.uid()::equals).isPresent();
  }

  private static Optional<String> owner(KubeObject found) {
    if ("true".equals(found.labels().get(Marks.OWNED))) {
      return Optional.of(found.annotations().getOrDefault(Marks.INSTANCE, "another instance"));
    }
    if ("true".equals(found.labels().get("kro.run/owned"))) {
      return Optional.of("an instance of kro");
    }
    return JsonTree.listAt(found.tree(), "metadata", "ownerReferences").stream()
        .filter(owner -> Boolean.TRUE.equals(JsonTree.at(owner, "controller")))
        .map(owner -> JsonTree.textAt(owner, "kind") + " " + JsonTree.textAt(owner, "name"))
        .findFirst();
  }
}
