package run.trellis.architecture.offenders.diagnose;

import java.net.Socket;

class OpensASocket {
  Socket open() {
    return new Socket();
  }
}
