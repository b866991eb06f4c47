package run.trellis.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value that was measured.
 *
 * @param what what it is, in words
 * @param most the largest value that is as good as Trellis wants to be; none if there is no aim
 */
record Measurement(String what, double value, String unit, @Nullable Double most) {

  static Measurement of(String what, double value, String unit) {
    return new Measurement(what, value, unit, null);
  }

  Measurement aim(double atMost) {
    return new Measurement(what, value, unit, atMost);
  }

  /** Whether the aim is met; yes if there is none. */
  boolean isMet() {
    return most == null || value <= most;
  }

  String shownValue() {
    return shown(value) + " " + unit;
  }

  /** The aim and whether it is met; empty if there is none. */
  String shownAim() {
    return most == null ? "" : "%s ≤ %s %s".formatted(isMet() ? "✓" : "✗", shown(most), unit);
  }

  private static String shown(double value) {
    boolean whole = value == Math.rint(value);
    var form = whole ? "%,.0f" : value < 10 ? "%,.2f" : "%,.1f";
    return String.format(Locale.ROOT, form, value);
  }
}
