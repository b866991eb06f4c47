package run.trellis.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import run.trellis.schema.SchemaType;

/**
 * The names an expression may read.
 *
 * @param names name to what it stands for, in the order that messages list them
 */
public record Scope(Map<String, Name> names) {

  public Scope {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  public Optional<Name> find(String name) {
    return Optional.ofNullable(names.get(name));
  }

  /** This scope with one more name, which hides an outer one. */
  public Scope with(String name, Name meaning) {
    Map<String, Name> extended = new LinkedHashMap<>(names);
    extended.put(name, meaning);
    return new Scope(extended);
  }

  /**
   * What a name stands for.
   *
   * @param type type of its value
   * @param observed whether it is live state, so that a path it lacks is pending and not wrong
   * @param sensitive whether values read from it must not appear in messages
   */
  public record Name(SchemaType type, boolean observed, boolean sensitive) {

    /** A value that is complete when the expression runs, such as {@code schema} or an iterator. */
    public static Name given(SchemaType type) {
      return new Name(type, false, false);
    }

    /** Live state of objects. */
    public static Name observed(SchemaType type) {
      return new Name(type, true, false);
    }

    public Name asSensitive() {
      return new Name(type, observed, true);
    }
  }
}
