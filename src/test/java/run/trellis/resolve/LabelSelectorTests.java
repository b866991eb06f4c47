package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.JsonTree;

class LabelSelectorTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                | ''
          {matchLabels: {b: 2, a: x}}                                       | a=x,b=2
          {matchExpressions: [{key: a, operator: In, values: [y, x]}]}      | a in (x,y)
          {matchExpressions: [{key: a, operator: NotIn, values: [x]}]}      | a notin (x)
          {matchExpressions: [{key: a, operator: Exists}]}                  | a
          {matchExpressions: [{key: a, operator: DoesNotExist}]}            | '!a'
          {matchLabels: {a: x}, matchExpressions: [{key: b, operator: Exists}]} | a=x,b
          """)
  void writesSelectors(String selector, String text) {
    assertThat(LabelSelector.text(tree(selector))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "app=x", "[]", "{app: x}", "{matchExpressions: [{key: a, operator: Is}]}"})
  void refusesWhatIsNone(String selector) {
    assertThatThrownBy(() -> LabelSelector.text(tree(selector)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static @org.jspecify.annotations.Nullable Object tree(String yaml) {
    return JsonTree.copyOf(new Yaml().load(yaml));
  }
}
