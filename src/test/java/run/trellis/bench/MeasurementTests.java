package run.trellis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementTests {

  @Test
  void saysWhetherTheAimIsMet() {
    assertThat(Measurement.of("chain", 0.25, "s").aim(0.3).shownAim()).isEqualTo("✓ ≤ 0.30 s");
    assertThat(Measurement.of("chain", 0.31, "s").aim(0.3).shownAim()).isEqualTo("✗ ≤ 0.30 s");
    assertThat(Measurement.of("chain", 0.31, "s").shownAim()).isEmpty();
  }

  @Test
  void showsAsManyDigitsAsMeanSomething() {
    assertThat(Measurement.of("requests", 8, "").shownValue()).isEqualTo("8 ");
    assertThat(Measurement.of("time", 1.2345, "s").shownValue()).isEqualTo("1.23 s");
    assertThat(Measurement.of("memory", 1234.56, "MiB").shownValue()).isEqualTo("1,234.6 MiB");
  }

  @Test
  void percentilesAreValuesThatWereMeasured() {
    var hundred =
        Latencies.of(IntStream.rangeClosed(1, 100).mapToObj(Duration::ofSeconds).toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(95)).isEqualTo(95);
    assertThat(Latencies.of(List.of(Duration.ofSeconds(3))).percentile(95)).isEqualTo(3);
    assertThat(Latencies.between(Map.of("a", 0L), Map.of("a", 2_000_000_000L)).percentile(50))
        .isEqualTo(2);
  }
}
