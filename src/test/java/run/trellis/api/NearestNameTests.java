package run.trellis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTests {

  private static final List<String> FIELDS =
      List.of(
          "template",
          "externalRef",
          "forEach",
          "includeWhen",
          "readyWhen",
          "id",
          "int",
          "db",
          "replicas");

  @ParameterizedTest(name = "{0} is probably {1}")
  @CsvSource({
    "templat, template",
    "tempalte, template",
    "Template, template",
    "foreach, forEach",
    "dbb, db",
    "ids, id",
    "replcias, replicas",
  })
  void findsWhatWasMeant(String wrong, String meant) {
    assertThat(NearestName.nearest(wrong, FIELDS)).hasValue(meant);
  }

  @Test
  void offersNothingForUnrelatedNames() {
    assertThat(NearestName.nearest("spec", FIELDS)).isEmpty();
    assertThat(NearestName.nearest("x", List.of("a", "b"))).isEmpty();
    assertThat(NearestName.nearest("", FIELDS)).isEmpty();
    assertThat(NearestName.nearest("a".repeat(10_000), FIELDS)).isEmpty();
    assertThat(NearestName.hint("spec", FIELDS)).isEmpty();
  }

  @Test
  void takesTheFirstInTheAlphabetOfSeveralThatAreEquallyNear() {
    assertThat(NearestName.nearest("node", List.of("nodf", "nodb", "nodc"))).hasValue("nodb");
    assertThat(NearestName.hint("node", List.of("nodf", "nodb"))).isEqualTo("did you mean `nodb`?");
  }
}
