package run.trellis.expression.function;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many parts a regular expression has once its repetitions are written out, which is what
 * compiling it makes. Told from the source alone, before anything is made; never too little for a
 * pattern that compiles.
 */
final class PatternSize {

  /** Enough for everything that people write, and soon told. */
  static final long LARGEST = 10_000;

  private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?}");

  private final String source;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long group;
  private long atom;

  private PatternSize(String source) {
    this.source = source;
  }

  /** The size, or {@link #LARGEST} and more if it is more. */
  static long of(String source) {
    return new PatternSize(source).count();
  }

  private long count() {
    int at = 0;
    while (at < source.length() && group <= LARGEST) {
      at = countAt(at);
    }
    return outer.stream().mapToLong(Long::longValue).sum() + group;
  }

  /** Counts the part at a place and gives the place after it. */
  private int countAt(int at) {
    switch (source.charAt(at)) {
      case '(' -> {
        outer.push(group);
        group = 0;
        atom = 0;
      }
      case ')' -> {
        atom = group + 1;
        group = (outer.isEmpty() ? 0 : outer.pop()) + atom;
      }
      case '{' -> {
        return repetitionAt(at);
      }
      case '[' -> {
        addAtom();
        return endOfClass(at);
      }
      case '\\' -> {
        addAtom();
        return at + 2;
      }
      default -> addAtom();
    }
    return at + 1;
  }

  private void addAtom() {
    atom = 1;
    group += atom;
  }

  private int repetitionAt(int at) {
    Matcher repetition = REPETITION.matcher(source).region(at, source.length());
    if (!repetition.lookingAt()) {
      addAtom();
      return at + 1;
    }
    String most = repetition.group(2);
    long times = times(most == null || most.isEmpty() ? repetition.group(1) : most);
    group += atom * Math.max(0, times - 1);
    atom *= Math.max(1, times);
    return repetition.end();
  }

  private static long times(String digits) {
    return digits.length() > 5 ? LARGEST : Long.parseLong(digits);
  }

  /** A bracket ends a class unless it is its first character or escaped. */
  private int endOfClass(int start) {
    int at = start + (source.startsWith("^", start + 1) ? 2 : 1);
    for (int i = at; i < source.length(); i++) {
      if (source.charAt(i) == '\\') {
        i++;
      } else if (source.charAt(i) == ']' && i > at) {
        return i + 1;
      }
    }
    return source.length();
  }
}
