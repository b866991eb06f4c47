package run.trellis.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Uniqueness;
import run.trellis.schema.SchemaType.Unknown;

/** What objects of all kinds have: {@code apiVersion}, {@code kind} and {@code metadata}. */
public final class ObjectType {

  private static final SchemaType TIME = new Scalar(Kind.STRING, Format.DATE_TIME, List.of());
  private static final SchemaType TEXTS = SchemaType.mapOf(SchemaType.STRING);

  /** Fields of {@code metadata} that the API server gives to every object. */
  private static final List<String> IDENTITY =
      List.of("name", "uid", "resourceVersion", "creationTimestamp");

  /** {@code metav1.ObjectMeta}. */
  private static final ObjectOf METADATA = metadata();

  private ObjectType() {}

  /**
   * The type of objects of a kind: that of their schema, with what all objects have where the
   * schema says nothing of it, as those of custom resource definitions do.
   */
  public static ObjectOf of(SchemaType schema) {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("apiVersion", new Field(SchemaType.STRING, true));
    fields.put("kind", new Field(SchemaType.STRING, true));
    fields.put("metadata", new Field(METADATA, true));
    if (!(schema instanceof ObjectOf object)) {
      return new ObjectOf(fields, true);
    }
    object
        .fields()
        .forEach(
            (name, field) -> {
              if (!fields.containsKey(name) || isKnown(field.type())) {
                fields.put(name, field);
              }
            });
    return new ObjectOf(fields, object.open());
  }

  /**
   * The type of objects that exist: their metadata has what the API server gives to every object,
   * even where the schema, which is also that of objects yet to be made, calls it optional.
   *
   * @param namespaced whether they are known to live in namespaces
   */
  public static ObjectOf existing(SchemaType kind, boolean namespaced) {
    ObjectOf object = of(kind);
    Map<String, Field> fields = new LinkedHashMap<>(object.fields());
    object
        .field("metadata")
        .map(Field::type)
        .filter(ObjectOf.class::isInstance)
        .map(ObjectOf.class::cast)
        .ifPresent(
            metadata -> fields.put("metadata", new Field(identified(metadata, namespaced), true)));
    return new ObjectOf(fields, object.open());
  }

  private static ObjectOf identified(ObjectOf metadata, boolean namespaced) {
    Map<String, Field> fields = new LinkedHashMap<>(metadata.fields());
    IDENTITY.forEach(name -> fields.computeIfPresent(name, (_, field) -> present(field)));
    if (namespaced) {
      fields.computeIfPresent("namespace", (_, field) -> present(field));
    }
    return new ObjectOf(fields, metadata.open());
  }

  private static Field present(Field field) {
    return new Field(field.type(), true);
  }

  private static boolean isKnown(SchemaType type) {
    return !(type instanceof Unknown)
        && !(type instanceof ObjectOf named && named.fields().isEmpty());
  }

  private static ObjectOf metadata() {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String always : List.of("name", "uid", "resourceVersion")) {
      fields.put(always, new Field(SchemaType.STRING, true));
    }
    fields.put("creationTimestamp", new Field(TIME, true));
    fields.put("generation", optional(SchemaType.INTEGER));
    fields.put("namespace", optional(SchemaType.STRING));
    fields.put("labels", optional(TEXTS));
    fields.put("annotations", optional(TEXTS));
    fields.put(
        "finalizers",
        new Field(
            SchemaType.listOf(SchemaType.STRING),
            false,
            false,
            false,
            new Uniqueness(true, List.of())));
    fields.put("ownerReferences", optional(SchemaType.listOf(ownerReference())));
    fields.put("deletionTimestamp", optional(TIME));
    fields.put("deletionGracePeriodSeconds", optional(SchemaType.INTEGER));
    fields.put("generateName", optional(SchemaType.STRING));
    fields.put("managedFields", optional(SchemaType.listOf(SchemaType.UNKNOWN)));
    fields.put("selfLink", optional(SchemaType.STRING));
    return new ObjectOf(fields, false);
  }

  private static ObjectOf ownerReference() {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String name : List.of("apiVersion", "kind", "name", "uid")) {
      fields.put(name, new Field(SchemaType.STRING, true, true, false, Uniqueness.NONE));
    }
    fields.put("controller", optional(SchemaType.BOOLEAN));
    fields.put("blockOwnerDeletion", optional(SchemaType.BOOLEAN));
    return new ObjectOf(fields, false);
  }

  private static Field optional(SchemaType type) {
    return new Field(type, false);
  }
}
