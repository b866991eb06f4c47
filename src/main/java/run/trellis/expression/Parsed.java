package run.trellis.expression;

import java.util.List;

/** An expression whose syntax was read; made and understood by one language only. */
public interface Parsed {

  String source();

  /** Names it reads, each occurrence with its place, in the order of the source. */
  List<Reference> references();

  /** Which status conditions it gives. */
  default ConditionTypes conditionTypes() {
    return ConditionTypes.ANY;
  }

  /** What is wrong; if anything is, it cannot be compiled. */
  List<ExpressionProblem> problems();
}
