package run.trellis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The first thing a newcomer runs: {@code make demo}, with the jar of this build. */
@Isolated("its steps are timed for a machine that does nothing else")
class DemoIT {

  @Test
  void walksThroughTheSampleByItself() throws IOException, InterruptedException {
    var demo = new ProcessBuilder(Path.of("config/bin/demo").toString()).redirectErrorStream(true);
    demo.environment().put("CLUSTER", "local");
    demo.environment().put("PATIENCE", "180");

    var process = demo.start();
    process.getOutputStream().close();
    var output = process.inputReader().readAllAsString();

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("All of it worked").doesNotContain("✗");
  }
}
