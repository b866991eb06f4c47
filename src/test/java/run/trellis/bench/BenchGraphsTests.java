package run.trellis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.trellis.cluster.BundledCluster;
import run.trellis.graph.Compilation;
import run.trellis.graph.GraphCompiler;
import run.trellis.reconcile.graph.LiveCatalog;
import run.trellis.schema.SchemaCatalog.Lookup;

class BenchGraphsTests {

  @Test
  void theCompilerIsMeasuredWithTwentyTypedNodes() {
    var bundled = new BundledCluster();
    var catalog = new LiveCatalog(bundled, bundled);
    var definition = CompileBenchmark.definition();

    assertThat(definition.resources())
        .hasSize(20)
        .allSatisfy(
            it -> assertThat(catalog.find(it.body().type())).isInstanceOf(Lookup.Found.class));
    assertThat(GraphCompiler.ofAllLanguages().compile(definition, catalog))
        .isInstanceOf(Compilation.Accepted.class);
  }
}
