package run.trellis.schema;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.trellis.schema.SchemaType.Field;

/**
 * Fields of an object that are made when they are first asked for: a schema may contain itself, and
 * of a large one little is looked at. Immutable to everybody outside; safe for use by several
 * threads, of which some may make the same fields in vain.
 */
final class DeferredFields extends AbstractMap<String, Field> {

  private final Object identity;
  private final Supplier<Map<String, Field>> maker;
  private volatile @Nullable Map<String, Field> made;

  DeferredFields(Object identity, Supplier<Map<String, Field>> maker) {
    this.identity = identity;
    this.maker = maker;
  }

  private Map<String, Field> made() {
    Map<String, Field> fields = made;
    if (fields == null) {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(maker.get()));
      made = fields;
    }
    return fields;
  }

  @Override
  public Set<Entry<String, Field>> entrySet() {
    return made().entrySet();
  }

  @Override
  public @Nullable Field get(@Nullable Object key) {
    return made().get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return made().containsKey(key);
  }

  /** Of two that are deferred by their identity: what they contain may lead back to them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeferredFields deferred
        ? identity.equals(deferred.identity)
        : super.equals(other);
  }

  @Override
  public int hashCode() {
    return keySet().hashCode();
  }
}
