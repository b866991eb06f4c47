package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a value structurally comes from: a name of the scope and the steps from there. Known before
 * evaluation.
 *
 * @param observed whether the name is live state, so that what is missing may still come
 * @param path the steps, as messages write them
 * @param open which step is the {@link #ANY} that the next index of this list would name, or -1:
 *     the elements of {@code a.b.![c]} are {@code a.b[0].c}, {@code a.b[1].c}
 */
record Origin(String head, boolean observed, List<String> path, int open) {

  /** Any element. */
  static final String ANY = "[*]";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  static Origin of(String head, boolean observed) {
    return new Origin(head, observed, List.of(), -1);
  }

  static String field(String name) {
    return PLAIN.matcher(name).matches() ? "." + name : "['" + name.replace("'", "''") + "']";
  }

  static String index(long index) {
    return "[" + index + "]";
  }

  Origin then(String step) {
    if (open >= 0 && step.startsWith("[") && !step.startsWith("['")) {
      List<String> named = new ArrayList<>(path);
      named.set(open, step);
      return new Origin(head, observed, List.copyOf(named), -1);
    }
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return new Origin(head, observed, List.copyOf(longer), -1);
  }

  /** An element of this list. */
  Origin element() {
    return open >= 0 ? new Origin(head, observed, path, -1) : then(ANY);
  }

  /** The list of what a projection makes of this list's elements, each of which is that value. */
  Origin listOf(Origin projected) {
    int star = open >= 0 ? open : path.size();
    boolean ofElement =
        projected.path().size() > star
            && projected.head().equals(head)
            && projected.path().get(star).equals(ANY);
    return ofElement
        ? new Origin(head, observed, projected.path(), star)
        : new Origin(head, observed, element().path(), star);
  }

  /** Below the head: {@code status.loadBalancer.ingress[0].ip}. */
  String text() {
    String joined = String.join("", path);
    return joined.startsWith(".") ? joined.substring(1) : joined;
  }

  /** With the head: {@code service.status.loadBalancer.ingress[0].ip}. */
  String qualified() {
    return head + String.join("", path);
  }
}
