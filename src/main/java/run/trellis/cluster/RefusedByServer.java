package run.trellis.cluster;

import java.io.IOException;

/** The server answered, and the answer is no. Stays within the watch layer. */
final class RefusedByServer extends IOException {

  private final transient ApiAnswer answer;

  RefusedByServer(ApiAnswer answer) {
    super(Refusals.sentence(answer));
    this.answer = answer;
  }

  ApiAnswer answer() {
    return answer;
  }
}
