package run.trellis.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceMapTests {

  private static final SourceMap SOURCE =
      SourceMap.ofObject(
          YamlDocument.readAll(
                  """
                  spec:
                    resources:
                      - id: a
                        other: {id: no}
                      - id: "\\U0001F600 ${x}"
                        template:
                          data:
                            one: ${first}
                            a.b/c: "${quoted}"
                            many: |
                              first

                              third ${here}
                  """)
              .getFirst()
              .tree());

  @ParameterizedTest
  @CsvSource({
    "spec.resources[1].template.data.one, 2, 1:3",
    "spec.resources[1].template.data.one, 8, 1:9",
    "'spec.resources[1].template.data[\"a.b/c\"]', 0, 1:1",
    "spec.resources[1].template.data.many, 4, 1:5",
    "spec.resources[1].template.data.many, 6, 2:1",
    "spec.resources[1].template.data.many, 7, 3:1",
    "spec.resources[1].template.data.many, 15, 3:9",
    "spec.resources[1].id, 5, 1:5",
  })
  void countsLinesAndCharactersOfTheField(String path, int offset, String position) {
    assertThat(SOURCE.positionInField(path, new Span(offset, 1)))
        .map(Position::toString)
        .hasValue(position);
  }

  @Test
  void knowsNoPlaceOfWhatIsNoPartOfAText() {
    String one = "spec.resources[1].template.data.one";
    assertThat(SOURCE.positionInField(one, Span.NONE)).isEmpty();
    assertThat(SOURCE.positionInField(one, Span.KEY)).isEmpty();
    assertThat(SOURCE.positionInField(one, new Span(99, 1))).isEmpty();
    assertThat(SOURCE.positionInField(one + "s", new Span(1, 1))).isEmpty();
    assertThat(SOURCE.positionInField("spec.resources[1].template", new Span(1, 1))).isEmpty();
    assertThat(SourceMap.NONE.positionInField(one, new Span(1, 1))).isEmpty();
    assertThat(SOURCE.rangeOf(one, new Span(1, 1))).as("in a file").isEmpty();
  }
}
