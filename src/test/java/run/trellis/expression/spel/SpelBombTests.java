package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
class SpelBombTests {

  private static final long MOST_BYTES = 64L << 20;

  /** A second on a quiet machine; tests share theirs. */
  private static final long MOST_NANOS = 3_000_000_000L;

  private static final String MEGABYTE = "x".repeat(1 << 20);

  private static final Bindings BINDINGS =
      TestExpressions.BINDINGS
          .with("data", Map.of("text", MEGABYTE, "deep", nested(5_000), "other", nested(5_000)))
          .with("region", "eu");

  private static Object nested(int depth) {
    Object value = List.of();
    for (int i = 0; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }

  @BeforeAll
  static void warmUp() {
    TestExpressions.outcome("{1}.![#this + 'a'].?[#this matches 'a+'].size() ?: 0");
  }

  static Stream<Arguments> growing() {
    return Stream.of(
        argumentSet("nested projections", chain("range(1000)", ".![range(1000)]", 2)),
        argumentSet(
            "projections in projections", "range(1000).![range(1000).![range(1000).![#this]]]"),
        argumentSet("projections one behind another", chain("range(100000)", ".![#this + 1]", 200)),
        argumentSet("lists of lists", chain("{1}", ".![{#this, #this}]", 63)),
        argumentSet(
            "flattened lists of lists", chain("{1, 2}", ".![{#this, #this}].flatten()", 60)),
        argumentSet("selections in selections", selections(6)),
        argumentSet("text doubled", chain("{data.text}", ".![#this + #this]", 60)),
        argumentSet("text many times", "range(100000).![data.text + #this]"),
        argumentSet("the same text many times", "range(100000).![data.text]"),
        argumentSet(
            "text compared many times", "range(100000).?[data.text + 'a' == data.text + 'b']"),
        argumentSet("lists compared many times", "range(100000).?[range(1000) == range(1000)]"),
        argumentSet("a long list", "range(1000000000)"),
        argumentSet("long lists", "range(100000).![range(100000)]"),
        argumentSet("text joined", "range(100000).![data.text].join(',')"),
        argumentSet("text replaced", "data.text.replace('x', data.text)"),
        argumentSet("text padded", "format('%999999999d', 1)"),
        argumentSet("lists in maps", chain("{a: 1}", ".![{a: #this, b: #this}]", 63)),
        argumentSet("an expression matched", "range(100000).?[data.text matches '(x+x+)+y']"),
        argumentSet(
            "joins of joins", "range(1000).![range(1000).![string(#this)].join(data.text)]"),
        argumentSet("nothing replaced", "data.text.replace('', data.text)"),
        argumentSet("letters", "range(100).![data.text.split('')]"),
        argumentSet("flattened", "range(1000).![range(1000)].flatten()"),
        argumentSet("a seeded text without end", "random.seededString(2000000000, 'x')"),
        argumentSet("a giant exponent", "string(quantity('1e2000000000').add('1'))"),
        argumentSet("repeated repetitions", "data.text.matches('((a{1,100}){1,100}){1,100}')"),
        argumentSet("deep JSON", "json.parse('" + "[".repeat(5_000) + "')"),
        argumentSet("a power", "9223372036854775807L ^ 9223372036854775807L"),
        argumentSet("a deep result", "{data.deep}"),
        argumentSet("deep values compared", "data.deep == data.other"));
  }

  private static String chain(String start, String step, int times) {
    return start + step.repeat(times);
  }

  private static String selections(int depth) {
    return "range(1000).?[" + (depth == 0 ? "true" : selections(depth - 1) + ".size() > 0") + "]";
  }

  @ParameterizedTest
  @MethodSource
  void growing(String source) {
    long nanos = System.nanoTime();
    long bytes = allocated();
    Compiled compiled = TestExpressions.compile(source);
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

  static Stream<Arguments> large() {
    int many = 100_000;
    return Stream.of(
        argumentSet("parentheses", "(".repeat(many) + "1" + ")".repeat(many)),
        argumentSet("parentheses within the length", "(".repeat(8_000) + "1" + ")".repeat(8_000)),
        argumentSet("open parentheses", "(".repeat(16_000)),
        argumentSet("closed parentheses after open ones", ")".repeat(100) + "(".repeat(16_000)),
        argumentSet("deep lists", "{".repeat(8_000) + "}".repeat(8_000)),
        argumentSet("deep maps", "{a:".repeat(4_000) + "1" + "}".repeat(4_000)),
        argumentSet("deep indexes", "data[".repeat(2_700) + "0" + "]".repeat(2_700)),
        argumentSet("deep calls", "string(".repeat(2_000) + "0" + ")".repeat(2_000)),
        argumentSet("deep projections", "{1}.![".repeat(2_000) + "0" + "]".repeat(2_000)),
        argumentSet("long literal", "'" + MEGABYTE + "'"),
        argumentSet("long name", MEGABYTE),
        argumentSet("long number", "1".repeat(1 << 20)),
        argumentSet("quotes without end", "'".repeat(100_001)),
        argumentSet("negations", "!".repeat(16_000) + "true"),
        argumentSet("spaced negations", "! ".repeat(8_000) + "true"),
        argumentSet("negations in words", "not ".repeat(4_000) + "true"),
        argumentSet("signs", "- ".repeat(8_000) + "1"),
        argumentSet("mixed signs", "-+".repeat(8_000) + "1"),
        argumentSet("branches", "true ? 1 : ".repeat(1_400) + "1"),
        argumentSet("branches in branches", "true ? ".repeat(2_000) + "1" + ": 1".repeat(2_000)),
        argumentSet("alternatives", "data.a ?: ".repeat(1_600) + "1"),
        argumentSet("a long sum", "1" + "+1".repeat(8_000)),
        argumentSet("a long condition", "true" + " and true".repeat(1_800)),
        argumentSet("a long path", "data" + ".a".repeat(8_000)),
        argumentSet("a path of indexes", "data" + "[0]".repeat(5_000)),
        argumentSet("a chain of calls", "data" + ".keys()".repeat(2_000)));
  }

  @ParameterizedTest
  @MethodSource
  void large(String source) {
    long nanos = System.nanoTime();
    long bytes = allocated();
    Compiled compiled = TestExpressions.compile(source);
    assertSmall(nanos, bytes);
    assertThat(compiled.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.LIMIT_EXCEEDED));
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        argumentSet("a wide list", list(4_000), 4_000),
        argumentSet("brackets side by side", "{" + "(1),".repeat(2_000) + "(1)}", 2_001),
        argumentSet("branches side by side", "{" + "true ? 1 : 0,".repeat(1_000) + "1}", 1_001),
        argumentSet("negations side by side", "{" + "!(true),".repeat(1_500) + "!true}", 1_501));
  }

  private static String list(int size) {
    return IntStream.range(0, size)
        .mapToObj(Integer::toString)
        .limit(3_000)
        .collect(Collectors.joining(",", "{", ",1".repeat(size - 3_000) + "}"));
  }

  @ParameterizedTest
  @MethodSource
  void harmless(String source, int size) {
    assertThat(TestExpressions.outcome("(" + source + ").size()"))
        .isEqualTo(Integer.toString(size));
  }

  static Stream<Arguments> deep() {
    return Stream.of(
        argumentSet("parentheses", "(".repeat(64) + "1" + ")".repeat(64), "1"),
        argumentSet("calls", "string(".repeat(64) + "1" + ")".repeat(64), "'1'"),
        argumentSet("projections", "{1}.![".repeat(62) + "1" + "]".repeat(62) + ".size()", "1"),
        argumentSet("a sum", "1" + "+1".repeat(250), "251"),
        argumentSet("alternatives", "later.x ?: ".repeat(60) + "1", "1"),
        argumentSet("a path", "data" + "?.a".repeat(250), "null"));
  }

  /** What is just admitted fits a stack far smaller than any that Trellis runs on. */
  @ParameterizedTest
  @MethodSource
  void deep(String source, String expected) throws InterruptedException {
    AtomicReference<String> outcome = new AtomicReference<>("");
    Thread small =
        new Thread(null, () -> outcome.set(TestExpressions.outcome(source)), "small", 384 << 10);
    small.start();
    small.join();
    assertThat(outcome.get()).isEqualTo(expected);
  }

  @Test
  void findsTheEndOfLongTextInOneGo() {
    String text = "${" + "{'}'}".repeat(200_000) + "}" + "${1}".repeat(100_000);
    long nanos = System.nanoTime();
    assertThat(ExpressionText.split(text, TestExpressions.LANGUAGE).expressions()).hasSize(100_001);
    assertThat(System.nanoTime() - nanos).isLessThan(MOST_NANOS);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static void assertSmall(long nanos, long bytes) {
    assertThat(System.nanoTime() - nanos).as("nanoseconds").isLessThan(MOST_NANOS);
    assertThat(allocated() - bytes).as("bytes").isLessThan(MOST_BYTES);
  }
}
