package run.trellis.expression.cel;

import run.trellis.expression.ReferenceCases;

class CelReferenceTests extends ReferenceCases {

  CelReferenceTests() {
    super(TestCel.LANGUAGE, "cel-references.txt");
  }
}
