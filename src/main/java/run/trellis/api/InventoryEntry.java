package run.trellis.api;

/**
 * An object that an instance has, or meant to have when it last wrote its inventory.
 *
 * @param node id of the node that wanted it
 * @param object its identity
 * @param uid its uid; empty while it is only meant
 */
public record InventoryEntry(String node, ObjectReference object, String uid) {}
