package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;

/**
 * Expressions that would take the process with them: each ends soon, small, and with a name for
 * what it did.
 */
class SpelBombTests {

  /** Of the thread that compiles and evaluates, all garbage included. */
  private static final long MOST_BYTES = 64L << 20;

  private static final Bindings BINDINGS =
      TestExpressions.BINDINGS.with(
          "data", java.util.Map.of("many", many(), "long", "a".repeat(100_000)));

  private static List<Long> many() {
    return java.util.stream.LongStream.range(0, 10_000).boxed().toList();
  }

  static Stream<Arguments> bombs() {
    String doubling = "'aaaaaaaaaaaaaaaa'";
    for (int i = 0; i < 24; i++) {
      doubling = "{" + doubling + "}.![#this + #this][0]";
    }
    return Stream.of(
        argumentSet("nested projections", "data.many.![data.many.![data.many.![#this]]]"),
        argumentSet("nested selections", "data.many.?[data.many.?[#this == 1].size() > 5]"),
        argumentSet("nested ranges", "range(1000).![range(1000).![range(1000)]]"),
        argumentSet("text that doubles", doubling),
        argumentSet("a long range", "range(2000000000)"),
        argumentSet("a negative range", "range(-9223372036854775808)"),
        argumentSet(
            "joins of joins",
            "range(1000).![range(1000).![string(#this)].join(data.long)].join(data.long)"),
        argumentSet("replacing each letter by many", "data.long.replace('a', data.long)"),
        argumentSet("replacing nothing by many", "data.long.replace('', data.long)"),
        argumentSet("splitting into letters, again and again", "range(100).![data.long.split('')]"),
        argumentSet("flattening", "range(1000).![range(1000)].flatten()"),
        argumentSet("powers of ten thousand digits", "9223372036854775807 ^ 9223372036854775807"),
        argumentSet("a width that fills the memory", "format('%2000000000d', 1)"),
        argumentSet("a seeded text without end", "random.seededString(2000000000, 'x')"),
        argumentSet(
            "a quantity with a giant exponent", "string(quantity('1e2000000000').add('1'))"),
        argumentSet(
            "a regular expression that repeats repetitions",
            "data.long.matches('((a{1,100}){1,100}){1,100}')"),
        argumentSet(
            "a regular expression that backtracks elsewhere",
            "range(200).![(data.long + '!').matches('(a*)*b')]"),
        argumentSet("parsing deep JSON", "json.parse('" + "[".repeat(5_000) + "')"),
        argumentSet(
            "a hundred thousand parentheses", "(".repeat(100_000) + "1" + ")".repeat(100_000)),
        argumentSet("two thousand parentheses", "(".repeat(2_000) + "1" + ")".repeat(2_000)),
        argumentSet("a hundred thousand minus signs", "-".repeat(100_000) + "1"),
        argumentSet("a hundred thousand nots", "!".repeat(100_000) + "true"),
        argumentSet("a hundred thousand sums", "1" + "+1".repeat(100_000)),
        argumentSet("ten thousand steps", "data" + ".a".repeat(10_000)),
        argumentSet("ten thousand ternaries", "true ? 1 : ".repeat(10_000) + "1"),
        argumentSet("ten thousand nested lists", "{".repeat(10_000) + "}".repeat(10_000)),
        argumentSet("ten thousand indexes", "data" + "[0]".repeat(10_000)),
        argumentSet("a megabyte of text", "'" + "a".repeat(1 << 20) + "'"),
        argumentSet("a megabyte of digits", "1".repeat(1 << 20)),
        argumentSet("quotes without end", "'".repeat(100_001)));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void endsSoonAndSmallWithANamedFailure(String source) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Compiled compiled = TestExpressions.compile(source);
    Evaluated outcome = compiled.evaluate(BINDINGS, Budget.standard());
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    if (compiled.problems().isEmpty()) {
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Evaluated.Failed.class,
              failed -> {
                assertThat(failed.message()).isNotBlank().hasSizeLessThan(400);
                assertThat(failed.code())
                    .isIn(
                        Evaluated.Code.BUDGET_EXCEEDED,
                        Evaluated.Code.INVALID_ARGUMENT,
                        Evaluated.Code.OVERFLOW);
              });
    } else {
      assertThat(compiled.problems())
          .allSatisfy(problem -> assertThat(problem.message()).isNotBlank().hasSizeLessThan(400));
    }
    assertThat(allocated).isLessThan(MOST_BYTES);
  }
}
