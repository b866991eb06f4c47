package run.trellis.cli;

/**
 * Text for a terminal: with colours, or without where nobody would see them. Nothing that comes
 * from a file reaches the terminal's own commands.
 */
record Styles(boolean colors) {

  private static final String RESET = "\u001B[0m";

  String error(String text) {
    return in("1;31", text);
  }

  String note(String text) {
    return in("1;33", text);
  }

  String good(String text) {
    return in("1;32", text);
  }

  String strong(String text) {
    return in("1", text);
  }

  /** Lines and numbers around the text that matters. */
  String frame(String text) {
    return in("1;34", text);
  }

  String hint(String text) {
    return in("1;36", text);
  }

  private String in(String code, String text) {
    return colors && !text.isEmpty() ? "\u001B[" + code + "m" + text + RESET : text;
  }

  /**
   * The text with one visible character for each that a terminal would obey or hide: control
   * characters, and those that turn the direction of writing.
   */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point == '\t' ? ' ' : isHidden(point) ? '\uFFFD' : point)
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
