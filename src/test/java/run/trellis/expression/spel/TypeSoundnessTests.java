package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Scope;
import run.trellis.schema.SchemaType;

/**
 * What compiles runs: on objects that conform to their schemas, an expression has a value of the
 * type that was told, waits, or fails for what the values are and not for their types.
 */
class TypeSoundnessTests {

  private static final Budget.Limits SMALL = new Budget.Limits(20_000, 200_000, 1_000, 32);

  /** Failures for what values are: too large, zero, too short. */
  private static final Set<Code> OF_VALUES =
      Set.of(
          Code.OVERFLOW,
          Code.DIVISION_BY_ZERO,
          Code.INDEX_OUT_OF_BOUNDS,
          Code.NO_SUCH_FIELD,
          Code.INVALID_ARGUMENT,
          Code.BUDGET_EXCEEDED);

  private static int tried;
  private static int compiled;

  @Property(tries = 20_000)
  void whatCompilesRuns(@ForAll long seed) {
    Random random = new Random(seed);
    RandomTypes types = new RandomTypes(random);
    Map<String, SchemaType> names = new LinkedHashMap<>();
    names.put("schema", types.object(2));
    names.put("live", types.object(2));
    names.put("item", types.type(1));
    Scope scope =
        new Scope(
            Map.of(
                "schema", Scope.Name.given(of(names, "schema")),
                "live", Scope.Name.observed(of(names, "live")),
                "item", Scope.Name.given(of(names, "item"))));
    String source = new RandomExpressions(random, names).any();
    Compiled expression =
        TestExpressions.LANGUAGE.compile(TestExpressions.LANGUAGE.parse(source), scope);
    tried++;
    if (!expression.problems().isEmpty()) {
      return;
    }
    compiled++;
    for (int i = 0; i < 5; i++) {
      check(expression, bindings(names, types, random));
    }
  }

  private static SchemaType of(Map<String, SchemaType> names, String name) {
    return names.getOrDefault(name, SchemaType.UNKNOWN);
  }

  private static Bindings bindings(
      Map<String, SchemaType> names, RandomTypes types, Random random) {
    boolean unborn = random.nextInt(10) == 0;
    Bindings bindings = Bindings.EMPTY;
    for (Map.Entry<String, SchemaType> name : names.entrySet()) {
      if (!unborn || !name.getKey().equals("live")) {
        bindings = bindings.with(name.getKey(), types.valueOf(name.getValue()));
      }
    }
    return bindings;
  }

  private static void check(Compiled expression, Bindings bindings) {
    String what = expression.source() + " on " + bindings.values();
    switch (expression.evaluate(bindings, new Budget(SMALL))) {
      case Evaluated.Value(Object value) when value == null ->
          assertThat(expression.mayBeNull()).as("null of %s", what).isTrue();
      case Evaluated.Value(Object value) ->
          assertThat(RandomTypes.conforms(value, expression.resultType()))
              .as("%s, of %s: %s", value, what, expression.resultType())
              .isTrue();
      case Evaluated.Omitted _ ->
          assertThat(expression.mayBeOmitted()).as("omission of %s", what).isTrue();
      case Evaluated.Pending _ -> {}
      case Evaluated.Failed failed ->
          assertThat(failed.code()).as("%s: %s", what, failed).isIn(OF_VALUES);
    }
  }

  @AfterContainer
  static void manyExpressionsCompile() {
    assertThat(compiled).as("of %d expressions", tried).isGreaterThan(tried / 10);
  }
}
