package run.trellis.expression.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/**
 * A regular expression in <a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>: time
 * grows with text and pattern, never faster. Counts that time, and bounds what a pattern may grow
 * to when its repetitions are written out.
 */
public final class TextPattern {

  private static final int LONGEST = 1_000;

  /** States of a pattern whose repetitions are written out. */
  private static final long LARGEST = 10_000;

  /** States a character is tried against that count as one step. */
  private static final int STATES_PER_STEP = 32;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d*)(?:,(\\d*))?}");

  private final Pattern pattern;
  private final long states;

  private TextPattern(Pattern pattern, long states) {
    this.pattern = pattern;
    this.states = states;
  }

  /**
   * Reads a pattern.
   *
   * @throws run.trellis.expression.EvaluationException if it is none, or too large
   */
  public static TextPattern compile(String source) {
    if (source.length() > LONGEST) {
      throw Messages.invalid("a regular expression has at most " + LONGEST + " characters");
    }
    long states = states(source);
    if (states > LARGEST) {
      throw Messages.invalid("the repetitions of '" + Messages.shorten(source) + "' are too large");
    }
    try {
      return new TextPattern(Pattern.compile(source), states);
    } catch (PatternSyntaxException e) {
      throw Messages.malformed(source, "a regular expression", e.getDescription());
    }
  }

  /** An upper bound: as if each repetition held all others. */
  private static long states(String source) {
    long states = source.length();
    java.util.regex.Matcher repetitions = REPETITION.matcher(source);
    while (repetitions.find() && states <= LARGEST) {
      states *= Math.max(1, Math.max(times(repetitions.group(1)), times(repetitions.group(2))));
    }
    return states;
  }

  private static long times(@Nullable String digits) {
    return digits == null || digits.isEmpty()
        ? 0
        : digits.length() > 4 ? LARGEST : Long.parseLong(digits);
  }

  /** Whether all of the text matches. */
  public boolean matches(String text, Budget budget) {
    announce(text, budget);
    return pattern.matcher(text).matches();
  }

  /** Gives each part of the text that matches, from the left, without overlap. */
  void forEachMatch(String text, Budget budget, long limit, Consumer<String> action) {
    announce(text, budget);
    Matcher matcher = pattern.matcher(text);
    for (long found = 0; found < limit && matcher.find(); found++) {
      String match = matcher.group();
      budget.text(match.length());
      budget.step();
      action.accept(match);
    }
  }

  private void announce(String text, Budget budget) {
    budget.steps(text.length() * states / STATES_PER_STEP);
  }
}
