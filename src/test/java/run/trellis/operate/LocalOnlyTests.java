package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LocalOnlyTests {

  private static final String ELSEWHERE = "10.1.2.3";

  private final LocalOnly closed = new LocalOnly("/actuator", Set.of());
  private final LocalOnly metricsOpen = new LocalOnly("/actuator", Set.of("prometheus"));

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
  void answersProbesFromAnywhere(String path) throws ServletException, IOException {
    assertThat(status(closed, ELSEWHERE, "10.0.0.9", path)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/actuator",
        "/actuator/health",
        "/actuator/health/",
        "/actuator/health/liveness/",
        "/actuator/health/liveness/../../graphs",
        "/actuator/health/liveness;/../../graphs",
        "/actuator/health/liveness%2f..%2f..%2fgraphs",
        "/actuator/health/readiness/caches",
        "/actuator/graphs",
        "/actuator/graphs/shops",
        "/actuator/info",
        "/actuator/metrics",
        "/actuator/prometheus",
        "/anything",
        "//actuator/health/liveness"
      })
  void refusesAllElseToOthers(String path) throws ServletException, IOException {
    assertThat(status(closed, ELSEWHERE, "10.0.0.9", path)).isEqualTo(403);
    assertThat(status(closed, "::ffff:10.1.2.3", "localhost", path)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "::1", "0:0:0:0:0:0:0:1"})
  void answersItsOwnMachineEverything(String address) throws ServletException, IOException {
    assertThat(status(closed, address, "localhost", "/actuator/graphs")).isEqualTo(200);
    assertThat(status(closed, address, "127.0.0.1", "/actuator/prometheus")).isEqualTo(200);
    assertThat(status(closed, address, "[::1]", "/actuator/prometheus")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"attacker.example", "localhost.attacker.example", "127.0.0.1.nip.io"})
  void refusesAPageThatLetsItsOwnNamePointHere(String host) throws ServletException, IOException {
    assertThat(status(closed, "127.0.0.1", host, "/actuator/graphs")).isEqualTo(403);
  }

  @Test
  void answersOthersWhatASettingOpens() throws ServletException, IOException {
    assertThat(status(metricsOpen, ELSEWHERE, "pod.name", "/actuator/prometheus")).isEqualTo(200);
    assertThat(status(metricsOpen, ELSEWHERE, "pod.name", "/actuator/prometheus/a/b"))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/prometheus2",
        "/actuator/prometheus/../graphs",
        "/actuator/prometheus/%2e%2e/graphs",
        "/actuator/prometheus/..;/graphs",
        "/actuator/prometheus;x=/../graphs",
        "/actuator/prometheus//../graphs",
        "/actuator/graphs"
      })
  void opensNothingBeside(String path) throws ServletException, IOException {
    assertThat(status(metricsOpen, ELSEWHERE, "pod.name", path)).isEqualTo(403);
  }

  @Test
  void doesNotBelieveWhatARequestSaysOfItsOrigin() throws ServletException, IOException {
    var request = request(ELSEWHERE, "localhost", "/actuator/graphs");
    request.addHeader("X-Forwarded-For", "127.0.0.1");
    request.addHeader("Forwarded", "for=127.0.0.1");
    assertThat(status(closed, request)).isEqualTo(403);
  }

  private static int status(LocalOnly filter, String address, String host, String path)
      throws ServletException, IOException {
    return status(filter, request(address, host, path));
  }

  private static int status(LocalOnly filter, MockHttpServletRequest request)
      throws ServletException, IOException {
    var response = new MockHttpServletResponse();
    var chain = new MockFilterChain();
    filter.doFilter(request, response, chain);
    assertThat(chain.getRequest() != null).isEqualTo(response.getStatus() == 200);
    return response.getStatus();
  }

  private static MockHttpServletRequest request(String address, String host, String path) {
    var request = new MockHttpServletRequest("GET", path);
    request.setRemoteAddr(address);
    request.setServerName(host);
    return request;
  }
}
