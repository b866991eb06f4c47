package run.trellis.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What expressions of a language say that they read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReferenceCases {

  private final ExpressionLanguage language;
  private final String file;

  protected ReferenceCases(ExpressionLanguage language, String file) {
    this.language = language;
    this.file = file;
  }

  List<CaseFile.Case> cases() {
    return CaseFile.read(file);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void finds(CaseFile.Case example) {
    Parsed parsed = language.parse(example.expression());
    assertThat(parsed.problems()).isEmpty();
    String found =
        parsed.references().stream().map(ReferenceCases::text).collect(Collectors.joining(" "));
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
