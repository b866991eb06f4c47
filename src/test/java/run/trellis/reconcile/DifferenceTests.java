package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.JsonTree;

class DifferenceTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}                  | {a: 1, b: 2}
          {a: null}               | {b: 2}
          {}                      | {b: 2}
          [1, {a: 1}]             | [1, {a: 1, b: 2}]
          {x: {a: 1}}             | [{id: w}, {id: x, a: 1}]
          {x: null}               | [{name: y}]
          {x: {status: "True"}}   | [{type: x, status: "True"}]
          {a: ~ell}               | {a: hello}
          {a: "*"}                | {a: {}}
          {a: "^h.*o$"}           | {a: hello}
          """)
  void matches(String expected, String actual) {
    assertThat(Difference.between(tree(expected), tree(actual))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a: 1}                  | {a: 2}                 | a: wanted 1, found 2
          {a: null}               | {a: 2}                 | a: wanted null, found 2
          {a: {b: 1}}             | {a: 2}                 | a: wanted {b=1}, found 2
          {a: 1}                  | {}                     | a: wanted 1, found null
          {a: "1"}                | {a: 1}                 | a: wanted 1, found 1
          [1]                     | [1, 2]                 | : wanted [1], found [1, 2]
          [{a: 1}]                | [{a: 2}]               | '[0].a: wanted 1, found 2'
          {x: {a: 1}}             | [{id: x, a: 2}]        | '[x].a: wanted 1, found 2'
          {x: {a: 1}}             | [{id: y, a: 1}]        | '[x]: wanted {a=1}, found null'
          {a: ~all}               | {a: hello}             | a: wanted ~all, found hello
          {a: "*"}                | {b: 1}                 | a: wanted *, found null
          {a: "^e"}               | {a: hello}             | a: wanted ^e, found hello
          """)
  void differs(String expected, String actual, String difference) {
    assertThat(Difference.between(tree(expected), tree(actual))).containsExactly(difference);
  }

  private static Object tree(String yaml) {
    return java.util.Objects.requireNonNull(JsonTree.copyOf(new Yaml().load(yaml)));
  }
}
