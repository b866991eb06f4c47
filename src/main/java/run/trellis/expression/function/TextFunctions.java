package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.method;
import static run.trellis.expression.function.Kind.BOOLEAN;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.SplitText;

/** Methods of text. Lengths and places count code points. */
final class TextFunctions {

  private TextFunctions() {}

  static List<Definition> all() {
    List<Definition> all = new ArrayList<>(looking());
    all.addAll(making());
    all.addAll(matching());
    return all;
  }

  private static List<Definition> looking() {
    return List.of(
        method("length", TEXT)
            .doc("Number of characters, as Unicode code points.", "'shop'.length()", "4")
            .gives(INTEGER, call -> (long) CodePoints.length(call.text(0))),
        method("size", TEXT)
            .doc("The same as `length`.", "'shop'.size()", "4")
            .gives(INTEGER, call -> (long) CodePoints.length(call.text(0))),
        method("isEmpty", TEXT)
            .doc("Whether it has no characters.", "''.isEmpty()", "true")
            .gives(BOOLEAN, call -> call.text(0).isEmpty()),
        method("startsWith", TEXT, TEXT.as("prefix"))
            .doc("Whether the text begins with `prefix`.", "'shop-db'.startsWith('shop')", "true")
            .gives(BOOLEAN, call -> call.text(0).startsWith(call.text(1))),
        method("endsWith", TEXT, TEXT.as("suffix"))
            .doc("Whether the text ends with `suffix`.", "'shop-db'.endsWith('-db')", "true")
            .gives(BOOLEAN, call -> call.text(0).endsWith(call.text(1))),
        method("contains", TEXT, TEXT.as("part"))
            .doc("Whether `part` is somewhere inside.", "'shop-db'.contains('-')", "true")
            .gives(BOOLEAN, call -> call.text(0).contains(call.text(1))),
        method("indexOf", TEXT, TEXT.as("part"), INTEGER.optional("from"))
            .doc(
                "Place of the first `part` at or after `from`, -1 if there is none.",
                "'a-b-c'.indexOf('-')",
                "1")
            .gives(INTEGER, TextFunctions::indexOf),
        method("lastIndexOf", TEXT, TEXT.as("part"))
            .doc("Place of the last `part`, -1 if there is none.", "'a-b-c'.lastIndexOf('-')", "3")
            .gives(
                INTEGER,
                call ->
                    (long) CodePoints.place(call.text(0), call.text(0).lastIndexOf(call.text(1)))));
  }

  private static List<Definition> making() {
    return List.of(
        method("substring", TEXT, INTEGER.as("from"), INTEGER.optional("to"))
            .doc(
                "The characters from `from` up to, not including, `to`, or up to the end.",
                "'deployment'.substring(0, 6)",
                "'deploy'")
            .gives(TEXT, TextFunctions::substring),
        method("trim", TEXT)
            .doc("The text without white space at either end.", "'  shop '.trim()", "'shop'")
            .gives(TEXT, call -> call.announced(call.text(0).strip())),
        method("toLowerCase", TEXT)
            .doc(
                "The text in lower case, the same in every language.",
                "'Shop'.toLowerCase()",
                "'shop'")
            .gives(TEXT, call -> call.announced(call.text(0).toLowerCase(Locale.ROOT))),
        method("toUpperCase", TEXT)
            .doc(
                "The text in upper case, the same in every language.",
                "'Shop'.toUpperCase()",
                "'SHOP'")
            .gives(TEXT, call -> call.announced(call.text(0).toUpperCase(Locale.ROOT))),
        method("replace", TEXT, TEXT.as("old"), TEXT.as("new"), INTEGER.optional("limit"))
            .doc(
                "The text with `new` in place of each `old`, or only of as many as `limit` says.",
                "'a.b.c'.replace('.', '-')",
                "'a-b-c'")
            .gives(TEXT, TextFunctions::replace),
        method("split", TEXT, TEXT.as("separator"), INTEGER.optional("limit"))
            .doc(
                "The parts between separators, which are text and not a pattern. A limit leaves the"
                    + " rest in the last part; an empty separator parts all characters.",
                "'a,b,c'.split(',')",
                "{'a', 'b', 'c'}")
            .gives(Result.TEXTS, TextFunctions::split),
        method("format", TEXT, Kind.SCALAR.repeated("values"))
            .doc(TextFormat.DOC, "'%s-%03d'.format('shop', 7)", "'shop-007'")
            .gives(TEXT, call -> TextFormat.format(call.text(0), call.from(1), call)),
        Definition.function("format", TEXT.as("pattern"), Kind.SCALAR.repeated("values"))
            .doc("The same as the method `format`.", "format('%s:%d', 'db', 5432)", "'db:5432'")
            .gives(TEXT, call -> TextFormat.format(call.text(0), call.from(1), call)));
  }

  private static List<Definition> matching() {
    return List.of(
        method("matches", TEXT, TEXT.as("pattern"))
            .doc(
                "Whether all of the text matches a regular expression in RE2 syntax.",
                "'shop-12'.matches('[a-z]+-[0-9]+')",
                "true")
            .gives(
                BOOLEAN,
                call ->
                    TextPattern.compile(call.text(1), call.budget())
                        .matches(call.text(0), call.budget())),
        method("find", TEXT, TEXT.as("pattern"))
            .doc(
                "The first part of the text that matches a regular expression, `null` if there is"
                    + " none.",
                "'shop-12'.find('[0-9]+')",
                "'12'")
            .gives(TEXT.orNull(), TextFunctions::find),
        method("findAll", TEXT, TEXT.as("pattern"), INTEGER.optional("limit"))
            .doc(
                "All parts of the text that match a regular expression, or the first few.",
                "'a1b22'.findAll('[0-9]+')",
                "{'1', '22'}")
            .gives(
                Result.TEXTS,
                call -> findAll(call, call.has(2) ? limit(call, 2) : Long.MAX_VALUE)));
  }

  private static Object indexOf(Call call) {
    String text = call.text(0);
    int from = call.has(2) ? placeIn(text, call, 2) : 0;
    return (long) CodePoints.place(text, text.indexOf(call.text(1), from));
  }

  private static Object substring(Call call) {
    String text = call.text(0);
    int from = placeIn(text, call, 1);
    int to = call.has(2) ? placeIn(text, call, 2) : text.length();
    if (from > to) {
      throw Messages.outOfBounds(
          "from is " + call.integer(1) + ", after to, which is " + call.integer(2));
    }
    return call.announced(text.substring(from, to));
  }

  /** Offset of the place an argument gives, which may be that after the last character. */
  private static int placeIn(String text, Call call, int index) {
    int place = call.size(index);
    int length = CodePoints.length(text);
    if (place < 0 || place > length) {
      throw Messages.outOfBounds(
          "a place must be between 0 and the length " + length + ", not " + call.integer(index));
    }
    return CodePoints.offset(text, place);
  }

  private static long limit(Call call, int index) {
    if (call.integer(index) < 0) {
      throw Messages.invalid("limit must not be negative, but is " + call.integer(index));
    }
    return call.integer(index);
  }

  private static Object replace(Call call) {
    String text = call.text(0);
    String old = call.text(1);
    String replacement = call.text(2);
    if (old.isEmpty()) {
      throw Messages.invalid("old must not be empty");
    }
    long count =
        Math.min(occurrences(text, old, call), call.has(3) ? limit(call, 3) : Long.MAX_VALUE);
    call.budget().text(text.length() + count * Math.max(0, replacement.length() - old.length()));
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (long i = 0; i < count; i++) {
      int at = text.indexOf(old, from);
      replaced.append(text, from, at).append(replacement);
      from = at + old.length();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static long occurrences(String text, String part, Call call) {
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    call.budget().steps(count);
    return count;
  }

  private static Object split(Call call) {
    String text = call.text(0);
    String separator = call.text(1);
    long limit = call.has(2) ? limit(call, 2) : Long.MAX_VALUE;
    if (limit == 0) {
      return List.of();
    }
    long count =
        separator.isEmpty() ? CodePoints.length(text) : occurrences(text, separator, call) + 1;
    call.budget().elements(Math.min(count, limit));
    call.budget().text(text.length());
    return SplitText.of(text, separator, Math.min(count, limit));
  }

  private static @Nullable Object find(Call call) {
    List<@Nullable Object> found = findAll(call, 1);
    return found.isEmpty() ? null : found.getFirst();
  }

  private static List<@Nullable Object> findAll(Call call, long limit) {
    List<@Nullable Object> found = new ArrayList<>();
    TextPattern.compile(call.text(1), call.budget())
        .forEachMatch(
            call.text(0),
            call.budget(),
            limit,
            match -> {
              if (found.size() >= call.budget().limits().elements()) {
                call.budget().elements(found.size() + 1L);
              }
              found.add(match);
            });
    return Call.sealed(found);
  }
}
