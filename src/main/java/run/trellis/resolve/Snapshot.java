package run.trellis.resolve;

import java.util.List;
import java.util.Map;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;

/**
 * All that is known at one moment, and all that a resolution depends on.
 *
 * @param instance the instance, its status included
 * @param objects live objects that belong to the instance, by identity; as far as masks keep them
 * @param applied what the last successful apply of each object came to, as far as this process
 *     remembers
 * @param refusals why the last write of an object failed, by identity
 * @param references what is known of objects that are only read
 * @param kinds what is known of the kinds of the graph
 * @param inventory objects that the instance has, or meant to have
 */
public record Snapshot(
    KubeObject instance,
    Map<ObjectReference, KubeObject> objects,
    Map<ObjectReference, Applied> applied,
    Map<ObjectReference, Refusal> refusals,
    Map<Query, QueryResult> references,
    Map<GroupVersionKind, KindState> kinds,
    List<InventoryEntry> inventory) {

  public Snapshot {
    objects = Map.copyOf(objects);
    applied = Map.copyOf(applied);
    refusals = Map.copyOf(refusals);
    references = Map.copyOf(references);
    kinds = Map.copyOf(kinds);
    inventory = List.copyOf(inventory);
  }

  public KindState kind(GroupVersionKind type) {
    return kinds.getOrDefault(type, KindState.UNKNOWN);
  }

  /** What the API server says of a kind. */
  public enum KindState {
    NAMESPACED,
    CLUSTER_SCOPED,
    /** Not served; it may be later. */
    MISSING,
    /** Not asked yet, or no answer. */
    UNKNOWN
  }

  /**
   * A successful apply.
   *
   * @param digest digest of the configuration that was applied
   * @param ownedFields fields that the API server then recorded as ours ({@code fieldsV1})
   */
  public record Applied(String digest, Map<String, ?> ownedFields) {

    /** What an apply of a field manager came to, by the server's answer. */
    public static Applied of(String digest, KubeObject answer, String manager) {
      return new Applied(digest, FieldOwnership.ownedFields(answer, manager));
    }
  }

  /**
   * A write that did not succeed.
   *
   * @param digest digest of the configuration that was refused
   * @param reason stable code
   * @param message what the API server said, in a sentence
   */
  public record Refusal(String digest, Reason reason, String message) {}

  /** What a node that only reads asks for. */
  public sealed interface Query {
    GroupVersionKind type();

    /** One object by name. */
    record ByName(ObjectReference reference) implements Query {
      @Override
      public GroupVersionKind type() {
        return reference.type();
      }
    }

    /**
     * All objects that match.
     *
     * @param namespace empty for all namespaces
     * @param selector label selector in the text form of the Kubernetes API; empty for everything
     */
    record BySelector(GroupVersionKind type, String namespace, String selector) implements Query {}
  }

  /** What is known of the objects a query asks for. */
  public sealed interface QueryResult {
    /** The cache is synchronised; objects sorted by namespace and name. */
    record Found(List<KubeObject> objects) implements QueryResult {
      public Found {
        objects = List.copyOf(objects);
      }
    }

    /** Not known, and why. */
    record Unavailable(Reason reason, String message) implements QueryResult {}
  }
}
