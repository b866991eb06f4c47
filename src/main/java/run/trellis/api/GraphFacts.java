package run.trellis.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a definition at the end of a pass, in nobody's words.
 *
 * @param problems all that is wrong with it
 * @param api how far its API got
 * @param asked whether what it asks for serves
 * @param pin number of the revision that it asks for; empty for what is written in it
 * @param serving name of the revision that serves, empty text for a definition that none keeps;
 *     empty if none serves
 * @param issued highest number of a revision; 0 if there is none
 * @param nodes nodes of the graph that serves, in topological order
 * @param instances counts of instances, as they are told; empty if they are not known
 */
public record GraphFacts(
    List<Problem> problems,
    ApiState api,
    boolean asked,
    OptionalLong pin,
    Optional<String> serving,
    long issued,
    List<NodeFacts> nodes,
    Map<String, Object> instances) {

  public GraphFacts {
    problems = List.copyOf(problems);
    nodes = List.copyOf(nodes);
    instances = Map.copyOf(instances);
  }

  public boolean isServing() {
    return serving.isPresent();
  }

  /** A node of the graph that serves. */
  public record NodeFacts(String id, String type, List<String> dependencies) {
    public NodeFacts {
      dependencies = List.copyOf(dependencies);
    }
  }

  /** How far an API got. */
  public sealed interface ApiState {
    /** Served. */
    record Served() implements ApiState {}

    /** On its way. */
    record Pending(String message) implements ApiState {}

    /** A request did not succeed. */
    record Failed(String message) implements ApiState {}

    /** Must not be published. */
    record Refused(List<Problem> problems) implements ApiState {
      public Refused {
        problems = List.copyOf(problems);
      }
    }

    /** Served, but the definition could not be stored as a revision, or not read from one. */
    record Unrecorded(String message) implements ApiState {}
  }
}
