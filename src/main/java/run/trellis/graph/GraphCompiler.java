package run.trellis.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.NearestName;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.definition.Reading;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.cel.CelLanguage;
import run.trellis.expression.function.StandardLibrary;
import run.trellis.expression.spel.SpelLanguage;
import run.trellis.schema.SchemaCatalog;

/**
 * Compiles definitions. The one compiler of controller, command line and admission: what it accepts
 * runs, and what it rejects comes with everything that is wrong, in the order of the text.
 * Immutable and safe for use by many threads.
 */
public final class GraphCompiler {

  /** Most dimensions of one collection, unless a setting says otherwise. */
  public static final int DEFAULT_MAX_DIMENSIONS = 10;

  private final Map<String, ExpressionLanguage> languages;
  private final int maxDimensions;

  /** The compiler that everything is compiled with, for definitions in all languages there are. */
  public static GraphCompiler ofAllLanguages() {
    return ofAllLanguages(DEFAULT_MAX_DIMENSIONS);
  }

  /**
   * The same with a limit of its own.
   *
   * @param maxDimensions most dimensions of one collection
   */
  public static GraphCompiler ofAllLanguages(int maxDimensions) {
    return new GraphCompiler(
        List.of(new SpelLanguage(StandardLibrary.create()), new CelLanguage()), maxDimensions);
  }

  /** A compiler for definitions in the given languages. */
  GraphCompiler(List<ExpressionLanguage> languages, int maxDimensions) {
    this.maxDimensions = maxDimensions;
    this.languages =
        languages.stream()
            .collect(Collectors.toUnmodifiableMap(ExpressionLanguage::name, Function.identity()));
  }

  /**
   * Compiles what was read. What is wrong with the layout and with the content comes together, as
   * far as the content can be told in spite of the layout.
   */
  public Compilation compile(Reading reading, SchemaCatalog catalog) {
    Optional<Compilation> content =
        reading.definition().map(definition -> compile(definition, catalog));
    List<Problem> problems = new ArrayList<>(reading.problems());
    if (content.orElse(null) instanceof Compilation.Rejected(List<Problem> found)) {
      problems.addAll(found);
    }
    return problems.isEmpty()
        ? content.orElseThrow(() -> new IllegalArgumentException("neither definition nor problem"))
        : new Compilation.Rejected(problems);
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
    return new GraphAssembly(definition, catalog, language, maxDimensions, findings).compile();
  }
}
