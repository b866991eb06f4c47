package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import run.trellis.schema.SchemaType;

class StandardLibraryTests {

  private final FunctionLibrary library = StandardLibrary.create();

  @Test
  void hasEveryFunctionThatTheApiPromises() {
    assertThat(library.methodNames())
        .contains(
            "length startsWith endsWith contains indexOf lastIndexOf substring trim toLowerCase toUpperCase replace split matches find findAll format"
                .split(" "))
        .contains(
            "size isEmpty contains indexOf first last slice reverse sort sortBy distinct flatten join sum min max"
                .split(" "))
        .contains("size isEmpty containsKey keys values entries merge deepMerge without".split(" "))
        .contains("compare add sub bytes milli".split(" "));
    assertThat(library.functionNames())
        .contains(
            "range string int double bool base64.encode base64.decode json.parse json.stringify yaml.stringify url.encode hash.sha256 hash.md5 hash.fnv64a quantity semver ip cidr url dns.label random.seededString random.seededInt omit"
                .split(" "));
  }

  @Test
  void tellsTheTypeOfAResultAsExactlyAsItsArgumentsAllow() {
    SchemaType texts = SchemaType.listOf(SchemaType.STRING);
    assertThat(methodType("first", texts)).contains(SchemaType.STRING);
    assertThat(methodType("reverse", texts)).contains(texts);
    assertThat(methodType("values", SchemaType.mapOf(SchemaType.INTEGER)))
        .contains(SchemaType.listOf(SchemaType.INTEGER));
    assertThat(methodType("size", SchemaType.UNKNOWN)).contains(SchemaType.INTEGER);
    assertThat(methodType("flatten", SchemaType.listOf(texts))).contains(texts);
    assertThat(methodType("flatten", texts)).contains(texts);
    assertThat(methodType("sum", SchemaType.listOf(SchemaType.INTEGER)))
        .contains(SchemaType.INTEGER);
    assertThat(functionType("int", SchemaType.INT_OR_STRING)).contains(SchemaType.INTEGER);
  }

  @Test
  void tellsTheFieldsOfWhatIsMadeOfMaps() {
    SchemaType one = object("a", SchemaType.STRING, "b", SchemaType.INTEGER);
    SchemaType other = object("b", SchemaType.STRING);
    assertThat(methodType("merge", one, other))
        .contains(object("a", SchemaType.STRING, "b", SchemaType.STRING));
    assertThat(methodType("merge", one, SchemaType.mapOf(SchemaType.STRING)))
        .contains(SchemaType.mapOf(SchemaType.INT_OR_STRING));
    assertThat(methodType("deepMerge", object("c", one), object("c", other)))
        .contains(object("c", SchemaType.mapOf(SchemaType.UNKNOWN)));
    assertThat(methodType("without", other, SchemaType.STRING))
        .contains(
            new SchemaType.ObjectOf(
                Map.of("b", new SchemaType.Field(SchemaType.STRING, false)), false));
    assertThat(methodType("values", one)).contains(SchemaType.listOf(SchemaType.INT_OR_STRING));
    assertThat(methodType("entries", SchemaType.mapOf(SchemaType.INTEGER)))
        .contains(SchemaType.listOf(object("key", SchemaType.STRING, "value", SchemaType.INTEGER)));
  }

  private static SchemaType object(Object... namesAndTypes) {
    Map<String, SchemaType.Field> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      SchemaType type = (SchemaType) namesAndTypes[i + 1];
      fields.put((String) namesAndTypes[i], new SchemaType.Field(type, true));
    }
    return new SchemaType.ObjectOf(fields, false);
  }

  @Test
  void refusesArgumentsThatCannotFit() {
    assertThat(methodType("length", SchemaType.INTEGER)).isEmpty();
    assertThat(methodType("contains", SchemaType.STRING, SchemaType.INTEGER)).isEmpty();
    assertThat(methodType("substring", SchemaType.STRING)).isEmpty();
    assertThat(methodType("length", SchemaType.INT_OR_STRING)).isEmpty();
    assertThat(methodType("sum", SchemaType.listOf(SchemaType.STRING))).isEmpty();
    assertThat(methodType("sort", SchemaType.listOf(SchemaType.INT_OR_STRING))).isEmpty();
    assertThat(methodType("join", SchemaType.listOf(SchemaType.listOf(SchemaType.STRING))))
        .isEmpty();
    assertThat(methodType("sortBy", SchemaType.listOf(SchemaType.STRING), SchemaType.STRING))
        .isEmpty();
    assertThat(methodType("add", SchemaType.STRING, SchemaType.STRING)).isEmpty();
    assertThat(methodType("add", SchemaType.UNKNOWN, SchemaType.BOOLEAN)).isEmpty();
    assertThat(functionType("quantity", SchemaType.BOOLEAN)).isEmpty();
    assertThat(functionType("quantity", SchemaType.INT_OR_STRING)).contains(SchemaType.UNKNOWN);
  }

  @Test
  void listsOneOverloadForEachNumberOfArguments() {
    LibraryFunction substring = library.method("substring").orElseThrow();
    assertThat(substring.overloads())
        .extracting(overload -> overload.parameters().size())
        .containsExactly(2, 3);
    assertThat(substring.signatures())
        .containsExactly("string.substring(from: integer, to?: integer): string");
    assertThat(library.function("format").orElseThrow().overloads())
        .singleElement()
        .satisfies(
            overload -> {
              assertThat(overload.takes(1)).isTrue();
              assertThat(overload.takes(9)).isTrue();
              assertThat(overload.takes(0)).isFalse();
            });
  }

  private Optional<SchemaType> methodType(String name, SchemaType... types) {
    return library.method(name).orElseThrow().resultType(List.of(types));
  }

  private Optional<SchemaType> functionType(String name, SchemaType... types) {
    return library.function(name).orElseThrow().resultType(List.of(types));
  }
}
