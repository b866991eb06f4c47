package run.trellis.expression.spel;

import run.trellis.expression.ReferenceCases;

class ReferenceTests extends ReferenceCases {

  ReferenceTests() {
    super(TestExpressions.LANGUAGE, "spel-references.txt");
  }
}
