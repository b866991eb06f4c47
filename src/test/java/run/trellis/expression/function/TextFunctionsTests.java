package run.trellis.expression.function;

import static run.trellis.expression.Evaluated.Code.INDEX_OUT_OF_BOUNDS;
import static run.trellis.expression.Evaluated.Code.INVALID_ARGUMENT;
import static run.trellis.expression.Evaluated.Code.OVERFLOW;
import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.list;
import static run.trellis.expression.function.Case.made;
import static run.trellis.expression.function.Case.method;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextFunctionsTests {

  private static final String DERVISH = "İ";
  private static final String EMOJI = "a😀b";

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  @ParameterizedTest
  @MethodSource
  void looksInto(Case row) {
    row.check();
  }

  static List<Case> looksInto() {
    return List.of(
        method("", "length").gives(0),
        method("shop", "length").gives(4),
        method(EMOJI, "length").gives(3),
        method("e\u0301", "length").gives(2),
        method(EMOJI, "size").gives(3),
        method("", "isEmpty").gives(true),
        method(" ", "isEmpty").gives(false),
        method("shop", "startsWith", "sh").gives(true),
        method("shop", "startsWith", "").gives(true),
        method("shop", "startsWith", "Sh").gives(false),
        method("shop", "endsWith", "op").gives(true),
        method("shop", "endsWith", "shops").gives(false),
        method("shop", "contains", "ho").gives(true),
        method("shop", "contains", "x").gives(false),
        method("a.b", "contains", ".").gives(true),
        method("ab", "contains", "a.").gives(false),
        method("a-b-c", "indexOf", "-").gives(1),
        method("a-b-c", "indexOf", "-", 2).gives(3),
        method("a-b-c", "indexOf", "-", 5).gives(-1),
        method("a-b-c", "indexOf", "").gives(0),
        method("a-b-c", "indexOf", "x").gives(-1),
        method(EMOJI, "indexOf", "b").gives(2),
        method(EMOJI, "indexOf", "b", 2).gives(2),
        method(EMOJI, "lastIndexOf", "b").gives(2),
        method("a-b-c", "lastIndexOf", "-").gives(3),
        method("a-b-c", "lastIndexOf", "x").gives(-1),
        method("abc", "indexOf", "a", -1).fails(INDEX_OUT_OF_BOUNDS, "indexOf: a place must be"),
        method("abc", "indexOf", "a", 4).fails(INDEX_OUT_OF_BOUNDS, "not 4"),
        method(5, "length").fails(TYPE_MISMATCH, "length is a method of string, not of 5"),
        method(null, "length").fails(TYPE_MISMATCH, "length is called on null; ?."),
        method("abc", "length", 1).fails(TYPE_MISMATCH, "string.length(), not with 1 argument"),
        method("abc", "startsWith", 1).fails(TYPE_MISMATCH, "prefix must be a string, not 1"),
        method("abc", "startsWith", (Object) null).fails(TYPE_MISMATCH, "a string, not null"),
        method("abc", "contains", list())
            .fails(TYPE_MISMATCH, "part must be a string, not a list"));
  }

  @ParameterizedTest
  @MethodSource
  void makes(Case row) {
    row.check();
  }

  static List<Case> makes() {
    return List.of(
        method("deployment", "substring", 0, 6).gives("deploy"),
        method("deployment", "substring", 6).gives("ment"),
        method("abc", "substring", 3).gives(""),
        method("abc", "substring", 1.0, 2).gives("b"),
        method(EMOJI, "substring", 1, 2).gives("😀"),
        method(EMOJI, "substring", 2).gives("b"),
        method("abc", "substring", 4).fails(INDEX_OUT_OF_BOUNDS, "between 0 and the length 3"),
        method("abc", "substring", -1).fails(INDEX_OUT_OF_BOUNDS, "not -1"),
        method("abc", "substring", 1L << 40).fails(INDEX_OUT_OF_BOUNDS, "not 1099511627776"),
        method("abc", "substring", 2, 1).fails(INDEX_OUT_OF_BOUNDS, "from is 2, after to"),
        method("abc", "substring", 1.5).fails(TYPE_MISMATCH, "from must be an integer, not 1.5"),
        method("abc", "substring", "1").fails(TYPE_MISMATCH, "an integer, not '1'"),
        method("abc", "substring").fails(TYPE_MISMATCH, "from: integer, to?: integer"),
        method(" \t a b\u2003\n", "trim").gives("a b"),
        method("", "trim").gives(""),
        method("SHOP", "toLowerCase").gives("shop"),
        method("TITLE", "toLowerCase").gives("title"),
        method(DERVISH, "toLowerCase").gives("i̇"),
        method("title", "toUpperCase").gives("TITLE"),
        method("straße", "toUpperCase").gives("STRASSE"),
        method("a.b.c", "replace", ".", "-").gives("a-b-c"),
        method("a.b.c", "replace", ".", "").gives("abc"),
        method("a.b.c", "replace", ".", "$1\\").gives("a$1\\b$1\\c"),
        method("a.b.c", "replace", ".", "-", 1).gives("a-b.c"),
        method("a.b.c", "replace", ".", "-", 0).gives("a.b.c"),
        method("aaa", "replace", "aa", "b").gives("ba"),
        method("abc", "replace", "x", "y").gives("abc"),
        method("abc", "replace", "", "y").fails(INVALID_ARGUMENT, "old must not be empty"),
        method("abc", "replace", "a", "b", -1)
            .fails(INVALID_ARGUMENT, "limit must not be negative"),
        method("a,b,c", "split", ",").gives(list("a", "b", "c")),
        method("a,b,c", "split", ",", 2).gives(list("a", "b,c")),
        method("a,b,c", "split", ",", 1).gives(list("a,b,c")),
        method("a,b,c", "split", ",", 0).gives(list()),
        method(",a,,", "split", ",").gives(list("", "a", "", "")),
        method("", "split", ",").gives(list("")),
        method("a.b", "split", ".").gives(list("a", "b")),
        method(EMOJI, "split", "").gives(list("a", "😀", "b")),
        method("", "split", "").gives(list()),
        method("abc", "split", "", 2).gives(list("a", "bc")));
  }

  @ParameterizedTest
  @MethodSource
  void matches(Case row) {
    row.check();
  }

  static List<Case> matches() {
    return List.of(
        method("shop-12", "matches", "[a-z]+-[0-9]+").gives(true),
        method("shop-12x", "matches", "[a-z]+-[0-9]+").gives(false),
        method("", "matches", "").gives(true),
        method("a\nb", "matches", "a.b").gives(false),
        method("a\nb", "matches", "(?s)a.b").gives(true),
        method("123e4567-e89b-12d3-a456-426614174000", "matches", UUID).gives(true),
        method("10.0.0.1", "matches", "([0-9]{1,3}\\.){3}[0-9]{1,3}").gives(true),
        method("a{b}]", "matches", "a{b}[]]").gives(true),
        method("shop-12", "find", "[0-9]+").gives("12"),
        method("shop", "find", "[0-9]+").gives(null),
        method("a1b22", "findAll", "[0-9]+").gives(list("1", "22")),
        method("a1b22", "findAll", "[0-9]+", 1).gives(list("1")),
        method("a1b22", "findAll", "[0-9]+", 0).gives(list()),
        method("ab", "findAll", "x*").gives(list("", "", "")),
        method("ab", "matches", "(").fails(INVALID_ARGUMENT, "'(' is not a regular expression"),
        method("ab", "matches", "(?=a)").fails(INVALID_ARGUMENT, "regular expression"),
        method("ab", "matches", "(a)\\1").fails(INVALID_ARGUMENT, "regular expression"),
        method("ab", "matches", "a".repeat(1001))
            .fails(INVALID_ARGUMENT, "at most 1000 characters"),
        method("ab", "find", "((a{100}){100}){100}").fails(INVALID_ARGUMENT, "too large"),
        method("ab", "find", "(a{1000}){11}").fails(INVALID_ARGUMENT, "too large"),
        method("ab", "find", "(a{99999999999})").fails(INVALID_ARGUMENT, "repetitions"));
  }

  @ParameterizedTest
  @MethodSource
  void formats(Case row) {
    row.check();
  }

  static List<Case> formats() {
    return List.of(
        method("plain", "format").gives("plain"),
        method("100%%", "format").gives("100%"),
        method("%s-%03d", "format", "shop", 7).gives("shop-007"),
        method("%s %s %s %s", "format", 1, 1.5, true, made("quantity", "1024Mi"))
            .gives("1 1.5 true 1Gi"),
        method("[%5s][%-5s]", "format", "ab", "ab").gives("[   ab][ab   ]"),
        method("[%.2s]", "format", EMOJI).gives("[a😀]"),
        method("[%4s]", "format", "😀").gives("[   😀]"),
        method("[%5d][%-5d][%05d]", "format", 42, 42, -42).gives("[   42][42   ][-0042]"),
        method("%d", "format", 3.0).gives("3"),
        method("%x %04x %x", "format", 255, 255, -255).gives("ff 00ff -ff"),
        method("%f %.2f %.0f", "format", 1.5, 2, 2.5).gives("1.500000 2.00 2"),
        method("%08.3f", "format", -1.5).gives("-001.500"),
        method("%.3f", "format", 1e18).gives("1" + "0".repeat(18) + ".000"),
        function("format", "%s:%d", "db", 5432).gives("db:5432"),
        method("%s", "format").fails(INVALID_ARGUMENT, "there is no value for '%s'"),
        method("x", "format", 1).fails(INVALID_ARGUMENT, "more values than places"),
        method("%d", "format", 1.5).fails(TYPE_MISMATCH, "%d takes an integer, not 1.5"),
        method("%d", "format", "1").fails(TYPE_MISMATCH, "%d takes an integer, not '1'"),
        method("%f", "format", "1").fails(TYPE_MISMATCH, "%f takes a number"),
        method("%s", "format", list(1)).fails(TYPE_MISMATCH, "a string, number or boolean"),
        method("%s", "format", (Object) null).fails(TYPE_MISMATCH, "not null"),
        method("%q", "format", 1).fails(INVALID_ARGUMENT, "'%q' is none of %s"),
        method("%", "format").fails(INVALID_ARGUMENT, "'%' is none of"),
        method("%5%", "format").fails(INVALID_ARGUMENT, "is none of"),
        method("%.2d", "format", 1).fails(INVALID_ARGUMENT, "is none of"),
        method("%1001s", "format", 1).fails(INVALID_ARGUMENT, "width must be at most 1000"),
        method("%99999999999d", "format", 1).fails(INVALID_ARGUMENT, "width"),
        method("%.101f", "format", 1).fails(INVALID_ARGUMENT, "decimals must be at most 100"),
        method("%s", "format", Double.NaN).fails(OVERFLOW, "no finite value"));
  }
}
