package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.api.JsonTree;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;

/**
 * What is right is among the golden cases of {@link CrdGeneratorTests}; here is what is wrong, and
 * the corners.
 */
class SimpleSchemaTests {

  private static final Map<String, Object> TYPES =
      Map.of(
          "Port", "integer | minimum=1 maximum=65535",
          "Item", Map.of("id", "string | required=true", "note", "string", "parts", "[]string"),
          "Fixed", Map.of("name", "string | immutable=true"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        // types
        "int # UnknownType: `int` is not a type (did you mean `integer`?)",
        "number # (did you mean `float`?)",
        "bool # (did you mean `boolean`?)",
        "strnig # (did you mean `string`?)",
        "Prot # (did you mean `Port`?)",
        "[]itn # `itn` is not a type",
        "quantity # (types are string, integer, boolean, float, object and those of `types`)",
        "[] # `[]` does not say of what type its elements are (`[]string`)",
        "string[] # (write the brackets first: `[]string`)",
        "map[string] # does not say of what type its elements are",
        "map[integer]string # (keys are always text: write `map[string]…`)",
        "map<string,string> # (keys are always text: write `map[string]…`)",
        "string required=true # (put `|` between the type and its markers)",
        "^ | required=true^ # a type is missing (such as string or \"[]string\")",
        "${schema.spec.type} # is not a type",
        // markers
        "string | # there is nothing after `|` (leave out the `|`, or add a marker)",
        "string | required # the marker `required` has no value (write `required=…`, without spaces"
            + " around `=`)",
        "string | required = true # the marker `required` has no value",
        "string | required= true # the marker `required` has no value (write no spaces around `=`)",
        "string | =true # a value without a marker",
        "string | requierd=true # UnknownMarker: there is no marker `requierd` (did you mean"
            + " `required`?)",
        "string | nullable=true # markers are required, default",
        "string | required=yes # `required` must be true or false, not `yes`",
        "string | required=true, default=a # (separate markers by spaces, not by commas)",
        "string | required=true required=false # `required` is there twice",
        "string | description=\"open # the quote is not closed",
        "string | description=\"a\"b # text follows the closing quote (write a quote within a value"
            + " as `\\\"`)",
        "object | default={\"a\": 1 # a bracket is not closed",
        "string | default=} # the bracket `}` was never opened (put the value in double quotes)",
        // values
        "integer | default=a # `default` must be a whole number, not `a`",
        "integer | default=1.5 # `default` must be a whole number",
        "integer | default=99999999999999999999 # `default` must be a whole number",
        "float | default=much # `default` must be a number",
        "float | default=1e999 # `default` must be a number",
        "boolean | default=1 # `default` must be true or false",
        "boolean | default='true' # (use double quotes)",
        "[]string | default=a # `default` must be a JSON list",
        "[]string | default={} # `default` must be a JSON list",
        "[]string | default=[a] # (check the JSON: names and texts in double quotes, no comma at"
            + " the end)",
        "object | default=[] # `default` must be a JSON map",
        "object | default={\"a\":1e999} # `default` must be a JSON map",
        "object | default={\"a\":1,\"a\":2} # `default` must be a JSON map",
        "map[string]string | default={\"a\":1} # the default does not fit: at a: must be text, not"
            + " a number",
        "[]Port | default=[0] # the default does not fit: at [0]: `0` is less than minimum=1",
        "Port | default=0 # the default does not fit: `0` is less than minimum=1",
        "Item | default={\"id\":\"a\",\"nots\":1} # there is no field `nots`, did you mean `note`?",
        "Item | default={\"note\":\"a\"} # the required field `id` is missing",
        "string | default=c enum=\"a,b\" # `c` is not one of [a, b]",
        "string | default=abc maxLength=2 # length 3 is more than maxLength=2",
        "string | default=a1 pattern=\"^[a-z]+$\" # `a1` does not match ^[a-z]+$",
        "[]string | default=[\"a\",\"a\"] uniqueItems=true # an element is there twice",
        "[]string | default=[] minItems=1 # 0 elements is less than minItems=1",
        "string | enum=\"a,,b\" # `enum` has an empty value",
        "string | enum=\"a,a\" # `enum` has `a` twice",
        "integer | enum=\"1,b\" # `enum` has `b`, which is not a whole number",
        "string | enum=[] # `enum` has no values",
        "string | pattern=\"[a\" # is not a regular expression",
        "string | pattern=\"(?=a)\" # RE2 expressions, which have no look-around",
        "string | pattern=\"\" # `pattern` is empty",
        "string | minLength=-1 # `minLength` must be a whole number from 0",
        "string | minLength=3 maxLength=2 # `minLength=3` is more than `maxLength=2`",
        "integer | minimum=3 maximum=2 # `minimum=3` is more than `maximum=2`",
        "integer | minimum=x # `minimum` must be a number, not `x`",
        "string | validation=\" \" # `validation` is empty",
        "string | printColumn=\"\" # `printColumn` is empty",
        // markers on types that they do not fit
        "string | minimum=1 # `minimum` does not fit string (it is for integer, float)",
        "boolean | enum=\"true\" # `enum` does not fit boolean (it is for string, integer)",
        "[]string | pattern=a # give them a type of their own in `types`",
        "integer | minLength=1 # `minLength` does not fit integer (it is for string)",
        "object | minItems=1 # `minItems` does not fit object (it is for a list)",
        "Item | printColumn=\"A\" # `printColumn` does not fit a struct",
        // lists
        "[]string | listType=bag # there is no list type `bag`",
        "[]string | listType=maps # (did you mean `map`?)",
        "[]string | uniqueItems=true listType=atomic # the list cannot be both set and atomic",
        "[]Item | listType=map # a list of type map needs a key",
        "[]Item | listMapKey=id # `listMapKey` is for lists of type map (add listType=map)",
        "[]string | listType=map listMapKey=id # the elements of a list of type map must be"
            + " structs",
        "[]Item | listType=map listMapKey=di # the elements have no such field (did you mean"
            + " `id`?)",
        "[]Item | listType=map listMapKey=note # a key must always be there (make the field"
            + " required=true)",
        "[]Item | listType=map listMapKey=parts # a key must be a scalar, not a list",
        "[]Item | listType=map listMapKey=id listMapKey=id # a `listMapKey` is there twice",
        "[]Fixed # elements of this list cannot have `immutable` parts",
        "map[string][]Fixed | required=true # elements of this list cannot have `immutable` parts",
      })
  void tellsWhatIsWrongWithAField(String field, String expected) {
    List<Problem> problems = parse(field).problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().path()).isEqualTo("spec.schema.spec.field");
    Problem problem = problems.getFirst();
    assertThat(problem.code() + ": " + problem.message() + " (" + problem.hint() + ")")
        .contains(expected);
  }

  @Test
  void pointsAtThePartOfTheField() {
    assertThat(parse("string | required=true minimum=1 default=a").problems())
        .extracting(Problem::span)
        .containsExactly(new Span(23, 9));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "string | pattern=\"^\\d+\\\\.\" # pattern # ^\\d+\\.",
        "string | pattern=^(a|b)[ c]$ # pattern # ^(a|b)[ c]$",
        "string | default=\"\" # default # ~~",
        "string | default=\"a=b | c\" # default # a=b | c",
        "string | default=null # default # null",
        "string | required=true | default=x # default # x",
        "integer | default=\"5\" # default # 5",
        "float | default=2 # default # 2",
        "float | maximum=2.50 # maximum # 2.5",
        "string | enum=[\"a,b\",\"c\"] # enum # [a,b, c]",
        "string | enum=\" a , b \" # enum # [a, b]",
        "integer | immutable=false # x-kubernetes-validations # null",
        "string | description=\"Größe: 漢字 😀\" # description # Größe: 漢字 😀",
      })
  void readsValues(String field, String key, String expected) {
    SimpleSchema schema = parse(field);
    assertThat(schema.problems()).isEmpty();
    assertThat(String.valueOf(JsonTree.at(schema.openApi(), "properties", "field", key)))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '^',
      value = {
        "{type: array, items: {type: string}, default: []} # this is OpenAPI, not SimpleSchema"
            + " (write `[]string | default=…`)",
        "{type: object, additionalProperties: {type: number}} # write `map[string]float`",
        "{type: object, properties: {a: {type: string}}} # write `the properties as a nested map",
        "[string] # must be a type, not a list (write a list type as \"[]string\")",
        "5 # must be a type, not a number (write a default as `integer | default=5`)",
        "null # has no type",
      })
  void tellsWhatIsNoFieldAtAll(String yaml, String expected) {
    Object value =
        run.trellis.api.YamlDocument.readAll("field: " + yaml).getFirst().tree().get("field");
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("field", value);
    assertThat(SimpleSchema.parse(Map.of(), spec).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains(expected));
  }

  @Test
  void aStructMayHaveFieldsThatAreCalledLikeKeywords() {
    Map<String, Object> struct = Map.of("type", "string", "default", "string", "items", "integer");
    assertThat(SimpleSchema.parse(Map.of(), Map.of("field", struct)).problems()).isEmpty();
  }

  @Test
  void printsTheCycleOfTypes() {
    var types = Map.of("A", "[]B", "B", Map.of("c", "map[string]C"), "C", "A | required=true");
    assertThat(SimpleSchema.parse(new java.util.TreeMap<>(types), Map.of("x", "A")).problems())
        .extracting(Problem::toString)
        .containsExactly(
            "spec.schema.types.A: the type contains itself: A -> B -> C -> A (use `object` in one"
                + " of them)");
  }

  @Test
  void tellsAProblemOfATypeOnce() {
    assertThat(
            SimpleSchema.parse(Map.of("A", "int"), Map.of("x", "A", "y", "[]A | required=true"))
                .problems())
        .extracting(Problem::path)
        .containsExactly("spec.schema.types.A");
  }

  @Test
  void typesCannotTakeTheNamesOfOthers() {
    assertThat(SimpleSchema.parse(Map.of("object", "string"), Map.of()).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.RESERVED_NAME);
    assertThat(SimpleSchema.parse(Map.of("a b", "string"), Map.of()).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.INVALID_VALUE);
  }

  @Test
  void nestingIsLimited() {
    assertThat(parse("[]".repeat(16) + "string").problems()).isNotEmpty();
    assertThat(parse("[]".repeat(15) + "string").problems()).isEmpty();
    assertThat(parse("[]".repeat(100_000) + "string").problems()).isNotEmpty();
    Object deep = "string";
    for (int i = 0; i < 40; i++) {
      deep = Map.of("a", deep);
    }
    assertThat(SimpleSchema.parse(Map.of(), Map.of("a", deep)).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.LIMIT_EXCEEDED);
  }

  @Test
  void growthByDoublingIsLimited() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put("T0", Map.of("a", "string", "b", "string"));
    for (int i = 1; i < 15; i++) {
      types.put("T" + i, Map.of("a", "T" + (i - 1), "b", "T" + (i - 1)));
    }
    assertThat(SimpleSchema.parse(types, Map.of("x", "T14")).problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.LIMIT_EXCEEDED);
  }

  @Test
  void chainsOfAliasesAreLimited() {
    Map<String, Object> types = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      types.put("T" + i, "T" + (i + 1));
    }
    types.put("T20000", "string");
    assertThat(SimpleSchema.parse(types, Map.of()).problems())
        .extracting(Problem::code)
        .contains(ProblemCode.LIMIT_EXCEEDED);
  }

  @Test
  void theRestIsCheckedBesideAProblem() {
    SimpleSchema schema =
        SimpleSchema.parse(Map.of(), Map.of("bad", "int", "good", "integer | default=1"));
    assertThat(schema.problems()).hasSize(1);
    var type = (SchemaType.ObjectOf) schema.type();
    assertThat(type.field("bad")).hasValue(new SchemaType.Field(SchemaType.UNKNOWN, false));
    assertThat(type.field("good")).hasValue(new SchemaType.Field(SchemaType.INTEGER, true));
  }

  @Test
  void requiredFieldsAreSorted() {
    Map<String, Object> spec = new LinkedHashMap<>();
    for (String name : List.of("c", "a", "b")) {
      spec.put(name, "string | required=true");
    }
    assertThat(JsonTree.listAt(SimpleSchema.parse(Map.of(), spec).openApi(), "required"))
        .isEqualTo(new ArrayList<>(List.of("a", "b", "c")));
  }

  private static SimpleSchema parse(String field) {
    return SimpleSchema.parse(TYPES, Map.of("field", field));
  }
}
