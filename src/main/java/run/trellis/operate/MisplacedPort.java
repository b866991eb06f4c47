package run.trellis.operate;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A second server was asked for, which nothing would guard. Ends the start. */
final class MisplacedPort extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MisplacedPort() {
    super("management.server.port is set, but all that Trellis serves is management");
  }

  /** Says so in place of a stack trace. */
  static final class Analyzer extends AbstractFailureAnalyzer<MisplacedPort> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MisplacedPort cause) {
      return new FailureAnalysis(
          cause.getMessage() + ".", "Set server.port and server.address instead.", cause);
    }
  }
}
