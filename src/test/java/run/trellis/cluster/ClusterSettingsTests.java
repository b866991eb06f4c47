package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClusterSettingsTests {

  @Test
  void hasDefaults() {
    ClusterSettings settings = bind(Map.of());

    assertThat(settings.maxRequests()).isEqualTo(64);
    assertThat(settings.watchSilence())
        .as("longer than the minute between bookmarks")
        .isGreaterThan(Duration.ofMinutes(1));
    assertThat(settings.kubeconfig()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "max-requests, 0",
    "page-size, -1",
    "request-timeout, 0s",
    "watch-silence, -1s",
    "watch-life-min, 1h",
    "watch-life-min, 1ms",
    "backoff-min, 1h"
  })
  void refusesWhatCannotWork(String name, String value) {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> bind(Map.of("trellis.cluster." + name, value)))
        .havingRootCause()
        .withMessageContaining("trellis.cluster." + name);
  }

  private static ClusterSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("trellis.cluster", ClusterSettings.class);
  }
}
