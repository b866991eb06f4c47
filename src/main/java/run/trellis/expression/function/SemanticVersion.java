package run.trellis.expression.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.OpaqueValue;

/**
 * A version by <a href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</a>.
 * Equality and order are those of precedence, so build metadata does not count.
 *
 * @param preRelease identifiers after the hyphen, empty for a release
 * @param build text after the plus, may be empty
 */
public record SemanticVersion(
    long major, long minor, long patch, List<String> preRelease, String build)
    implements OpaqueValue, Comparable<SemanticVersion> {

  private static final String NUMBER = "(0|[1-9][0-9]{0,17})";
  private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final String BUILD = "[0-9a-zA-Z-]+";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "%1$s\\.%1$s\\.%1$s(?:-(%2$s(?:\\.%2$s)*))?(?:\\+(%3$s(?:\\.%3$s)*))?"
              .formatted(NUMBER, IDENTIFIER, BUILD));
  private static final Pattern LOOSE =
      Pattern.compile("v?0*([0-9]+)(?:\\.0*([0-9]+))?(?:\\.0*([0-9]+))?([-+].*)?");
  private static final int LONGEST = 256;

  private static final Comparator<SemanticVersion> PRECEDENCE =
      Comparator.comparingLong(SemanticVersion::major)
          .thenComparingLong(SemanticVersion::minor)
          .thenComparingLong(SemanticVersion::patch)
          .thenComparing(SemanticVersion::preRelease, SemanticVersion::comparePreReleases);

  public SemanticVersion {
    preRelease = List.copyOf(preRelease);
  }

  /**
   * Reads a version.
   *
   * @throws run.trellis.expression.EvaluationException if it is none
   */
  public static SemanticVersion parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw Messages.malformed(
          text, "a semantic version", "write it as 1.2.3 or 1.2.3-rc.1, without v");
    }
    String preRelease = matcher.group(4);
    String build = matcher.group(5);
    return new SemanticVersion(
        Long.parseLong(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        preRelease == null ? List.of() : List.of(preRelease.split("\\.")),
        build == null ? "" : build);
  }

  /**
   * Reads a version as people write them: {@code v1.2}, {@code 01.2.3}. As {@code semver(text,
   * true)} of Kubernetes.
   */
  public static SemanticVersion parseLoosely(String text) {
    Matcher matcher = LOOSE.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw Messages.malformed(text, "a version", "write it as 1, 1.2, 1.2.3 or v1.2.3-rc.1");
    }
    List<String> numbers = new ArrayList<>();
    for (int group = 1; group <= 3; group++) {
      String number = matcher.group(group);
      numbers.add(number == null ? "0" : number);
    }
    String rest = matcher.group(4);
    return parse(String.join(".", numbers) + (rest == null ? "" : rest));
  }

  @Override
  public int compareTo(SemanticVersion other) {
    return PRECEDENCE.compare(this, other);
  }

  /** Rule 11 of the specification: a release comes after all of its pre-releases. */
  private static int comparePreReleases(List<String> left, List<String> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compareIdentifiers(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareIdentifiers(String left, String right) {
    boolean leftIsNumber = isNumber(left);
    boolean rightIsNumber = isNumber(right);
    if (leftIsNumber != rightIsNumber) {
      return leftIsNumber ? -1 : 1;
    }
    // Numbers have no leading zeros, so the longer one is greater.
    int lengths = leftIsNumber ? Integer.compare(left.length(), right.length()) : 0;
    return lengths != 0 ? lengths : Integer.signum(left.compareTo(right));
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SemanticVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return List.of(major, minor, patch, preRelease).hashCode();
  }

  @Override
  public String typeName() {
    return "semver";
  }

  @Override
  public String text() {
    return major
        + "."
        + minor
        + "."
        + patch
        + (preRelease.isEmpty() ? "" : "-" + String.join(".", preRelease))
        + (build.isEmpty() ? "" : "+" + build);
  }

  @Override
  public String toString() {
    return text();
  }
}
