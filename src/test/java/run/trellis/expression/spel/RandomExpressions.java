package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;

/**
 * Expressions over names of given types, most of which are of a wanted sort. Some are wrong: what
 * matters is that those which compile do not fail.
 *
 * <p>Alternatives and elements of lists are of one sort and not null, because where they are not
 * their type is unknown, and what is unknown may fail.
 */
final class RandomExpressions {

  /** What an expression is wanted to give. */
  enum Sort {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    TEXTS,
    INTEGERS,
    OBJECTS,
    MAP
  }

  private final Random random;
  private final Map<String, SchemaType> names;

  RandomExpressions(Random random, Map<String, SchemaType> names) {
    this.random = random;
    this.names = names;
  }

  String any() {
    return of(oneOf(Sort.values()), 4);
  }

  private String of(Sort wanted, int depth) {
    // Now and then another sort than the place wants.
    Sort sort = random.nextInt(25) == 0 ? oneOf(Sort.values()) : wanted;
    if (depth == 0) {
      return random.nextInt(3) == 0 ? literal(sort) : path(sort);
    }
    return switch (random.nextInt(10)) {
      case 0 -> literal(sort);
      case 1, 2 -> path(sort);
      case 3 -> certain(sort);
      case 4 ->
          "(" + of(Sort.BOOLEAN, depth - 1) + " ? " + certain(sort) + " : " + certain(sort) + ")";
      default -> operation(sort, depth - 1);
    };
  }

  /** Fields of alternatives may be of different sorts, so only literals are. */
  private static boolean hasFields(Sort sort) {
    return sort == Sort.MAP || sort == Sort.OBJECTS;
  }

  /** Of the very sort, and not null. */
  private String certain(Sort sort) {
    return hasFields(sort) || random.nextInt(3) == 0
        ? literal(sort)
        : "(" + path(sort) + " ?: " + literal(sort) + ")";
  }

  private String literal(Sort sort) {
    return switch (sort) {
      case TEXT -> oneOf("'x'", "''", "'12'", "'a,b'");
      case INTEGER -> oneOf("0", "1", "2", "41");
      case NUMBER -> oneOf("0.5", "2.0", "1e3");
      case BOOLEAN -> oneOf("true", "false");
      case TEXTS -> oneOf("{'a', 'b'}", "{}", "{'x'}");
      // Not an empty one: its elements, and their sum, are of a type that is not known.
      case INTEGERS -> oneOf("{1, 2}", "{3}", "range(3)");
      case OBJECTS -> oneOf("{{a: 1, b: 'x'}}", "{{a: 1, b: 'x'}, {a: 2, b: 'y'}}");
      case MAP -> oneOf("{a: 1, b: 'x'}", "{a: 2, b: ''}");
    };
  }

  private String operation(Sort sort, int depth) {
    return switch (sort) {
      case TEXT -> text(depth);
      case INTEGER -> integer(depth);
      case NUMBER ->
          oneOf(
              "(" + of(Sort.NUMBER, depth) + arithmetic() + of(Sort.INTEGER, depth) + ")",
              "double(" + of(Sort.TEXT, depth) + ")",
              "-" + of(Sort.NUMBER, depth));
      case BOOLEAN -> bool(depth);
      case TEXTS ->
          oneOf(
              of(Sort.TEXTS, depth) + oneOf(".sort()", ".distinct()", ".reverse()", ".slice(0)"),
              of(Sort.TEXT, depth) + ".split(',')",
              of(Sort.MAP, depth) + ".keys()",
              certain(Sort.OBJECTS) + ".![b]",
              of(Sort.TEXTS, depth) + ".?[#this " + oneOf("==", "<", "!=") + " 'x']",
              of(Sort.TEXTS, depth) + ".![#this + 'y']",
              "{" + certain(Sort.TEXT) + ", " + certain(Sort.TEXT) + "}",
              "{" + certain(Sort.TEXTS) + "}.flatten()");
      case INTEGERS ->
          oneOf(
              certain(Sort.OBJECTS) + ".![a]",
              of(Sort.INTEGERS, depth) + ".![#this + 1]",
              of(Sort.INTEGERS, depth) + ".?[#this > " + of(Sort.INTEGER, 0) + "]",
              "{" + certain(Sort.INTEGER) + "}",
              of(Sort.INTEGERS, depth) + oneOf(".sort()", ".distinct()", "?.reverse()"));
      case OBJECTS ->
          oneOf(
              of(Sort.OBJECTS, depth) + ".?[a > 0]",
              of(Sort.OBJECTS, depth) + ".sortBy('" + oneOf("a", "b") + "')",
              of(Sort.TEXTS, depth) + ".![{a: 1, b: #this}]");
      case MAP ->
          oneOf(
              literal(Sort.MAP) + ".merge({b: " + certain(Sort.TEXT) + ", c: 2})",
              of(Sort.MAP, depth) + ".without('c')",
              of(Sort.OBJECTS, depth) + oneOf(".first()", ".last()", ".^[a == 1]", "[0]"),
              "{a: " + of(Sort.INTEGER, depth) + ", b: " + certain(Sort.TEXT) + "}",
              "{a: 1, b: (" + of(Sort.BOOLEAN, depth) + " ? omit() : 'x')}");
    };
  }

  private String text(int depth) {
    return oneOf(
        "(" + of(Sort.TEXT, depth) + " + " + of(oneOf(Sort.values()), depth) + ")",
        "string(" + of(oneOf(Sort.INTEGER, Sort.TEXT, Sort.BOOLEAN), depth) + ")",
        of(Sort.TEXT, depth) + oneOf(".trim()", "?.toUpperCase()", ".replace('x', 'y')"),
        of(Sort.TEXTS, depth) + oneOf(".first()", ".last()", ".join('-')", ".max()", "[0]"),
        of(Sort.MAP, depth) + oneOf(".b", "?.b", "['b']", "?.['b']"),
        of(Sort.TEXT, depth) + ".find('[a-z]')",
        "base64.encode(" + of(Sort.TEXT, depth) + ")");
  }

  private String integer(int depth) {
    return oneOf(
        "(" + of(Sort.INTEGER, depth) + arithmetic() + of(Sort.INTEGER, depth) + ")",
        of(oneOf(Sort.TEXT, Sort.TEXTS, Sort.MAP), depth) + oneOf(".size()", "?.size()"),
        of(Sort.INTEGERS, depth) + oneOf(".sum()", ".min()", ".first()", "[0]"),
        of(Sort.MAP, depth) + oneOf(".a", "?.a", "['a']"),
        "int(" + of(oneOf(Sort.TEXT, Sort.NUMBER), depth) + ")",
        "-" + of(Sort.INTEGER, depth));
  }

  private String arithmetic() {
    return oneOf(" + ", " - ", " * ", " / ", " % ", " ^ ");
  }

  private String bool(int depth) {
    Sort sort = oneOf(Sort.values());
    return oneOf(
        "(" + of(sort, depth) + oneOf(" == ", " != ") + of(sort, depth) + ")",
        "(" + of(Sort.INTEGER, depth) + oneOf(" < ", " >= ") + of(Sort.NUMBER, depth) + ")",
        "(" + of(Sort.TEXT, depth) + oneOf(" < ", " >= ") + of(Sort.TEXT, depth) + ")",
        "(" + of(Sort.BOOLEAN, depth) + oneOf(" and ", " or ") + of(Sort.BOOLEAN, depth) + ")",
        "!" + of(Sort.BOOLEAN, depth),
        "(" + of(Sort.TEXT, depth) + " matches '[a-z]+')",
        "(" + of(Sort.INTEGER, depth) + " between {0, 5})",
        of(oneOf(Sort.TEXT, Sort.TEXTS), depth) + ".contains(" + of(Sort.TEXT, depth) + ")",
        of(oneOf(Sort.TEXT, Sort.INTEGERS, Sort.MAP), depth) + ".isEmpty()",
        of(Sort.MAP, depth) + ".containsKey('a')");
  }

  /** A path to something of the sort, if there is one. */
  private String path(Sort sort) {
    List<String> fitting = new ArrayList<>();
    names.forEach((name, type) -> paths(name, type, 4, sort, fitting));
    return fitting.isEmpty() ? literal(sort) : fitting.get(random.nextInt(fitting.size()));
  }

  private void paths(String path, SchemaType type, int depth, Sort sort, List<String> fitting) {
    if (isOf(type, sort)) {
      fitting.add(path);
    }
    if (depth == 0) {
      return;
    }
    switch (type) {
      case ObjectOf(Map<String, Field> fields, boolean _) ->
          fields.forEach(
              (name, field) -> {
                boolean plain = field.alwaysPresent() || random.nextInt(4) == 0;
                paths(path + (plain ? "." : "?.") + name, field.type(), depth - 1, sort, fitting);
              });
      case ListOf(SchemaType element) ->
          paths(
              path + oneOf("[0]", ".first()", "?.first()", "?.[0]", ".last()"),
              element,
              depth - 1,
              sort,
              fitting);
      case MapOf(SchemaType value) ->
          paths(path + oneOf(".a", "?.b", "['c']"), value, depth - 1, sort, fitting);
      case Scalar _, SchemaType.Unknown _ -> {}
    }
  }

  private static boolean isOf(SchemaType type, Sort sort) {
    return switch (type) {
      case Scalar scalar ->
          switch (scalar.kind()) {
            case STRING -> sort == Sort.TEXT;
            case INTEGER -> sort == Sort.INTEGER;
            case NUMBER -> sort == Sort.NUMBER;
            case BOOLEAN -> sort == Sort.BOOLEAN;
            case INT_OR_STRING -> sort == Sort.TEXT || sort == Sort.INTEGER;
          };
      case ListOf(SchemaType element) ->
          switch (sort) {
            case TEXTS -> isOf(element, Sort.TEXT);
            case INTEGERS -> isOf(element, Sort.INTEGER);
            case OBJECTS -> element instanceof ObjectOf;
            default -> false;
          };
      case MapOf _, ObjectOf _ -> sort == Sort.MAP;
      case SchemaType.Unknown _ -> false;
    };
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
