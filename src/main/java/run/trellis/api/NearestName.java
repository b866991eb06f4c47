package run.trellis.api;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that was probably meant: what every message about an unknown name offers.
 *
 * <p>Nearness is the number of letters added, left out, replaced or swapped with their neighbour,
 * without regard to case. A third of the letters may differ, which finds slips of the finger and
 * spares unrelated words.
 */
public final class NearestName {

  /** Longer than any name that somebody mistyped; keeps the cost of a message small. */
  private static final int LONGEST = 64;

  private NearestName() {}

  /**
   * The right name nearest to a wrong one; of several, the first in the alphabet.
   *
   * @return empty if none is near
   */
  public static Optional<String> nearest(String wrong, Collection<String> right) {
    if (wrong.isEmpty() || wrong.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : right) {
      int distance = distanceWithin(tolerance(wrong, candidate), wrong, candidate);
      if (distance < bestDistance || (distance == bestDistance && candidate.compareTo(best) < 0)) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return bestDistance == Integer.MAX_VALUE ? Optional.empty() : Optional.of(best);
  }

  /** A hint for a message: {@code did you mean `replicas`?}, or empty if no right name is near. */
  public static String hint(String wrong, Collection<String> right) {
    return nearest(wrong, right).map(name -> "did you mean `" + name + "`?").orElse("");
  }

  private static int tolerance(String wrong, String candidate) {
    return Math.max(1, Math.max(wrong.length(), candidate.length()) / 3);
  }

  /** The distance, or {@link Integer#MAX_VALUE} if it is more than the limit. */
  private static int distanceWithin(int limit, String wrong, String candidate) {
    if (candidate.isEmpty() || Math.abs(wrong.length() - candidate.length()) > limit) {
      return Integer.MAX_VALUE;
    }
    int distance = distance(wrong.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    // Nothing in common is no suggestion, however short the names are.
    boolean related = distance < Math.max(wrong.length(), candidate.length());
    return distance <= limit && related ? distance : Integer.MAX_VALUE;
  }

  /** Optimal string alignment distance. */
  private static int distance(String left, String right) {
    int[][] rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : step(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int step(int[][] rows, String left, String right, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
