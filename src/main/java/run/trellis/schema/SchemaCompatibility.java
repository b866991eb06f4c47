package run.trellis.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.schema.BreakingChange.Kind;

/**
 * Tells whether a new version of a generated definition would break instances of the old one.
 *
 * <p>In the spec, which people write, whatever was valid must stay valid and be kept. In the
 * status, which only the engine writes, fields must neither vanish nor change their type; a type
 * that is not known, because a kind is not installed at the moment, is no change.
 */
public final class SchemaCompatibility {

  private SchemaCompatibility() {}

  /** Compares two custom resource definitions, by the versions that they store. */
  public static List<BreakingChange> breakingChanges(
      KubeObject oldDefinition, KubeObject newDefinition) {
    List<BreakingChange> changes = new ArrayList<>();
    for (String field : List.of("group", "scope")) {
      compareIdentity(
          field, oldDefinition.at("spec", field), newDefinition.at("spec", field), changes);
    }
    Object oldKind = oldDefinition.at("spec", "names", "kind");
    compareIdentity("kind", oldKind, newDefinition.at("spec", "names", "kind"), changes);
    Map<String, @Nullable Object> oldVersion = storedVersion(oldDefinition);
    Map<String, @Nullable Object> newVersion = storedVersion(newDefinition);
    String oldName = JsonTree.textAt(oldVersion, "name");
    String newName = JsonTree.textAt(newVersion, "name");
    if (!oldName.equals(newName)) {
      String message =
          "changed from " + oldName + " to " + newName + ": instances are stored as " + oldName;
      changes.add(new BreakingChange("apiVersion", Kind.VERSION_CHANGED, message));
    }
    changes.addAll(breakingChanges(schemaOf(oldVersion), schemaOf(newVersion)));
    return changes.stream().sorted(BreakingChange.BY_PATH).toList();
  }

  /**
   * Compares two OpenAPI schemas of whole objects, with {@code spec} and {@code status} among their
   * properties.
   */
  public static List<BreakingChange> breakingChanges(
      Map<String, ? extends @Nullable Object> oldSchema,
      Map<String, ? extends @Nullable Object> newSchema) {
    List<BreakingChange> changes = new ArrayList<>();
    SchemaComparison.ofSpec(changes)
        .compare("spec", part(oldSchema, "spec"), part(newSchema, "spec"));
    SchemaComparison.ofStatus(changes)
        .compare("status", part(oldSchema, "status"), part(newSchema, "status"));
    return changes.stream().sorted(BreakingChange.BY_PATH).toList();
  }

  private static void compareIdentity(
      String field, @Nullable Object old, @Nullable Object now, List<BreakingChange> changes) {
    if (old != null && !old.equals(now)) {
      String message = "changed from " + old + " to " + now + ": that is another API";
      changes.add(new BreakingChange(field, Kind.IDENTITY_CHANGED, message));
    }
  }

  private static Map<String, @Nullable Object> storedVersion(KubeObject definition) {
    for (Object version : JsonTree.listAt(definition.tree(), "spec", "versions")) {
      if (Boolean.TRUE.equals(JsonTree.at(version, "storage"))) {
        return JsonTree.mapAt(version);
      }
    }
    return Map.of();
  }

  private static Map<String, @Nullable Object> schemaOf(Map<String, @Nullable Object> version) {
    return JsonTree.mapAt(version, "schema", "openAPIV3Schema");
  }

  private static Map<String, @Nullable Object> part(
      Map<String, ? extends @Nullable Object> schema, String name) {
    return JsonTree.mapAt(schema, "properties", name);
  }
}
