package run.trellis.expression.cel;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelOptions;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import run.trellis.expression.Scope;
import run.trellis.expression.SourceLimits;

/** The library's parser and type checker as this profile sets them up. */
final class CelSyntax {

  /** Levels of the tree; bounds the recursion of everything that walks it. */
  static final int DEEPEST_TREE = 200;

  private static final int MOST_NODES = 50_000;
  private static final int MOST_RECOVERIES = 10;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableReservedIds(true)
          .enableOptionalSyntax(true)
          .enableQuotedIdentifierSyntax(false)
          .maxExpressionCodePointSize(SourceLimits.LONGEST)
          .maxParseRecursionDepth(DEEPEST_TREE)
          .maxParseExpressionNodeCount(MOST_NODES)
          .maxParseErrorRecoveryLimit(MOST_RECOVERIES)
          .build();

  static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(OPTIONS)
          .addMacros(Macros.all())
          .build();

  private CelSyntax() {}

  /**
   * A type checker for one expression, which knows what the expression names and nothing else: to
   * tell it of everything takes longer than the check. A name that the scope lacks may be anything.
   */
  static CelChecker checker(Inspection inspection, Scope scope) {
    CelCheckerBuilder builder =
        CelCompilerFactory.standardCelCheckerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setTypeProvider(new ScopeTypes(scope, inspection.fields()))
            .addFunctionDeclarations(
                CelFunctions.STANDARD.declarations(inspection.functions().keySet()));
    for (String name : inspection.names().keySet()) {
      boolean isType = scope.find(name).isEmpty() && ScopeTypes.isNamed(name);
      if (!isType) {
        builder.addVarDeclarations(
            CelVarDecl.newVarDeclaration(
                name,
                scope
                    .find(name)
                    .map(meaning -> ScopeTypes.ofName(name, meaning.type()))
                    .orElse(SimpleType.DYN)));
      }
    }
    return builder.build();
  }
}
