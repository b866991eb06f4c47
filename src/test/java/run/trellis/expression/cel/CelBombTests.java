package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.ProblemCode;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.ExpressionText;

/** Expressions made to take for ever, or all memory or stack: each ends early and by name. */
class CelBombTests {

  /** Of all that is allocated, which is twice of what is held at any one time. */
  private static final long MOST_BYTES = 128L << 20;

  /** Of a processor, whoever else uses the machine; far less once the code is warm. */
  private static final long MOST_NANOS = 3_000_000_000L;

  private static final String MEGABYTE = "x".repeat(1 << 20);
  private static final String DIGITS = "9".repeat(1 << 20);

  private static final Bindings BINDINGS =
      TestCel.BINDINGS.with(
          "data",
          Map.ofEntries(
              Map.entry("text", MEGABYTE),
              Map.entry("letters", "a".repeat(100_000)),
              Map.entry("digits", DIGITS),
              Map.entry("commas", ",".repeat(1 << 20)),
              Map.entry("brackets", "[".repeat(1 << 20)),
              Map.entry("numbers", "[" + "1,".repeat(300_000) + "1]"),
              Map.entry("keys", keys()),
              Map.entry("dots", "1.".repeat(300_000)),
              Map.entry("colons", ":".repeat(1 << 20)),
              Map.entry("escapes", "%41".repeat(200_000)),
              Map.entry("query", "/?" + "a=1&".repeat(200_000)),
              Map.entry("list", Collections.nCopies(100_000, 1L)),
              Map.entry("texts", Collections.nCopies(100_000, "x")),
              Map.entry("deep", nested(List.of(), value -> List.of(value))),
              Map.entry("other", nested(List.of(), value -> List.of(value))),
              Map.entry("maps", nested(Map.of(), value -> Map.of("a", value)))));

  private static String keys() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 60_000; i++) {
      json.append('"').append(i).append("\":1,");
    }
    return json.append("\"x\":1}").toString();
  }

  private static Object nested(Object innermost, UnaryOperator<Object> around) {
    return Stream.iterate(innermost, around).skip(5_000).findFirst().orElseThrow();
  }

  @BeforeAll
  static void warmUp() {
    TestCel.outcome(
        "[1].map(x, string(x)).filter(x, x.matches('a+')).size() + lists.range(3).size()");
    TestCel.outcome("true" + " && true".repeat(1_500));
    TestCel.outcome("json.unmarshal('{}') == {} && quantity('1') == quantity('1')");
  }

  private static String chain(String start, String step, int times) {
    return start + step.repeat(times);
  }

  private static String nestedLoops(String macro, int depth) {
    return depth == 0 ? "true" : "data.list." + macro.formatted(nestedLoops(macro, depth - 1));
  }

  static Stream<Arguments> loops() {
    return Stream.of(
        argumentSet("a loop in a loop", nestedLoops("map(x, %s)", 4)),
        argumentSet(
            "filters",
            nestedLoops("filter(x, %s.size() > 0)", 2).replace("true.size() > 0", "true")),
        argumentSet("all", nestedLoops("all(x, %s)", 4)),
        argumentSet("exists", nestedLoops("exists(x, !%s)", 4)),
        argumentSet("exists_one", nestedLoops("exists_one(x, %s)", 4)),
        argumentSet("all with two variables", nestedLoops("all(i, x, %s)", 4)),
        argumentSet("exists with two variables", nestedLoops("exists(i, x, !%s)", 4)),
        argumentSet("existsOne", nestedLoops("existsOne(i, x, %s)", 4)),
        argumentSet("transformList", nestedLoops("transformList(i, x, %s)", 4)),
        argumentSet(
            "transformList filtered", nestedLoops("transformList(i, x, size([%s]) > 0, x)", 4)),
        argumentSet("transformMap", nestedLoops("transformMap(i, x, %s)", 4)),
        argumentSet(
            "transformMapEntry", nestedLoops("transformMapEntry(i, x, {string(i): %s})", 4)),
        argumentSet("sortBy", nestedLoops("sortBy(x, size([%s]))", 4)),
        argumentSet("loops one behind another", chain("data.list", ".map(x, x + 1)", 150)),
        argumentSet("bound loops", "cel.bind(a, data.list.map(x, data.list), a.map(x, a))"),
        argumentSet("ranges in ranges", "lists.range(100000).map(x, lists.range(100000))"),
        argumentSet("options", "data.list.map(x, optional.of(data.list.map(y, y)))"),
        argumentSet("optMap", nestedLoops("map(x, optional.of(x).optMap(y, %s))", 4)),
        argumentSet(
            "optFlatMap", nestedLoops("map(x, optional.of(x).optFlatMap(y, optional.of(%s)))", 4)));
  }

  static Stream<Arguments> growth() {
    return Stream.of(
        argumentSet("lists of lists", chain("[1]", ".map(x, [x, x])", 60)),
        argumentSet("flattened lists of lists", chain("[1]", ".map(x, [x, x]).flatten()", 60)),
        argumentSet("lists added", doubled("data.list", 30)),
        argumentSet("text doubled", doubled("data.text", 30)),
        argumentSet("text doubled in a list", chain("[data.text]", ".map(x, x + x)", 60)),
        argumentSet("text many times", "data.list.map(x, data.text + string(x))"),
        argumentSet("the same text many times", "data.list.map(x, data.text)"),
        argumentSet("text compared", "data.list.filter(x, data.text + 'a' == data.text + 'b')"),
        argumentSet("lists compared", "data.list.filter(x, data.list == lists.range(100000))"),
        argumentSet("a long list", "lists.range(1000000000)"),
        argumentSet("a list of all numbers", "lists.range(9223372036854775807)"),
        argumentSet("text joined", "data.list.map(x, data.text).join(',')"),
        argumentSet("joined by text", "data.texts.join(data.text)"),
        argumentSet("text replaced", "data.text.replace('x', data.text)"),
        argumentSet("nothing replaced", "data.text.replace('', data.text)"),
        argumentSet("letters", "data.list.map(x, data.text.split(''))"),
        argumentSet("text turned round", "data.list.map(x, data.text.reverse())"),
        argumentSet("text trimmed", "data.list.filter(x, data.text.trim() == '')"),
        argumentSet("a wide number", "'%.999999999f'.format([1.0])"),
        argumentSet("text in a format", "data.list.map(x, '%s%s'.format([data.text, data.text]))"),
        argumentSet("lists in a format", "data.list.map(x, '%s'.format([data.list]))"),
        argumentSet("a long format", "data.list.map(x, data.text.format([]))"),
        argumentSet("maps in maps", chain("[{'a': 1}]", ".map(x, {'a': x, 'b': x})", 60)),
        argumentSet("merged maps", "data.list.map(x, json.unmarshal(data.keys).merge({'a': x}))"),
        argumentSet("elements sorted", "data.list.map(x, data.list.sort())"),
        argumentSet("elements told apart", "data.list.map(x, data.texts.distinct())"),
        argumentSet("elements cut out", "data.list.map(x, data.list.slice(0, 100000))"),
        argumentSet("elements put in", "data.list.map(x, lists.insertAtIndex(data.list, 0, x))"),
        argumentSet("elements looked for", "data.list.map(x, data.list.indexOf(2))"),
        argumentSet("elements within", "data.list.filter(x, 2 in data.list)"),
        argumentSet("a seeded text without end", "random.seededString(2000000000, 'x')"),
        argumentSet("a deep result", "[data.deep]"),
        argumentSet("deep lists compared", "data.deep == data.other"),
        argumentSet("deep lists flattened", "data.list.map(x, data.deep.flatten(10000))"),
        argumentSet("deep maps merged", "data.maps.deepMerge(data.maps)"),
        argumentSet("deep JSON", "json.unmarshal(data.brackets)"),
        argumentSet("deep values as JSON", "json.marshal(data.deep)"),
        argumentSet("JSON many times", "data.list.map(x, json.marshal(data.list))"),
        argumentSet("long JSON", "json.unmarshal(data.numbers)"),
        argumentSet("Base64", "data.list.map(x, base64.encode(bytes(data.text)))"),
        argumentSet("no Base64", "data.list.map(x, base64.decode(data.letters))"),
        argumentSet("hashes", "data.list.map(x, base64.encode(hash.sha256(data.text)))"),
        argumentSet("repeated repetitions", "data.text.matches('((a{1,100}){1,100}){1,100}')"),
        argumentSet("patterns", "data.list.filter(x, data.text.matches('(x+x+)+y'))"),
        argumentSet("finds", "data.list.map(x, data.text.find('(x+x+)+y'))"),
        argumentSet("all finds", "data.list.map(x, data.text.findAll('x'))"),
        argumentSet("a pattern as long as a text", "data.text.matches(data.text)"));
  }

  private static String doubled(String value, int times) {
    StringBuilder source = new StringBuilder();
    String name = value;
    for (int i = 0; i < times; i++) {
      source.append("cel.bind(a").append(i).append(", ").append(name).append(" + ").append(name);
      source.append(", ");
      name = "a" + i;
    }
    return source + "size(" + name + ")" + ")".repeat(times);
  }

  @ParameterizedTest
  @MethodSource({"loops", "growth"})
  void growing(String source) {
    long nanos = worked();
    long bytes = allocated();
    Compiled compiled = TestCel.compile(source);
    Evaluated evaluated = compiled.evaluate(BINDINGS, Budget.standard());
    assertSmall(nanos, bytes);
    assertThat(compiled.problems()).isEmpty();
    assertThat(evaluated)
        .isInstanceOfSatisfying(
            Evaluated.Failed.class,
            failed ->
                assertThat(failed.code())
                    .isIn(Code.BUDGET_EXCEEDED, Code.INVALID_ARGUMENT, Code.OVERFLOW));
  }

  /** Functions that read text of some form, each with texts that are much too long. */
  static Stream<String> huge() {
    List<String> texts =
        List.of(
            "data.text",
            "data.digits",
            "data.commas",
            "data.dots",
            "data.colons",
            "data.escapes",
            "data.query",
            "data.brackets",
            "'1e999999999'",
            "'-1e-999999999'",
            "'0x' + data.digits");
    List<String> readers =
        List.of(
            "quantity(%s)",
            "isQuantity(%s)",
            "sign(quantity(%s))",
            "quantity(%s).asInteger()",
            "quantity(%s).add(quantity('1'))",
            "semver(%s)",
            "isSemver(%s)",
            "semver(%s, true)",
            "url(%s)",
            "isURL(%s)",
            "url(%s).getQuery()",
            "url('http://h/' + %s).getEscapedPath()",
            "ip(%s)",
            "isIP(%s)",
            "ip.isCanonical(%s)",
            "cidr(%s)",
            "isCIDR(%s)",
            "cidr('10.0.0.0/8').containsIP(%s)",
            "int(%s)",
            "uint(%s)",
            "double(%s)",
            "bool(%s)",
            "timestamp(%s)",
            "duration(%s)",
            "base64.decode(%s)",
            "json.unmarshal(%s)",
            "%s.matches(%<s)",
            "%s.find(%<s)",
            "%s.format([1])",
            "strings.quote(%s)");
    return readers.stream().flatMap(reader -> texts.stream().map(text -> reader.formatted(text)));
  }

  @ParameterizedTest
  @MethodSource
  void huge(String source) {
    long nanos = worked();
    long bytes = allocated();
    Compiled compiled = TestCel.compile(source);
    Evaluated evaluated = compiled.evaluate(BINDINGS, Budget.standard());
    assertSmall(nanos, bytes);
    if (evaluated instanceof Evaluated.Failed failed) {
      assertThat(failed.message()).hasSizeLessThan(400).doesNotContain("stopped with");
    }
  }

  static Stream<Arguments> large() {
    int many = 100_000;
    return Stream.of(
        argumentSet("parentheses", "(".repeat(many) + "1" + ")".repeat(many)),
        argumentSet("parentheses within the length", "(".repeat(8_000) + "1" + ")".repeat(8_000)),
        argumentSet("open parentheses", "(".repeat(16_000)),
        argumentSet("closed ones after open ones", ")".repeat(100) + "(".repeat(16_000)),
        argumentSet("deep lists", "[".repeat(8_000) + "]".repeat(8_000)),
        argumentSet("deep maps", "{'a':".repeat(3_000) + "1" + "}".repeat(3_000)),
        argumentSet("deep indexes", "data[".repeat(2_700) + "0" + "]".repeat(2_700)),
        argumentSet("deep calls", "string(".repeat(2_000) + "0" + ")".repeat(2_000)),
        argumentSet("deep macros", "[1].map(x, ".repeat(1_000) + "0" + ")".repeat(1_000)),
        argumentSet("deep bindings", "cel.bind(x, 1, ".repeat(1_000) + "x" + ")".repeat(1_000)),
        argumentSet(
            "deep options", "optional.of(1).optMap(x, ".repeat(600) + "x" + ")".repeat(600)),
        argumentSet("a long literal", "'" + MEGABYTE + "'"),
        argumentSet("a long number", "1".repeat(1 << 20)),
        argumentSet("quotes without end", "'".repeat(100_001)),
        argumentSet("branches", "true ? 1 : ".repeat(1_400) + "1"),
        argumentSet("branches in branches", "true ? ".repeat(2_000) + "1" + ": 1".repeat(2_000)),
        argumentSet("a long sum", "1" + "+1".repeat(8_000)),
        argumentSet("a long text of parts", "'a'" + "+'b'".repeat(4_000)),
        argumentSet("a long comparison", "1" + "==1".repeat(5_000)),
        argumentSet("a long path", "data" + ".a".repeat(8_000)),
        argumentSet("a long optional path", "data" + ".?a".repeat(5_000)),
        argumentSet("a path of indexes", "data" + "[0]".repeat(5_000)),
        argumentSet("a path of optional indexes", "data" + "[?0]".repeat(4_000)),
        argumentSet("a chain of calls", "data" + ".reverse()".repeat(1_500)),
        argumentSet("a chain of macros", "[1]" + ".map(x, x)".repeat(1_500)),
        argumentSet("a chain of alternatives", "data.?a" + ".or(data.?a)".repeat(1_300)));
  }

  @ParameterizedTest
  @MethodSource
  void large(String source) {
    long nanos = worked();
    long bytes = allocated();
    Compiled compiled = TestCel.compile(source);
    assertSmall(nanos, bytes);
    assertThat(compiled.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED));
  }

  /** Long, but flat enough for anybody: what they come to, or that they are too long. */
  static Stream<String> flat() {
    return Stream.of(
        "! ".repeat(8_000) + "true",
        "- ".repeat(8_000) + "1",
        "!".repeat(16_000) + "true",
        "-".repeat(16_000) + "1",
        "true" + " && true".repeat(1_500),
        "false" + " || false".repeat(1_500),
        "true" + " && (true || false)".repeat(500));
  }

  @ParameterizedTest
  @MethodSource("flat")
  void longOnesEnd(String source) {
    long nanos = worked();
    long bytes = allocated();
    Compiled compiled = TestCel.compile(source);
    Evaluated evaluated = compiled.evaluate(BINDINGS, Budget.standard());
    assertSmall(nanos, bytes);
    boolean refused =
        compiled.problems().stream()
            .anyMatch(problem -> problem.code() == ProblemCode.LIMIT_EXCEEDED);
    assertThat(refused || evaluated instanceof Evaluated.Value).isTrue();
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        argumentSet("a wide list", "[" + "1,".repeat(3_999) + "1]", 4_000),
        argumentSet("brackets side by side", "[" + "(1),".repeat(2_000) + "(1)]", 2_001),
        argumentSet("branches side by side", "[" + "true ? 1 : 0,".repeat(1_000) + "1]", 1_001),
        argumentSet("macros side by side", "[" + "[1].map(x, x),".repeat(500) + "[1]]", 501));
  }

  @ParameterizedTest
  @MethodSource
  void harmless(String source, int size) {
    assertThat(TestCel.outcome("(" + source + ").size()")).isEqualTo(Integer.toString(size));
  }

  static Stream<Arguments> deep() {
    return Stream.of(
        argumentSet("parentheses", "(".repeat(64) + "1" + ")".repeat(64), "1"),
        argumentSet("calls", "string(".repeat(60) + "1" + ")".repeat(60), "'1'"),
        argumentSet("lists", "[".repeat(60) + "]".repeat(60) + ".size()", "1"),
        argumentSet("macros", "[1].map(x, ".repeat(28) + "1" + ")".repeat(28) + ".size()", "1"),
        argumentSet("bindings", "cel.bind(x, 1, ".repeat(40) + "x" + ")".repeat(40), "1"),
        argumentSet("a sum", "1" + "+1".repeat(150), "151"),
        argumentSet("text", "size('a'" + "+'b'".repeat(150) + ")", "151"),
        argumentSet("a comparison", "true" + "==true".repeat(150), "true"),
        argumentSet("branches", "false ? 1 : ".repeat(60) + "2", "2"),
        argumentSet("an optional path", "{}" + ".?a".repeat(150) + ".hasValue()", "false"));
  }

  /** What is just admitted fits a stack far smaller than any that Trellis runs on. */
  @ParameterizedTest
  @MethodSource
  void deep(String source, String expected) throws InterruptedException {
    AtomicReference<String> outcome = new AtomicReference<>("");
    Thread small = new Thread(null, () -> outcome.set(TestCel.outcome(source)), "small", 512 << 10);
    small.start();
    small.join();
    assertThat(outcome.get()).isEqualTo(expected);
  }

  @Test
  void findsTheEndOfLongTextInOneGo() {
    String text = "${" + "{'}'}".repeat(200_000) + "}" + "${1}".repeat(100_000);
    long nanos = worked();
    assertThat(ExpressionText.split(text, TestCel.LANGUAGE).expressions()).hasSize(100_001);
    assertThat(worked() - nanos).isLessThan(MOST_NANOS);
  }

  /** Processor time of this thread. */
  private static long worked() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static void assertSmall(long nanos, long bytes) {
    assertThat(worked() - nanos).as("nanoseconds").isLessThan(MOST_NANOS);
    assertThat(allocated() - bytes).as("bytes").isLessThan(MOST_BYTES);
  }
}
