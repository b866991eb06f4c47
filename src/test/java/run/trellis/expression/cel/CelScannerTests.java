package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.expression.ExpressionText;
import run.trellis.expression.ExpressionText.Embedded;
import run.trellis.expression.ExpressionText.Standalone;

/** Where an expression ends. */
class CelScannerTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "{'a': {'b': 1}}",
        "'}'",
        "\"}\"",
        "'\\'}'",
        "\"\\\"}\"",
        "'''}'}'''",
        "\"\"\"}\"}\"\"\"",
        "r'\\' + '}'",
        "R\"\\\" + '}'",
        "b'}'",
        "br'\\' + '}'",
        "'''\\'''}'''",
        "'a' + '}' + \"{\"",
        "\"${X}\"",
        "a // it's\n+ 1",
        "'' + '}'",
      })
  void respectsStringsAndBraces(String source) {
    assertThat(ExpressionText.split("${" + source + "}", TestCel.LANGUAGE))
        .isEqualTo(new Standalone(new Embedded(source, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${a", "${'}", "${\"}", "${'''}'", "${{}", "${'\\'}"})
  void tellsWhatHasNoEnd(String text) {
    assertThat(ExpressionText.split(text, TestCel.LANGUAGE))
        .isInstanceOf(ExpressionText.Malformed.class);
  }

  @Test
  void aLiteralOpeningIsAnExpression() {
    assertThat(TestCel.outcome("\"${X}\"")).isEqualTo("'${X}'");
  }
}
