package run.trellis.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions came to by which an author says of an instance what the engine would say
 * otherwise.
 *
 * @param entries in the order of the definition
 */
public record AuthoredConditions(List<Entry> entries) {

  /** Of a graph whose author leaves it to the engine. */
  public static final AuthoredConditions NONE = new AuthoredConditions(List.of());

  public AuthoredConditions {
    entries = List.copyOf(entries);
  }

  /** Whether the author leaves it to the engine. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** What one expression came to. */
  public sealed interface Entry {

    /**
     * A condition, as a map of its fields, or a list of them.
     *
     * @param value null for none
     */
    record Given(@Nullable Object value) implements Entry {}

    /**
     * Waits for live state, so that what it gave last still holds.
     *
     * @param types types of conditions that it is known to give
     * @param others whether it may give others
     */
    record Waiting(Set<String> types, boolean others) implements Entry {
      public Waiting {
        types = Set.copyOf(types);
      }
    }

    /** Has no value. */
    record Failed(String message) implements Entry {}
  }
}
