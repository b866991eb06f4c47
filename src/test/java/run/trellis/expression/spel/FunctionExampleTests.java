package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.function.FunctionDoc;
import run.trellis.expression.function.StandardLibrary;

/** The reference page of functions promises only what comes true. */
class FunctionExampleTests {

  @ParameterizedTest
  @MethodSource
  void anExampleGivesTheResultItPromises(FunctionDoc doc) {
    assertThat(TestExpressions.outcome(doc.example()))
        .as(doc.example())
        .isEqualTo(TestExpressions.outcome(doc.result()))
        .doesNotStartWith("problem")
        .doesNotStartWith("failed");
  }

  static Stream<FunctionDoc> anExampleGivesTheResultItPromises() {
    return StandardLibrary.documentation().stream()
        .flatMap(section -> section.functions().stream());
  }
}
