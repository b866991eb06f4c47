package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Scope;
import run.trellis.expression.TestNames;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;

/** The language, the scope of all languages, and in it live state with formats. */
final class TestCel {

  static final CelLanguage LANGUAGE = new CelLanguage();

  static final Scope SCOPE =
      TestNames.SCOPE
          .with("job", Scope.Name.observed(job()))
          .with("vault", Scope.Name.observed(secret()).asSensitive())
          .with("runtime", Scope.Name.given(SchemaType.UNKNOWN));

  static final Bindings BINDINGS =
      TestNames.BINDINGS
          .with(
              "job",
              Map.of(
                  "metadata", Map.of("name", "backup"),
                  "spec", Map.of("timeout", "1h30m", "foo-bar", 5L),
                  "status",
                      Map.of(
                          "start",
                          "2026-01-31T13:00:00Z",
                          "times",
                          List.of("2026-01-31T13:00:00Z", "2026-02-01T13:00:00Z"),
                          "ratio",
                          1L)))
          .with("vault", Map.of("data", Map.of("password", "aHVudGVyMg==")));

  private TestCel() {}

  private static SchemaType job() {
    SchemaType time = text(Format.DATE_TIME);
    return TestNames.object(
        Map.of(
            "metadata", TestNames.object(Map.of("name", SchemaType.STRING), Map.of()),
            "spec",
                TestNames.object(
                    Map.of("timeout", text(Format.DURATION), "foo-bar", SchemaType.INTEGER),
                    Map.of())),
        Map.of(
            "status",
            TestNames.object(
                Map.of(),
                Map.of(
                    "start",
                    time,
                    "end",
                    time,
                    "times",
                    SchemaType.listOf(time),
                    "ratio",
                    SchemaType.NUMBER,
                    "port",
                    SchemaType.INT_OR_STRING))));
  }

  private static SchemaType secret() {
    return TestNames.object(Map.of("data", SchemaType.mapOf(text(Format.BYTE))), Map.of());
  }

  private static SchemaType text(Format format) {
    return new SchemaType.Scalar(Kind.STRING, format, List.of());
  }

  static Compiled compile(String source) {
    return LANGUAGE.compile(LANGUAGE.parse(source), SCOPE);
  }

  static List<ExpressionProblem> problems(String source) {
    return compile(source).problems();
  }

  static Evaluated evaluate(String source) {
    return evaluate(source, BINDINGS);
  }

  static Evaluated evaluate(String source, Bindings bindings) {
    return compile(source).evaluate(bindings, Budget.standard());
  }

  /** The outcome as tables write it. */
  static String outcome(String source) {
    List<ExpressionProblem> problems = problems(source);
    return problems.isEmpty()
        ? TestNames.text(evaluate(source))
        : "problem " + problems.getFirst().code() + ": " + problems.getFirst().message();
  }
}
