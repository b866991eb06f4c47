package run.trellis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GraphDefinition;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.schema.CrdGenerator;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SimpleSchema;

/** The graphs that the benchmark runs, as YAML. */
final class BenchGraphs {

  static final String BUNDLE = read("bundle.yaml");
  static final String CHAIN = read("chain.yaml");

  /** Twenty nodes of many kinds, for the compiler alone. */
  static final String PLATFORM = read("platform.yaml");

  /** The controller's rights to what these graphs manage. */
  static final String GRANT = read("grant.yaml");

  private BenchGraphs() {}

  /**
   * The definition that the bundle graph generates, for when there is no controller to apply it.
   */
  static Map<String, @Nullable Object> bundleDefinition() {
    var api =
        ResourceGraphReader.readText(BUNDLE)
            .graphs()
            .getFirst()
            .definition()
            .flatMap(GraphDefinition::api)
            .orElseThrow();
    var text = new Field(SchemaType.STRING, false);
    var status = new ObjectOf(Map.of("account", text, "address", text), false);
    return new CrdGenerator().generate(api, SimpleSchema.parse(api), status).tree();
  }

  private static String read(String file) {
    try (var in = BenchGraphs.class.getResourceAsStream("/bench/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
