package run.trellis.expression.spel;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Compiled;
import run.trellis.expression.ExpressionLanguage;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Parsed;
import run.trellis.expression.Reference;
import run.trellis.expression.Scope;
import run.trellis.expression.function.FunctionLibrary;
import run.trellis.expression.spel.Planner.Surroundings;
import run.trellis.schema.SchemaType;

/**
 * The SpEL profile. Differs from Spring's SpEL where that would reach Java, or surprise in a
 * template:
 *
 * <ul>
 *   <li>A property is a key of a map, never a getter. An index is an expression: {@code
 *       zones[region]} reads the key that {@code region} holds, {@code zones['region']} the key
 *       {@code region}.
 *   <li>Within {@code .![ ]} and {@code .?[ ]} a bare name that the scope knows means that, any
 *       other the element's own field. {@code #this.name} is always the element's.
 *   <li>{@code ?.} gives null if what stands on its left is null or missing, or lacks the step;
 *       {@code ?:} gives its right side for null and for anything missing on its left, but not for
 *       empty text.
 *   <li>Only true and false are conditions. Integers have 64 bits and are checked.
 * </ul>
 */
public final class SpelLanguage implements ExpressionLanguage {

  private final FunctionLibrary library;

  public SpelLanguage(FunctionLibrary library) {
    this.library = Objects.requireNonNull(library);
  }

  @Override
  public String name() {
    return "SpEL";
  }

  @Override
  public OptionalInt findEnd(String text, int start) {
    return SpelScanner.findEnd(text, start);
  }

  @Override
  public Parsed parse(String source) {
    return read(source);
  }

  private SpelParsed read(String source) {
    SpelReader.Reading reading = SpelReader.read(source);
    Syntax tree = reading.tree();
    List<Reference> references = tree == null ? List.of() : ReferenceFinder.find(tree, library);
    return new SpelParsed(source, tree, references, reading.problems());
  }

  @Override
  public String display(SchemaType type) {
    return type.display();
  }

  @Override
  public Compiled compile(Parsed parsed, Scope scope) {
    SpelParsed own = parsed instanceof SpelParsed spel ? spel : read(parsed.source());
    Syntax tree = own.tree();
    if (tree == null) {
      return SpelCompiled.of(own.source(), Plan.invalid(), own.problems());
    }
    Planner planner = new Planner(own.source(), scope, library);
    Plan plan = planner.plan(tree, Surroundings.NONE);
    return SpelCompiled.of(own.source(), plan, planner.problems());
  }

  /**
   * An expression that was read.
   *
   * @param tree null if there are problems
   */
  private record SpelParsed(
      String source,
      @Nullable Syntax tree,
      List<Reference> references,
      List<ExpressionProblem> problems)
      implements Parsed {}
}
