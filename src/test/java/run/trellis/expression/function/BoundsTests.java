package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.function.Case.Call;

/**
 * Calls that would take for ever, or all memory: each ends early, by name, and without having made
 * much.
 */
class BoundsTests {

  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_NANOS = 1_000_000_000L;

  private static final String LONG = "a".repeat(1_000_000);

  /**
   * Lists whose elements are the same list twice: small in memory, without end to whoever walks
   * them.
   */
  private static final List<Object> DOUBLING_LIST = doublingList();

  private static final Map<String, Object> DOUBLING_MAP = doublingMap();

  private static List<Object> doublingList() {
    List<Object> list = List.of(1L);
    for (int i = 0; i < 50; i++) {
      list = List.of(list, list);
    }
    return list;
  }

  private static Map<String, Object> doublingMap() {
    Map<String, Object> map = Map.of("a", 1L);
    for (int i = 0; i < 50; i++) {
      map = Map.of("a", map, "b", map);
    }
    return map;
  }

  @ParameterizedTest
  @MethodSource
  void endsWithinTheBudget(Call call, Budget.Limits limits) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    EvaluationException failure =
        catchThrowableOfType(EvaluationException.class, () -> call.value(new Budget(limits)));
    assertThat(threads.getCurrentThreadCpuTime() - nanos).as("nanoseconds").isLessThan(MOST_NANOS);
    assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).as("bytes").isLessThan(MOST_BYTES);
    assertThat(failure).as("failure").isNotNull();
    assertThat(failure.code()).isEqualTo(Code.BUDGET_EXCEEDED);
  }

  static Stream<Arguments> endsWithinTheBudget() {
    return Stream.of(
        on("range", of("range", 1L << 60)),
        on("range of all integers", of("range", Long.MIN_VALUE, Long.MAX_VALUE)),
        on("seeded text", of("random.seededString", 1L << 60, "s")),
        on("replacing", to(LONG, "replace", "a", LONG)),
        on("splitting into characters", to(LONG, "split", "")),
        on("splitting", to(LONG, "split", "a")),
        on("finding nothing everywhere", to(LONG, "findAll", "")),
        on("finding", to(LONG, "findAll", "a")),
        on("an ambiguous pattern", to(LONG, "matches", "(x+x+)+y|(a*)*(a|aa)+b{300}")),
        on("a large pattern", to(LONG, "findAll", "(a|aa)+b{300}")),
        on("joining", to(Collections.nCopies(100_000, "b"), "join", LONG)),
        on("Base64", of("base64.encode", LONG.repeat(4))),
        on("percent-encoding", of("url.encode", LONG.repeat(2))),
        on("upper case", to(LONG.repeat(5), "toUpperCase")),
        on("formatting", to("%1000s".repeat(5), "format", 1L, 2L, 3L, 4L, 5L), LITTLE),
        on("flattening", to(DOUBLING_LIST, "flatten", 60L)),
        on("distinct", to(List.of(DOUBLING_LIST, doublingList()), "distinct")),
        on("comparing", to(List.of(doublingList()), "contains", DOUBLING_LIST)),
        on("JSON of lists", of("json.stringify", DOUBLING_LIST)),
        on("JSON of maps", of("json.stringify", DOUBLING_MAP)),
        on("YAML of lists", of("yaml.stringify", DOUBLING_LIST)),
        on("YAML of maps", of("yaml.stringify", DOUBLING_MAP)),
        on("merging", to(DOUBLING_MAP, "deepMerge", doublingMap())),
        on("sorting", to(Collections.nCopies(100_001, 1L), "sort")),
        on("reading a wide list", of("json.parse", "[" + "[],".repeat(1_000_000) + "[]]")),
        on("reading many lists", of("json.parse", "[" + "[[0],[0]],".repeat(400_000) + "[]]")),
        on("reading deep lists", of("json.parse", "[".repeat(1_000_000))),
        on("reading deep maps", of("json.parse", "{\"a\":".repeat(1_000_000))));
  }

  private static final Budget.Limits LITTLE = new Budget.Limits(1_000, 4_000, 100, 10);

  private static Arguments on(String what, Call call) {
    return argumentSet(what, call, Budget.Limits.DEFAULT);
  }

  private static Arguments on(String what, Call call, Budget.Limits limits) {
    return argumentSet(what, call, limits);
  }

  /** Arguments as they are: a copy would be what the test is about. */
  private static Call of(String function, Object... arguments) {
    return new Call(function, false, List.of(arguments));
  }

  private static Call to(Object receiver, String method, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(receiver));
    Collections.addAll(all, arguments);
    return new Call(method, true, Collections.unmodifiableList(all));
  }
}
