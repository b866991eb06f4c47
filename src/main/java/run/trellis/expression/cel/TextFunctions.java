package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.BYTES;
import static run.trellis.expression.cel.ValueTypes.DYN;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.listOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.function.TextPattern;

/** Methods of text. Lengths and places count code points. */
final class TextFunctions {

  private TextFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>(looking());
    all.addAll(TextPlaces.all());
    all.addAll(making());
    all.addAll(matching());
    return all;
  }

  private static List<Overload> looking() {
    return List.of(
        function("size", STRING).gives(INT, TextFunctions::size),
        method("size", STRING)
            .doc("Number of characters, as Unicode code points.", "'shop'.size()", "4")
            .gives(INT, TextFunctions::size),
        function("size", BYTES).gives(INT, arguments -> (long) arguments.bytes(0).size()),
        method("size", BYTES)
            .doc("Number of bytes.", "b'shop'.size()", "4")
            .gives(INT, arguments -> (long) arguments.bytes(0).size()),
        method("startsWith", STRING, STRING)
            .doc("Whether the text begins with another.", "'shop-db'.startsWith('shop')", "true")
            .gives(BOOL, arguments -> arguments.text(0).startsWith(arguments.text(1))),
        method("endsWith", STRING, STRING)
            .doc("Whether the text ends with another.", "'shop-db'.endsWith('-db')", "true")
            .gives(BOOL, arguments -> arguments.text(0).endsWith(arguments.text(1))),
        method("contains", STRING, STRING)
            .doc("Whether another text is somewhere inside.", "'shop-db'.contains('-')", "true")
            .gives(BOOL, arguments -> arguments.text(0).contains(arguments.text(1))));
  }

  private static Object size(Arguments arguments) {
    String text = arguments.text(0);
    return (long) text.codePointCount(0, text.length());
  }

  private static List<Overload> making() {
    return List.of(
        method("trim", STRING)
            .doc("The text without white space at either end.", "'  shop '.trim()", "'shop'")
            .gives(STRING, arguments -> arguments.announced(trimmed(arguments.text(0)))),
        method("lowerAscii", STRING)
            .doc("The text with the letters A to Z in lower case.", "'Shop'.lowerAscii()", "'shop'")
            .gives(STRING, arguments -> shifted(arguments, 'A', 'Z', 'a' - 'A')),
        method("upperAscii", STRING)
            .doc("The text with the letters a to z in upper case.", "'Shop'.upperAscii()", "'SHOP'")
            .gives(STRING, arguments -> shifted(arguments, 'a', 'z', 'A' - 'a')),
        method("replace", STRING, STRING, STRING)
            .doc(
                "The text with another text in place of each of one.",
                "'a.b.c'.replace('.', '-')",
                "'a-b-c'")
            .gives(STRING, arguments -> TextPieces.replaced(arguments, -1)),
        method("replace", STRING, STRING, STRING, INT)
            .doc("The same for the first few.", "'a.b.c'.replace('.', '-', 1)", "'a-b.c'")
            .gives(STRING, arguments -> TextPieces.replaced(arguments, arguments.integer(3))),
        method("split", STRING, STRING)
            .doc("The parts between separators.", "'a,b,c'.split(',')", "['a', 'b', 'c']")
            .gives(listOf(STRING), arguments -> TextPieces.split(arguments, -1)),
        method("split", STRING, STRING, INT)
            .doc(
                "The same; a limit leaves the rest in the last part.",
                "'a,b,c'.split(',', 2)",
                "['a', 'b,c']")
            .gives(listOf(STRING), arguments -> TextPieces.split(arguments, arguments.integer(2))),
        method("reverse", STRING)
            .doc("The characters in reverse order.", "'shop'.reverse()", "'pohs'")
            .gives(
                STRING,
                arguments ->
                    arguments.announced(new StringBuilder(arguments.text(0)).reverse().toString())),
        function("strings.quote", STRING)
            .doc(
                "The text in quotes, with escapes for what needs them.",
                "strings.quote('a\"b')",
                "'\"a\\\\\"b\"'")
            .gives(STRING, arguments -> arguments.announced(quoted(arguments.text(0)))),
        method("format", STRING, listOf(DYN))
            .doc(
                "The text with values put in place of `%s` (anything), `%d` (number), `%f` and"
                    + " `%e` (number, with decimals as in `%.2f`), `%x`, `%X`, `%o` and `%b`"
                    + " (integer in another base); `%%` is a percent sign.",
                "'%s-%x'.format(['shop', 255])", "'shop-ff'")
            .gives(STRING, TextFormat::format));
  }

  /** White space as Unicode has it, and the next-line and no-break characters that Java leaves. */
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }

  private static Object shifted(Arguments arguments, char first, char last, int by) {
    StringBuilder text = new StringBuilder(arguments.announced(arguments.text(0)));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= first && c <= last) {
        text.setCharAt(i, (char) (c + by));
      }
    }
    return text.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case 0x07 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case 0x0B -> quoted.append("\\v");
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                default ->
                    quoted.appendCodePoint(
                        Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
              }
            });
    return quoted.append('"').toString();
  }

  private static List<Overload> matching() {
    return List.of(
        function("matches", STRING, STRING).gives(BOOL, TextFunctions::matches),
        method("matches", STRING, STRING)
            .doc(
                "Whether a part of the text matches a regular expression in RE2 syntax; `^` and `$`"
                    + " hold the ends.",
                "'shop-12'.matches('^[a-z]+-[0-9]+$')",
                "true")
            .gives(BOOL, TextFunctions::matches),
        method("find", STRING, STRING)
            .doc(
                "The first part of the text that matches a regular expression, empty if there is"
                    + " none.",
                "'shop-12'.find('[0-9]+')",
                "'12'")
            .gives(STRING, TextFunctions::find),
        method("findAll", STRING, STRING)
            .doc(
                "All parts of the text that match a regular expression.",
                "'a1b22'.findAll('[0-9]+')",
                "['1', '22']")
            .gives(listOf(STRING), arguments -> findAll(arguments, -1)),
        method("findAll", STRING, STRING, INT)
            .doc("The first few of them.", "'a1b22'.findAll('[0-9]+', 1)", "['1']")
            .gives(listOf(STRING), arguments -> findAll(arguments, arguments.integer(2))));
  }

  private static TextPattern pattern(Arguments arguments) {
    return TextPattern.compile(arguments.text(1), arguments.budget());
  }

  private static Object matches(Arguments arguments) {
    return pattern(arguments).isIn(arguments.text(0), arguments.budget());
  }

  private static Object find(Arguments arguments) {
    List<@Nullable Object> found = findAll(arguments, 1);
    return found.isEmpty() ? "" : String.valueOf(found.getFirst());
  }

  /** A negative limit is none. */
  private static List<@Nullable Object> findAll(Arguments arguments, long limit) {
    Gathered.OfList found = new Gathered.OfList();
    pattern(arguments)
        .forEachMatch(
            arguments.text(0),
            arguments.budget(),
            limit < 0 ? Long.MAX_VALUE : limit,
            match -> found.append(match, arguments.budget()));
    return Collections.unmodifiableList(found.list());
  }
}
