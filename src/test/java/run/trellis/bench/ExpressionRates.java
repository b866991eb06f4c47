package run.trellis.bench;

import java.util.List;
import java.util.Map;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.Scope;
import run.trellis.expression.cel.CelLanguage;
import run.trellis.expression.function.StandardLibrary;
import run.trellis.expression.spel.SpelLanguage;
import run.trellis.schema.SchemaType;

/**
 * How many evaluations and compilations a second one thread does of what templates are made of, in
 * each language. Run its {@code main} with the class path of the tests.
 */
public final class ExpressionRates {

  private static final long NANOS = 1_500_000_000L;

  private static final Scope SCOPE =
      new Scope(
          Map.of(
              "schema", Scope.Name.given(SchemaType.UNKNOWN),
              "deployment", Scope.Name.observed(SchemaType.UNKNOWN)));

  private static final Bindings BINDINGS =
      new Bindings(
          Map.of(
              "schema",
                  Map.of(
                      "metadata", Map.of("name", "shop"),
                      "spec", Map.of("replicas", 3L, "regions", List.of("eu", "us", "asia"))),
              "deployment",
                  Map.of("status", Map.of("availableReplicas", 3L, "conditions", conditions()))));

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("a path", "schema.metadata.name", "schema.metadata.name"),
          new Pair(
              "a condition",
              "deployment.status.availableReplicas >= schema.spec.replicas",
              "deployment.status.availableReplicas >= schema.spec.replicas"),
          new Pair(
              "an alternative",
              "deployment?.status?.address ?: 'none'",
              "deployment.?status.?address.orValue('none')"),
          new Pair(
              "text of a list",
              "schema.spec.regions.![#this + '.example.com'].join(',')",
              "schema.spec.regions.map(r, r + '.example.com').join(',')"),
          new Pair(
              "a search of 10",
              "deployment.status.conditions.^[type == 'C9'].status == 'True'",
              "deployment.status.conditions.exists(c, c.type == 'C9' && c.status == 'True')"));

  private ExpressionRates() {}

  private record Pair(String name, String spel, String cel) {}

  private static List<Map<String, String>> conditions() {
    return java.util.stream.IntStream.range(0, 10)
        .mapToObj(i -> Map.of("type", "C" + i, "status", "True"))
        .toList();
  }

  /** Prints a table in Markdown. */
  public static void main(String[] arguments) {
    ExpressionLanguage spel = new SpelLanguage(StandardLibrary.create());
    ExpressionLanguage cel = new CelLanguage();
    System.out.println("| expression | SpEL | CEL | compiled, SpEL | compiled, CEL |");
    System.out.println("|---|---|---|---|---|");
    for (Pair pair : PAIRS) {
      System.out.printf(
          java.util.Locale.ROOT,
          "| %s | %,d | %,d | %,d | %,d |%n",
          pair.name(),
          evaluations(spel, pair.spel()),
          evaluations(cel, pair.cel()),
          compilations(spel, pair.spel()),
          compilations(cel, pair.cel()));
    }
  }

  private static Compiled compile(ExpressionLanguage language, String source) {
    return language.compile(language.parse(source), SCOPE);
  }

  private static long evaluations(ExpressionLanguage language, String source) {
    Compiled compiled = compile(language, source);
    Evaluated first = compiled.evaluate(BINDINGS, Budget.standard());
    if (!(first instanceof Evaluated.Value)) {
      throw new IllegalStateException(source + " comes to " + first);
    }
    return rate(() -> compiled.evaluate(BINDINGS, Budget.standard()));
  }

  private static long compilations(ExpressionLanguage language, String source) {
    return rate(() -> compile(language, source));
  }

  /** In each of two rounds, of which the first is to warm up. */
  private static long rate(Runnable work) {
    count(work);
    return count(work) * 1_000_000_000L / NANOS;
  }

  private static long count(Runnable work) {
    long end = System.nanoTime() + NANOS;
    long count = 0;
    while (System.nanoTime() < end) {
      work.run();
      count++;
    }
    return count;
  }
}
