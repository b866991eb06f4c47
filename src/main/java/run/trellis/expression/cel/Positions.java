package run.trellis.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.ast.CelExpr;
import java.util.Map;
import run.trellis.api.Span;

/**
 * Places in a source. The library counts code points and knows where a part begins, or where its
 * operator stands; spans count characters and cover what people would underline.
 */
final class Positions {

  private final String source;
  private final Map<Long, Integer> byId;

  private Positions(String source, Map<Long, Integer> byId) {
    this.source = source;
    this.byId = byId;
  }

  static Positions of(CelAbstractSyntaxTree tree, String source) {
    return new Positions(source, tree.getSource().getPositionsMap());
  }

  /** The place of a part. */
  Span span(CelExpr part) {
    Integer position = byId.get(part.id());
    return position == null ? new Span(0, source.length()) : spanAt(source, position);
  }

  /** The place of a problem of the type checker. */
  Span span(CelIssue issue) {
    Integer position = byId.get(issue.getExprId());
    return position == null ? span(issue, source) : spanAt(source, position);
  }

  /** The place of a problem that the library found. */
  static Span span(CelIssue issue, String source) {
    int line = issue.getSourceLocation().getLine();
    int column = issue.getSourceLocation().getColumn();
    if (line < 1 || column < 0) {
      return new Span(0, source.length());
    }
    int start = 0;
    for (int i = 1; i < line; i++) {
      start = source.indexOf('\n', start) + 1;
    }
    return spanAt(source, source.codePointCount(0, start) + column);
  }

  private static Span spanAt(String source, int codePoint) {
    if (codePoint >= source.codePointCount(0, source.length())) {
      return new Span(source.length(), 0);
    }
    int at = source.offsetByCodePoints(0, codePoint);
    char c = source.charAt(at);
    if (c == '(') {
      return wordBefore(source, at);
    }
    if (c == '.') {
      return fieldBehind(source, at);
    }
    if (c == '\'' || c == '"') {
      return new Span(at, CelScanner.endOfString(source, at) - at);
    }
    return CelScanner.isWord(c) ? word(source, at) : new Span(at, operatorLength(source, at));
  }

  /** A name, a number, or a string with letters before its quote. */
  private static Span word(String source, int start) {
    int end = endOfWord(source, start);
    boolean string =
        end < source.length() && (source.charAt(end) == '\'' || source.charAt(end) == '"');
    return new Span(start, (string ? CelScanner.endOfString(source, end) : end) - start);
  }

  private static int endOfWord(String source, int start) {
    int end = start;
    while (end < source.length() && CelScanner.isWord(source.charAt(end))) {
      end++;
    }
    return end;
  }

  /** The name of the function or macro that is called. */
  private static Span wordBefore(String source, int parenthesis) {
    int end = parenthesis;
    while (end > 0 && Character.isWhitespace(source.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && CelScanner.isWord(source.charAt(start - 1))) {
      start--;
    }
    return start == end ? new Span(parenthesis, 1) : new Span(start, end - start);
  }

  private static Span fieldBehind(String source, int dot) {
    int start = dot + 1;
    while (start < source.length()
        && (source.charAt(start) == '?' || Character.isWhitespace(source.charAt(start)))) {
      start++;
    }
    int end = endOfWord(source, start);
    return start == end ? new Span(dot, 1) : new Span(start, end - start);
  }

  private static int operatorLength(String source, int at) {
    return source.startsWith("==", at)
            || source.startsWith("!=", at)
            || source.startsWith("<=", at)
            || source.startsWith(">=", at)
            || source.startsWith("&&", at)
            || source.startsWith("||", at)
            || source.startsWith("[?", at)
        ? 2
        : Character.charCount(source.codePointAt(at));
  }
}
