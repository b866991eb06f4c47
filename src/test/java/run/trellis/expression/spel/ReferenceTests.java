package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Parsed;
import run.trellis.expression.Reference;

/** What expressions say that they read. */
class ReferenceTests {

  static List<CaseFile.Case> cases() {
    return CaseFile.read("spel-references.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void finds(CaseFile.Case example) {
    Parsed parsed = TestExpressions.LANGUAGE.parse(example.expression());
    assertThat(parsed.problems()).isEmpty();
    String found =
        parsed.references().stream().map(ReferenceTests::text).collect(Collectors.joining(" "));
    assertThat(found.isEmpty() ? "nothing" : found).isEqualTo(example.expected());
    assertThat(parsed.references())
        .allSatisfy(
            reference -> {
              int offset = reference.span().offset();
              assertThat(example.expression().substring(offset, offset + reference.span().length()))
                  .isEqualTo(reference.head());
            });
  }

  private static String text(Reference reference) {
    return reference.head()
        + (reference.nullSafe() ? "?" : "")
        + (reference.local() ? "~" : "")
        + reference.path();
  }
}
