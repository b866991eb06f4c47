package run.trellis.reconcile.instance;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import run.trellis.api.ApplySet;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.Reason;
import run.trellis.api.dialect.Dialects;

/** Whose an object is that stands where the graph wants one of its own. */
sealed interface Ownership {

  /** Labels and annotations of other tools, in the order in which they are looked for. */
  SequencedMap<String, String> TOOLS = tools();

  private static SequencedMap<String, String> tools() {
    SequencedMap<String, String> tools = new LinkedHashMap<>();
    tools.put("meta.helm.sh/release-name", "the Helm release");
    tools.put("argocd.argoproj.io/tracking-id", "the Argo CD application");
    tools.put("argocd.argoproj.io/instance", "the Argo CD application");
    tools.put("kustomize.toolkit.fluxcd.io/name", "the Flux kustomization");
    tools.put("helm.toolkit.fluxcd.io/name", "the Flux release");
    tools.put(ApplySet.PART_OF, "the apply set");
    return Collections.unmodifiableSequencedMap(tools);
  }

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
   * @param instance the instance that wants it
   * @param known what the inventory says under that name
   * @param marking marks of the instance's dialect
   */
  static Ownership of(
      KubeObject found,
      KubeObject instance,
      Optional<InventoryEntry> known,
      Adoption adoption,
      Marking marking) {
    if (found.isTerminating()) {
      return new Refused(
          Reason.OBJECT_TERMINATING, "an object of that name is still being deleted");
    }
    if (marking.isOf(found, instance) || isKnown(found, known) || marking.isHeir(found, instance)) {
      return new Ours();
    }
    Optional<String> owner = owner(found, marking);
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

  private static boolean isKnown(KubeObject found, Optional<InventoryEntry> known) {
    return known.map(InventoryEntry::uid).filter(found.uid()::equals).isPresent();
  }

  private static Optional<String> owner(KubeObject found, Marking marking) {
    return Dialects.ALL.stream()
        .flatMap(dialect -> dialect.marking().owner(found).stream())
        .findFirst()
        .or(() -> tool(found, marking))
        .or(
            () ->
                JsonTree.listAt(found.tree(), "metadata", "ownerReferences").stream()
                    .findFirst()
                    .map(
                        owner ->
                            JsonTree.textAt(owner, "kind") + " " + JsonTree.textAt(owner, "name")));
  }

  /** Marks by which other tools find their own again, and what to call those tools. */
  private static Optional<String> tool(KubeObject found, Marking marking) {
    Map<String, String> marks = new HashMap<>(found.labels());
    marks.putAll(found.annotations());
    String manager = marks.getOrDefault(ApplySet.MANAGED_BY, marking.managedBy());
    if (!manager.equals(marking.managedBy())) {
      return Optional.of(manager);
    }
    return TOOLS.entrySet().stream()
        .filter(tool -> marks.containsKey(tool.getKey()))
        .map(tool -> tool.getValue() + " " + marks.get(tool.getKey()))
        .findFirst();
  }
}
