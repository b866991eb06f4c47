package run.trellis.expression.cel;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import run.trellis.expression.function.FunctionPage;

/** Keeps {@code docs/functions-cel.md} what the definitions of the functions say. */
class CelFunctionReferenceTests {

  private static final String HEAD =
      """
      # Functions of CEL

      What expressions can call where a graph says `language: CEL`, and in every definition of
      [kro](kro.md). Those of SpEL have [a page of their own](functions.md).

      <!-- Made from the definitions in run.trellis.expression.cel: change those, run
           CelFunctionReferenceTests, and copy target/functions-cel.md here. -->

      It is the [Common Expression Language](https://cel.dev) with the libraries that Kubernetes and
      kro give it. A name after a dot is a method: `'shop'.size()`. There is no clock, no environment
      and no I/O: the same arguments always give the same result.

      Beside functions there are

      * operators: `+ - * / %`, `== != < <= > >=`, `&& || !`, `in`, `a ? b : c`, `a.b`, `a['b']`;
      * optional values: `a.?b`, `a[?'b']`, `[?a]`, `{?'k': a}`. Where one has no value, a field is left
        out and a condition is false;
      * macros: `has(a.b)`; `all`, `exists`, `exists_one`, `map`, `filter` with one variable;
        `all`, `exists`, `existsOne`, `transformList`, `transformMap`, `transformMapEntry` with two;
        `sortBy`, `optMap`, `optFlatMap`, `cel.bind(name, value, result)`;
      * `runtime.newCondition` and `runtime.condition`, among the conditions of a status only.

      What would take too long or grow too large ends in the failure `BudgetExceeded`, before it is
      made. Regular expressions run in linear time.
      """;

  @Test
  void thePageSaysWhatTheDefinitionsSay() throws IOException {
    new FunctionPage("functions-cel.md").assertSays(HEAD, CelFunctions.documentation());
  }

  @Test
  void everyDefinitionIsExplainedWithAnExample() {
    FunctionPage.assertExplained(
        CelFunctions.documentation().values().stream().flatMap(List::stream).toList());
  }
}
