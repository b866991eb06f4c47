package run.trellis.expression.function;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/functions.md} what the definitions of the functions say. */
class FunctionReferenceTests {

  private static final String HEAD =
      """
      # Functions

      These are the functions of SpEL, the language of a graph that names none. Those of CEL have
      [a page of their own](functions-cel.md).

      <!-- Made from the definitions in run.trellis.expression.function: change those, run FunctionReferenceTests, and
           copy target/functions.md here. -->

      What expressions can call. A name after a dot is a method: `'shop'.length()`. Arguments with `?` may be left out, \
      those with `...` given any number of times. There is no clock, no environment and no I/O: the same arguments \
      always give the same result.

      * Places and lengths of text count Unicode code points; places start at 0. Text is ordered by code point.
      * Numbers are equal by value (`1 == 1.0`), lists and maps by content.
      * What would take too long or grow too large ends in the failure `BudgetExceeded`, before it is made.
      * `quantity`, `semver`, `ip`, `cidr` and `url` are values with methods of their own; where one is an argument, \
      text will do. In a field of an object they become their canonical text.
      """;

  @Test
  void thePageSaysWhatTheDefinitionsSay() throws IOException {
    Map<String, List<FunctionDoc>> sections = new LinkedHashMap<>();
    StandardLibrary.documentation()
        .forEach(section -> sections.put(section.title(), section.functions()));
    new FunctionPage("functions.md").assertSays(HEAD, sections);
  }

  @Test
  void everyDefinitionIsExplainedWithAnExample() {
    FunctionPage.assertExplained(
        StandardLibrary.documentation().stream()
            .flatMap(section -> section.functions().stream())
            .toList());
  }
}
