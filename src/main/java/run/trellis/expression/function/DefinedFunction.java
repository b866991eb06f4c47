package run.trellis.expression.function;

import static run.trellis.expression.function.Kind.ANY;

import java.util.ArrayList;
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
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.TypeJoin;

/** All definitions of one name; the first that takes the arguments is called. */
record DefinedFunction(String name, List<Definition> definitions) implements LibraryFunction {

  /** Arguments beyond are taken for what their signature says; no function has so many. */
  private static final int MOST_ALTERNATIVES = 6;

  @Override
  public List<Overload> overloads() {
    return definitions.stream().flatMap(Definition::overloads).toList();
  }

  @Override
  public Optional<SchemaType> resultType(List<SchemaType> arguments) {
    List<SchemaType> results = new ArrayList<>();
    for (List<SchemaType> alternative : alternatives(arguments)) {
      Optional<SchemaType> result = resultOf(alternative);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      results.add(result.get());
    }
    return Optional.of(TypeJoin.anyOf(results));
  }

  private Optional<SchemaType> resultOf(List<SchemaType> arguments) {
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

  /** What arguments may be that are an integer or text: each alternative has to fit. */
  private static List<List<SchemaType>> alternatives(List<SchemaType> arguments) {
    List<List<SchemaType>> alternatives = List.of(arguments);
    for (int i = 0; i < Math.min(arguments.size(), MOST_ALTERNATIVES); i++) {
      if (arguments.get(i) instanceof Scalar(SchemaType.Kind kind, var _, var _)
          && kind == SchemaType.Kind.INT_OR_STRING) {
        alternatives = with(alternatives, i);
      }
    }
    return alternatives;
  }

  private static List<List<SchemaType>> with(List<List<SchemaType>> alternatives, int index) {
    List<List<SchemaType>> more = new ArrayList<>();
    for (List<SchemaType> alternative : alternatives) {
      for (SchemaType type : List.of(SchemaType.INTEGER, SchemaType.STRING)) {
        List<SchemaType> changed = new ArrayList<>(alternative);
        changed.set(index, type);
        more.add(changed);
      }
    }
    return more;
  }

  @Override
  public boolean takesNull(int argument) {
    return definitions.stream()
        .map(Definition::form)
        .allMatch(
            form -> !(form.method() && argument == 0) && form.parameter(argument).kind() == ANY);
  }

  @Override
  public boolean mayGiveNull() {
    return definitions.stream().anyMatch(definition -> definition.result().mayBeNull());
  }

  @Override
  public String need() {
    return definitions.stream()
        .flatMap(definition -> definition.form().parameters().stream())
        .map(Parameter::kind)
        .filter(Kind::isListOfSome)
        .map(Kind::phrase)
        .findFirst()
        .orElse("");
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
