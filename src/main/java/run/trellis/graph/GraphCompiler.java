package run.trellis.graph;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.NearestName;
import run.trellis.api.ProblemCode;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.schema.SchemaCatalog;

/**
 * Compiles definitions. The one compiler of controller, command line and admission: what it accepts
 * runs, and what it rejects comes with everything that is wrong, in the order of the text.
 * Immutable and safe for use by many threads.
 */
public final class GraphCompiler {

  private final Map<String, ExpressionLanguage> languages;

  /** A compiler for definitions in the given languages. */
  public GraphCompiler(List<ExpressionLanguage> languages) {
    this.languages =
        languages.stream()
            .collect(Collectors.toUnmodifiableMap(ExpressionLanguage::name, Function.identity()));
  }

  /**
   * Compiles a definition against the kinds that the catalog knows. Never throws for anything a
   * definition says.
   */
  public Compilation compile(GraphDefinition definition, SchemaCatalog catalog) {
    Findings findings = new Findings();
    ExpressionLanguage language = languages.get(definition.language());
    if (language == null) {
      findings.add(
          "spec.language",
          ProblemCode.INVALID_VALUE,
          "there is no expression language `" + definition.language() + "` here",
          NearestName.hint(definition.language(), languages.keySet()));
      return new Compilation.Rejected(findings.located(definition.source()));
    }
    return new GraphAssembly(definition, catalog, language, findings).compile();
  }
}
