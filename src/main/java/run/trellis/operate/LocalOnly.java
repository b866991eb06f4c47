package run.trellis.operate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers other machines only what they are meant to ask: the probes, and the endpoints that a
 * setting opens. All else answers this machine, which includes everyone whom Kubernetes lets
 * forward a port to the pod.
 *
 * <p>Asked on this machine, the request must also name this machine: otherwise a page in somebody's
 * browser could read the answer after having its own name point here.
 */
final class LocalOnly extends OncePerRequestFilter {

  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|::1");

  /** Without anything that the server might read as another path: dots, escapes, parameters. */
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9-][A-Za-z0-9._-]*)*");

  private final String basePath;
  private final Set<String> open;

  /**
   * @param basePath path of the endpoints
   * @param open names of endpoints that anyone may ask
   */
  LocalOnly(String basePath, Set<String> open) {
    this.basePath = basePath;
    this.open = Set.copyOf(open);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isForAnyone(request.getRequestURI()) || isLocal(request)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentType("text/plain;charset=utf-8");
      response
          .getWriter()
          .println(
              "This answers its own machine only. Forward a port to it, or see the setting"
                  + " trellis.operate.open-endpoints.");
    }
  }

  /** Errors too are answered through here, on the path of the request that failed. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return true;
  }

  /** Looks at the path as it was sent: what is spelled in an unusual way is not meant here. */
  private boolean isForAnyone(String path) {
    if (path.equals(basePath + "/health/liveness") || path.equals(basePath + "/health/readiness")) {
      return true;
    }
    return open.stream()
        .map(endpoint -> basePath + "/" + endpoint)
        .filter(path::startsWith)
        .anyMatch(endpoint -> PLAIN_PATH.matcher(path.substring(endpoint.length())).matches());
  }

  private static boolean isLocal(HttpServletRequest request) throws IOException {
    // A literal address: nothing is looked up.
    return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
        && LOOPBACK_HOST.matcher(request.getServerName()).matches();
  }
}
