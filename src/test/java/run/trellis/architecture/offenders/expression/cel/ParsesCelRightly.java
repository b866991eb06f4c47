package run.trellis.architecture.offenders.expression.cel;

import dev.cel.parser.CelParser;

class ParsesCelRightly {
  boolean parses(CelParser parser) {
    return !parser.parse("1").hasError();
  }
}
