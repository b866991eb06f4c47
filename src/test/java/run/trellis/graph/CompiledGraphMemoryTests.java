package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.schema.OpenApiDocument;

/** Schemas are large, and needed only to compile. */
class CompiledGraphMemoryTests {

  /** Has expressions at all places, whose values are whole objects and parts of them. */
  private static final String SPEC =
      """
      schema:
        apiVersion: v1alpha1
        kind: Thing
        group: example.com
        spec:
          regions: "[]string | default=[]"
        status:
          whole: ${web}
          text: has ${web.status.availableReplicas}
          list: ${webs.![spec]}
      resources:
        - id: web
          readyWhen: ["${web.status.conditions.size() > 0}"]
          template:
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template: {spec: {containers: [{name: main}]}}
        - id: webs
          forEach: [{condition: "${web.status.conditions}"}]
          includeWhen: ["${web.spec.paused}"]
          readyWhen: ["${each.spec.paused}"]
          template:
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: "web-${condition.type}"}
            spec: ${web.spec}
        - id: other
          externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${web.metadata.name}"}}
      """;

  /** The same, where evaluations need to know formats and numbers. */
  private static final String CEL =
      "language: CEL\n"
          + SPEC.replace("has ${web.status.availableReplicas}", "${web.metadata.creationTimestamp}")
              .replace("${webs.![spec]}", "${webs.map(w, [dyn(w.spec), w.metadata.generation])}")
              .replace(
                  "${web.status.conditions.size() > 0}",
                  "${web.status.conditions.all(c, c.type != '')}");

  static List<String> specs() {
    return List.of(SPEC, CEL);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aCompiledGraphHoldsNoSchema(String spec) {
    List<WeakReference<OpenApiDocument>> schemas = new ArrayList<>();
    Compilation compilation = compile(spec, schemas);

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(schemas.getFirst().get()).as("the schemas").isNull();
            });
    assertThat(compilation).isInstanceOf(Compilation.Accepted.class);
  }

  /** In a frame of its own, which holds nothing once it is left. */
  private static Compilation compile(String spec, List<WeakReference<OpenApiDocument>> schemas) {
    TestKinds catalog = TestKinds.load();
    schemas.add(new WeakReference<>(catalog.document()));
    return TestGraphs.tryCompile(spec, catalog);
  }
}
