package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.CaseFile;

class SpelLanguageTests {

  static List<CaseFile.Case> cases() {
    return CaseFile.read("spel-cases.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void evaluates(CaseFile.Case example) {
    assertThat(TestExpressions.outcome(example.expression())).isEqualTo(example.expected());
  }
}
