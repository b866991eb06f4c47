package run.trellis.api;

/**
 * Field managers under which an engine applies. A manager that leaves out in one apply what it said
 * before takes it back, so what is said apart is said under names apart.
 *
 * @param objects of objects that instances consist of, and of generated definitions
 * @param marks of what the engine says of objects that it serves: finalizer, labels, annotations
 * @param status of statuses
 */
public record Managers(String objects, String marks, String status) {}
