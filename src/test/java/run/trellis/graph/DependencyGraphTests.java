package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DependencyGraphTests {

  /** Reads {@code "a: b c; b: c; c:"}: a reads b and c. */
  private static DependencyGraph graph(String text) {
    SequencedMap<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (String entry : text.split(";", -1)) {
      String[] sides = entry.split(":", -1);
      Set<String> read = new LinkedHashSet<>(List.of(sides[1].strip().split(" +")));
      read.remove("");
      dependencies.put(sides[0].strip(), read);
    }
    return new DependencyGraph(dependencies);
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        argumentSet("independent nodes keep the order of the definition", "a:; b:; c:", "a b c"),
        argumentSet("a chain is turned round", "a: b; b: c; c:", "c b a"),
        argumentSet("a diamond", "d: b c; c: a; b: a; a:", "a c b d"),
        argumentSet("ties go by position, not by depth", "x:; y: z; z:; w:", "x z y w"),
        argumentSet("a cycle is left out, and what needs it", "a: b; b: a; c: a; d:", "d"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void ordersEachNodeAfterThoseItReads(String dependencies, String expected) {
    assertThat(graph(dependencies).order()).containsExactly(expected.split(" "));
  }

  static Stream<Arguments> cycles() {
    return Stream.of(
        argumentSet("none", "a: b; b:", List.of()),
        argumentSet("two nodes", "a: b; b: a", List.of("a -> b -> a")),
        argumentSet("the shorter of two", "a: b; b: c a; c: d; d: a", List.of("a -> b -> a")),
        argumentSet(
            "two that have nothing in common",
            "a: b; b: a; c: d; d: c",
            List.of("a -> b -> a", "c -> d -> c")),
        argumentSet(
            "three nodes, beginning with the first of the definition",
            "x: ; c: a; a: b; b: c",
            List.of("c -> a -> b -> c")));
  }

  @ParameterizedTest
  @MethodSource("cycles")
  void explainsCycles(String dependencies, List<String> expected) {
    assertThat(graph(dependencies).cycles().stream().map(DependencyGraph::display))
        .isEqualTo(expected);
  }

  @Test
  void knowsWhatIsUpstream() {
    assertThat(graph("a: b; b: c; c:; d:").upstream("a")).containsExactly("b", "c");
  }

  @Property
  void anyGraphIsEitherOrderedOrExplained(@ForAll @IntRange(max = 12) int size, @ForAll long seed) {
    java.util.Random random = new java.util.Random(seed);
    SequencedMap<String, Set<String>> dependencies = new LinkedHashMap<>();
    for (int node = 0; node < size; node++) {
      Set<String> read = new LinkedHashSet<>();
      for (int other = 0; other < size; other++) {
        if (other != node && random.nextInt(6) == 0) {
          read.add("n" + other);
        }
      }
      dependencies.put("n" + node, read);
    }
    DependencyGraph graph = new DependencyGraph(dependencies);
    List<String> order = graph.order();
    for (Map.Entry<String, Set<String>> entry : dependencies.entrySet()) {
      if (order.contains(entry.getKey())) {
        assertThat(order.subList(0, order.indexOf(entry.getKey()))).containsAll(entry.getValue());
      }
    }
    assertThat(graph.cycles().isEmpty()).isEqualTo(order.size() == size);
    for (List<String> cycle : graph.cycles()) {
      List<String> steps = new ArrayList<>(cycle);
      for (int step = 0; step + 1 < steps.size(); step++) {
        assertThat(dependencies.get(steps.get(step))).contains(steps.get(step + 1));
      }
      assertThat(cycle.getLast()).isEqualTo(cycle.getFirst());
    }
  }
}
