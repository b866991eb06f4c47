package run.trellis.expression.cel;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Compiled;
import run.trellis.expression.ConditionTypes;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Parsed;
import run.trellis.expression.Reference;
import run.trellis.expression.Scope;
import run.trellis.schema.SchemaType;

/**
 * The <a href="https://cel.dev">Common Expression Language</a> with the libraries that Kubernetes
 * and kro give it, and these particulars:
 *
 * <ul>
 *   <li>Values are typed as the schemas of their names say: text with the format {@code byte} is
 *       bytes, {@code date-time} a timestamp, {@code duration} a duration.
 *   <li>What live state lacks is pending and not an error, also where it is read through variables
 *       of macros, filtered lists and the like. {@code .?} and {@code [?]} make absence a value.
 *   <li>An optional value leaves as what it holds, or as null; a condition that has none is false.
 *   <li>Maps are gone through in the order of their keys.
 * </ul>
 */
public final class CelLanguage implements ExpressionLanguage {

  @Override
  public String name() {
    return "CEL";
  }

  @Override
  public OptionalInt findEnd(String text, int start) {
    return CelScanner.findEnd(text, start);
  }

  @Override
  public Parsed parse(String source) {
    return read(source);
  }

  private static CelParsed read(String source) {
    CelReader.Reading reading = CelReader.read(source);
    List<Reference> references =
        reading.content() == null ? List.of() : reading.content().references(source);
    return new CelParsed(source, reading.content(), references, reading.problems());
  }

  @Override
  public Compiled compile(Parsed parsed, Scope scope) {
    CelParsed own = parsed instanceof CelParsed cel ? cel : read(parsed.source());
    CelReader.Content content = own.content();
    return content == null
        ? CelCompiled.refused(own.source(), own.problems())
        : TypeCheck.compile(own.source(), content, own.references(), scope);
  }

  @Override
  public String display(SchemaType type) {
    return ScopeTypes.display(type);
  }

  /**
   * An expression that was read.
   *
   * @param content null if there are problems
   */
  private record CelParsed(
      String source,
      CelReader.@Nullable Content content,
      List<Reference> references,
      List<ExpressionProblem> problems)
      implements Parsed {

    @Override
    public ConditionTypes conditionTypes() {
      return content == null ? ConditionTypes.NONE : WrittenConditions.of(content.tree().getExpr());
    }
  }
}
