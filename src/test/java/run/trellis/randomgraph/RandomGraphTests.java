package run.trellis.randomgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;
import run.trellis.graph.TestGraphs;

/** Every random graph compiles, and the compiler finds the edges and an order. */
class RandomGraphTests {

  private static final Place PLACE = new Place("test", "models.example.com", "ns");

  @Property(tries = 300, edgeCases = net.jqwik.api.EdgeCasesMode.NONE)
  void isOrderedByWhatItReads(@ForAll("graphs") RandomGraph random) {
    CompiledGraph graph = TestGraphs.compileFile(random.yaml(PLACE));

    List<String> order = graph.nodes().stream().map(Node::id).toList();
    Map<String, Node> nodes = graph.nodesById();
    assertThat(order)
        .containsExactlyInAnyOrderElementsOf(random.nodes().stream().map(RandomNode::id).toList());
    for (RandomNode node : random.nodes()) {
      assertThat(Objects.requireNonNull(nodes.get(node.id())).common().dependencies())
          .as("what %s reads", node.id())
          .containsExactlyInAnyOrderElementsOf(node.dependencies());
      assertThat(order.subList(0, order.indexOf(node.id()))).containsAll(node.dependencies());
    }
  }

  @Provide
  Arbitrary<RandomGraph> graphs() {
    return RandomGraphs.graphs();
  }
}
