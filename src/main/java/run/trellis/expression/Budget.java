package run.trellis.expression;

import org.jspecify.annotations.Nullable;

/**
 * Bounds one evaluation, or all evaluations of one pass together. Counts; not safe for use by
 * several threads.
 *
 * <p>What it cannot bound afterwards is asked for before it is made: a function announces the size
 * of a result before it builds it.
 */
public final class Budget {

  private final Limits limits;
  private final @Nullable Budget whole;
  private long steps;
  private long output;

  public Budget(Limits limits) {
    this(limits, null);
  }

  private Budget(Limits limits, @Nullable Budget whole) {
    this.limits = limits;
    this.whole = whole;
  }

  /** A budget with the default limits of one evaluation. */
  public static Budget standard() {
    return new Budget(Limits.DEFAULT);
  }

  /** A budget of its own for one evaluation, whose use counts against this one, too. */
  public Budget part() {
    return new Budget(Limits.DEFAULT, this);
  }

  public Limits limits() {
    return limits;
  }

  /**
   * One operation, such as a node of the tree or an element looked at.
   *
   * @throws EvaluationException with {@link Evaluated.Code#BUDGET_EXCEEDED}
   */
  public void step() {
    steps(1);
  }

  /** Several operations at once; see {@link #step()}. */
  public void steps(long count) {
    steps += count;
    if (steps > limits.steps() || steps < 0) {
      throw exceeded("takes more than " + limits.steps() + " steps");
    }
    if (whole != null) {
      whole.steps(count);
    }
  }

  /** Announces text of so many characters about to be made. */
  public void text(long characters) {
    output += characters;
    if (output > limits.output() || characters > limits.output() || output < 0) {
      throw exceeded("makes more than " + limits.output() + " characters");
    }
    if (whole != null) {
      whole.text(characters);
    }
  }

  /** Announces a list or map of so many elements about to be made. */
  public void elements(long count) {
    if (count > limits.elements()) {
      throw exceeded("makes a list of " + count + " elements, more than " + limits.elements());
    }
    text(count * Limits.CHARACTERS_PER_ELEMENT);
    steps(count);
  }

  /** Announces one more element of a list or map that has so many, whose size nobody knows yet. */
  public void oneMore(int before) {
    if (before >= limits.elements()) {
      elements(before + 1L);
    }
    text(Limits.CHARACTERS_PER_ELEMENT);
  }

  /** Checks the depth of nested values or calls. */
  public void depth(int depth) {
    if (depth > limits.depth()) {
      throw exceeded("nests deeper than " + limits.depth());
    }
  }

  private static EvaluationException exceeded(String what) {
    return new EvaluationException(Evaluated.Code.BUDGET_EXCEEDED, "the expression " + what);
  }

  /**
   * Limits of a budget.
   *
   * @param steps operations
   * @param output characters of all intermediate and final results together
   * @param elements elements of one list or map
   * @param depth nesting of values
   */
  public record Limits(long steps, long output, int elements, int depth) {

    static final int CHARACTERS_PER_ELEMENT = 8;

    /** One evaluation: far above what a template needs, far below what hurts the process. */
    public static final Limits DEFAULT = new Limits(1_000_000, 4_000_000, 100_000, 64);

    /** All evaluations of one pass together. */
    public static final Limits PASS = new Limits(20_000_000, 64_000_000, 100_000, 64);
  }
}
