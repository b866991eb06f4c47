package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedSettingsTests {

  @Test
  void namesNothingWhereAllIsAsShipped() {
    var shipped = new OperateSettings(Set.of(), Duration.ofSeconds(80), Duration.ofMinutes(5));
    assertThat(ChangedSettings.of("trellis.operate", shipped)).isEmpty();
  }

  @Test
  void namesWhatDiffersAsItIsWrittenInFiles() {
    var other =
        new OperateSettings(Set.of("prometheus"), Duration.ofSeconds(80), Duration.ofMinutes(1));
    assertThat(ChangedSettings.of("trellis.operate", other))
        .isEqualTo(
            Map.of(
                "trellis.operate.open-endpoints", "[prometheus]",
                "trellis.operate.stuck-after", "PT1M"));
  }
}
