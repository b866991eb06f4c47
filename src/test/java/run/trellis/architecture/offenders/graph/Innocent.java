package run.trellis.architecture.offenders.graph;

import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import org.yaml.snakeyaml.Yaml;

/** Breaks no rule: what it uses is allowed in a pure package. */
public class Innocent {
  static final Duration LIMIT = Duration.ofSeconds(1);

  Object read(String text) {
    return new Yaml().compose(new StringReader(text));
  }

  URI link(String text) {
    return URI.create(text);
  }
}
