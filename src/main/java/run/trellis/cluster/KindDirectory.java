package run.trellis.cluster;

import java.util.function.Consumer;
import run.trellis.api.GroupVersionKind;

/**
 * Which kinds the API server serves. Answers come from discovery, are kept, and forgotten when
 * definitions change.
 */
public interface KindDirectory {

  /** Asks the server at most once per group and version while nothing changes. */
  Lookup find(GroupVersionKind type);

  /** Forgets what is known of a group, because one of its definitions came, changed or went. */
  void forget(String group);

  /**
   * Tells the listener the name of each group whose definitions came, changed or went, and once
   * more when kinds of it that were missing are served. The listener must be quick.
   */
  void onChange(Consumer<String> listener);

  /** What is known of a kind. */
  sealed interface Lookup {

    /**
     * Served.
     *
     * @param plural name of the resource in paths
     * @param namespaced whether its objects live in namespaces
     */
    record Served(String plural, boolean namespaced) implements Lookup {}

    /** Not served. */
    record Missing() implements Lookup {}

    /** The server could not be asked. */
    record Unavailable(String message) implements Lookup {}
  }
}
