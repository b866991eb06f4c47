package run.trellis.expression.function;

/**
 * Text by code point: lengths and places count characters as authors see them, as CEL does, and no
 * function cuts one in two.
 */
final class CodePoints {

  private CodePoints() {}

  static boolean isAsciiLetter(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isAsciiDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Offset into the text of a place counted in code points, between 0 and its length. */
  static int offset(String text, int place) {
    return text.offsetByCodePoints(0, place);
  }

  /** Place of an offset; -1 stays -1. */
  static int place(String text, int offset) {
    return offset < 0 ? -1 : text.codePointCount(0, offset);
  }
}
