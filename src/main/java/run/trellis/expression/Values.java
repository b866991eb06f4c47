package run.trellis.expression;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;

/**
 * What values mean, for every language and function alike: when two are equal, which comes first,
 * what is true, and what messages call them.
 */
public final class Values {

  /** Characters of a value that a message shows. */
  private static final int SHOWN = 40;

  /** Characters whose comparison counts as one step. */
  private static final int CHARACTERS_PER_STEP = 64;

  private Values() {}

  /**
   * Equality by meaning: numbers by value across {@code Long} and {@code Double}, lists and maps by
   * content whatever their order of keys, opaque values by their own rule.
   *
   * @throws EvaluationException if the values are too large or too deep for the budget
   */
  public static boolean equal(@Nullable Object left, @Nullable Object right, Budget budget) {
    return equal(left, right, budget, 0);
  }

  private static boolean equal(
      @Nullable Object left, @Nullable Object right, Budget budget, int depth) {
    budget.step();
    return switch (left) {
      case null -> right == null;
      case String text -> right instanceof String other && equalTexts(text, other, budget);
      case Long number -> right instanceof Number other && compareNumbers(number, other) == 0;
      case Double number -> right instanceof Number other && compareNumbers(number, other) == 0;
      case List<?> list ->
          right instanceof List<?> other
              && equalLists(list, other, budget, depth + 1, Values::equal);
      case Map<?, ?> map ->
          right instanceof Map<?, ?> other && equalMaps(map, other, budget, depth + 1);
      default -> left.equals(right);
    };
  }

  /** What a language calls equal. */
  public interface Equality {

    /**
     * Whether two values within others are equal.
     *
     * @param depth how many lists and maps they are within
     */
    boolean equal(@Nullable Object left, @Nullable Object right, Budget budget, int depth);
  }

  /** Whether two texts are the same; what that costs depends on their length. */
  public static boolean equalTexts(String left, String right, Budget budget) {
    if (left.length() != right.length()) {
      return false;
    }
    budget.steps(left.length() / CHARACTERS_PER_STEP);
    return left.equals(right);
  }

  /**
   * Whether two lists have equal elements in the same order.
   *
   * @param depth how many lists and maps their elements are within
   */
  public static boolean equalLists(
      List<?> left, List<?> right, Budget budget, int depth, Equality equality) {
    budget.depth(depth);
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<?> others = right.iterator();
    for (Object element : left) {
      if (!equality.equal(element, others.next(), budget, depth)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right, Budget budget, int depth) {
    budget.depth(depth);
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Object other = right.get(entry.getKey());
      boolean present = other != null || right.containsKey(entry.getKey());
      if (!present || !equal(entry.getValue(), other, budget, depth)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The order of two numbers by value, two texts by code point, or two opaque values of one kind.
   * Nothing else has an order.
   *
   * @throws EvaluationException if the values have no order
   */
  public static int compare(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Number number && right instanceof Number other) {
      return compareNumbers(number, other);
    }
    if (left instanceof String text && right instanceof String other) {
      budget.steps(Math.min(text.length(), other.length()) / CHARACTERS_PER_STEP);
      return compareTexts(text, other);
    }
    if (left instanceof OpaqueValue opaque && right instanceof OpaqueValue other) {
      return compareOpaque(opaque, other);
    }
    throw notComparable(left, right);
  }

  /** By code point, which unlike {@link String#compareTo} does not put U+10000 before U+FFFF. */
  private static int compareTexts(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean aboveBasic = Character.isSurrogate(a) != Character.isSurrogate(b);
        return aboveBasic ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @SuppressWarnings("unchecked") // a comparable value compares with values of its own class
  private static int compareOpaque(OpaqueValue left, OpaqueValue right) {
    if (left instanceof Comparable<?> comparable && left.getClass() == right.getClass()) {
      return ((Comparable<Object>) comparable).compareTo(right);
    }
    throw notComparable(left, right);
  }

  private static EvaluationException notComparable(@Nullable Object left, @Nullable Object right) {
    return new EvaluationException(
        Code.TYPE_MISMATCH, "cannot compare " + describe(left) + " with " + describe(right));
  }

  /**
   * The order of two numbers of the value model, exact also where a {@code Double} cannot tell two
   * integers apart.
   */
  public static int compareNumbers(Number left, Number right) {
    if (left instanceof Double real) {
      return right instanceof Double other
          ? Double.compare(real + 0.0, other + 0.0)
          : -compareMixed(right.longValue(), real);
    }
    return right instanceof Double other
        ? compareMixed(left.longValue(), other)
        : Long.compare(left.longValue(), right.longValue());
  }

  private static int compareMixed(long integer, double real) {
    if (real >= 0x1p63 || Double.isNaN(real)) {
      return -1;
    }
    if (real < -0x1p63) {
      return 1;
    }
    long whole = (long) real;
    return integer != whole
        ? Long.compare(integer, whole)
        : Double.compare(0.0, real - whole + 0.0);
  }

  /**
   * A boolean is what it is; nothing else is true or false.
   *
   * @throws EvaluationException if the value is no boolean
   */
  public static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw new EvaluationException(
        Code.TYPE_MISMATCH, "needs true or false, not " + describe(value));
  }

  /** What messages call the type of the value. */
  public static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "string";
      case Boolean bool -> "boolean";
      case Double number -> "number";
      case Number number -> "integer";
      case List<?> list -> "list";
      case Map<?, ?> map -> "object";
      case OpaqueValue opaque -> opaque.typeName();
      default -> "unknown value";
    };
  }

  /**
   * The value as messages show it: scalars shortened, lists and maps by their size. One line,
   * always.
   */
  public static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "'" + shortened(text) + "'";
      case Boolean bool -> bool.toString();
      case Double number when !Double.isFinite(number) -> number.toString();
      case Number number -> ScalarText.of(number);
      case List<?> list -> "a list of " + list.size();
      case Map<?, ?> map ->
          "an object with " + map.size() + (map.size() == 1 ? " field" : " fields");
      case Omission omission -> "omit()";
      case OpaqueValue opaque -> opaque.typeName() + " '" + shortened(opaque.text()) + "'";
      case InnerValue inner -> shortened(inner.toString());
      default -> typeName(value);
    };
  }

  private static String shortened(String text) {
    if (text.codePointCount(0, Math.min(text.length(), 2 * SHOWN + 2)) <= SHOWN) {
      return oneLine(text);
    }
    return oneLine(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "…";
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
    return line.toString();
  }
}
