package run.trellis.expression.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Consumer;
import run.trellis.expression.Budget;

/**
 * A regular expression in <a href="https://github.com/google/re2/wiki/Syntax">RE2 syntax</a>: time
 * grows with text and pattern, never faster. Counts that time, and bounds what a pattern may grow
 * to when its repetitions are written out.
 */
public final class TextPattern {

  private static final int LONGEST = 1_000;

  /** States a character is tried against that count as one step. */
  private static final int STATES_PER_STEP = 8;

  private final Pattern pattern;

  private TextPattern(Pattern pattern) {
    this.pattern = pattern;
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
    if (PatternSize.of(source) > PatternSize.LARGEST) {
      throw Messages.invalid("the repetitions of '" + Messages.shorten(source) + "' are too large");
    }
    try {
      return new TextPattern(Pattern.compile(source));
    } catch (PatternSyntaxException e) {
      throw Messages.malformed(source, "a regular expression", e.getDescription());
    }
  }

  /**
   * Like {@link #compile(String)}, for a pattern that comes with the evaluation: counts the work.
   */
  public static TextPattern compile(String source, Budget budget) {
    TextPattern compiled = compile(source);
    budget.steps(compiled.pattern.programSize());
    return compiled;
  }

  /** Whether all of the text matches. */
  public boolean matches(String text, Budget budget) {
    announce(text, budget);
    return pattern.matcher(text).matches();
  }

  /** Whether a part of the text matches. */
  public boolean isIn(String text, Budget budget) {
    announce(text, budget);
    return pattern.matcher(text).find();
  }

  /** Gives each part of the text that matches, from the left, without overlap. */
  public void forEachMatch(String text, Budget budget, long limit, Consumer<String> action) {
    announce(text, budget);
    Matcher matcher = pattern.matcher(text);
    int end = -1;
    for (long found = 0; found < limit && matcher.find(); ) {
      // Right behind a match, an empty one is no other.
      boolean again = matcher.end() == end && matcher.start() == end;
      end = matcher.end();
      budget.step();
      if (!again) {
        String match = matcher.group();
        budget.text(match.length());
        action.accept(match);
        found++;
      }
    }
  }

  private void announce(String text, Budget budget) {
    budget.steps((long) text.length() * pattern.programSize() / STATES_PER_STEP);
  }
}
