package run.trellis.randomgraph;

import java.util.List;
import java.util.Map;

/**
 * The spec of an instance of a random graph.
 *
 * @param text part of values, and of names that follow it
 * @param names items of collections; may repeat themselves, which is a collision
 * @param divisor 0 makes the expressions fail that divide by it
 */
public record Inputs(
    boolean a, boolean b, boolean c, String text, List<String> names, int divisor) {

  public Inputs {
    names = List.copyOf(names);
  }

  /** As the API takes it. */
  public Map<String, Object> spec() {
    return Map.of("a", a, "b", b, "c", c, "text", text, "names", names, "divisor", (long) divisor);
  }

  boolean flag(RandomNode.Flag flag) {
    return switch (flag) {
      case A -> a;
      case B -> b;
      case C -> c;
    };
  }
}
