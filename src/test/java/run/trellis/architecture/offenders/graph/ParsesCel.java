package run.trellis.architecture.offenders.graph;

import dev.cel.parser.CelParser;

class ParsesCel {
  boolean parses(CelParser parser) {
    return !parser.parse("1").hasError();
  }
}
