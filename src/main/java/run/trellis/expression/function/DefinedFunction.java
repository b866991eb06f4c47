package run.trellis.expression.function;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Values;
import run.trellis.expression.function.Definition.Form;
import run.trellis.schema.SchemaType;

/** All definitions of one name; the first that takes the arguments is called. */
record DefinedFunction(String name, List<Definition> definitions) implements LibraryFunction {

  @Override
  public List<Overload> overloads() {
    return definitions.stream().flatMap(Definition::overloads).toList();
  }

  @Override
  public Optional<SchemaType> resultType(List<SchemaType> arguments) {
    List<SchemaType> results =
        definitions.stream()
            .filter(definition -> definition.form().mayTake(arguments))
            .map(definition -> definition.result().of(arguments))
            .distinct()
            .toList();
    // Arguments of unknown type may fit several definitions: only what all of them agree on is
    // known.
    return switch (results.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(results.getFirst());
      default -> Optional.of(SchemaType.UNKNOWN);
    };
  }

  @Override
  public List<String> signatures() {
    return definitions.stream().map(definition -> definition.doc().signature()).toList();
  }

  @Override
  public @Nullable Object call(List<@Nullable Object> arguments, Budget budget) {
    for (Definition definition : definitions) {
      if (definition.form().takes(arguments)) {
        return definition.call(arguments, budget);
      }
    }
    throw unfit(arguments);
  }

  private EvaluationException unfit(List<@Nullable Object> arguments) {
    List<Form> ofReceiver =
        definitions.stream()
            .map(Definition::form)
            .filter(form -> !form.method() || form.takes(0, arguments.getFirst()))
            .toList();
    if (ofReceiver.isEmpty()) {
      return unfitReceiver(arguments.getFirst());
    }
    List<Form> ofCount = ofReceiver.stream().filter(form -> form.takes(arguments.size())).toList();
    return ofCount.isEmpty()
        ? unfitCount(ofReceiver, arguments)
        : unfitArgument(ofCount.getLast(), arguments);
  }

  private EvaluationException unfitReceiver(@Nullable Object receiver) {
    if (receiver == null) {
      return Messages.mismatch(
          name + " is called on null; ?. passes null on and ?: gives another value");
    }
    String kinds =
        definitions.stream()
            .map(definition -> definition.form().parameter(0).kind().display())
            .distinct()
            .collect(Collectors.joining(", "));
    return Messages.mismatch(
        name + " is a method of " + kinds + ", not of " + Values.describe(receiver));
  }

  private EvaluationException unfitCount(List<Form> forms, List<@Nullable Object> arguments) {
    int count = arguments.size() - (forms.getFirst().method() ? 1 : 0);
    String signatures = forms.stream().map(Form::signature).collect(Collectors.joining(" or "));
    return Messages.mismatch(
        "it is " + signatures + ", not with " + Messages.count(count, "argument"));
  }

  private EvaluationException unfitArgument(Form form, List<@Nullable Object> arguments) {
    int index =
        IntStream.range(0, arguments.size())
            .filter(i -> !form.takes(i, arguments.get(i)))
            .findFirst()
            .orElseThrow();
    Parameter parameter = form.parameter(index);
    return Messages.mismatch(
        name
            + ": "
            + parameter.name()
            + " must be "
            + parameter.kind().phrase()
            + ", not "
            + Values.describe(arguments.get(index)));
  }
}
