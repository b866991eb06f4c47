package run.trellis.expression.function;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The functions that every expression may call, whatever its language. */
public final class StandardLibrary {

  /**
   * A part of the reference page.
   *
   * @param title its heading
   * @param functions what it explains, in the order of reading
   */
  public record Section(String title, List<FunctionDoc> functions) {}

  private StandardLibrary() {}

  /** A library of all functions. */
  public static FunctionLibrary create() {
    return new FunctionLibrary(
        named(definition -> !definition.isMethod()), named(Definition::isMethod));
  }

  /** What the functions do, for the reference page. */
  public static List<Section> documentation() {
    return groups().entrySet().stream()
        .map(
            group ->
                new Section(
                    group.getKey(), group.getValue().stream().map(Definition::doc).toList()))
        .toList();
  }

  private static Map<String, LibraryFunction> named(Predicate<Definition> wanted) {
    Map<String, List<Definition>> byName =
        groups().values().stream()
            .flatMap(List::stream)
            .filter(wanted)
            .collect(Collectors.groupingBy(Definition::name));
    Map<String, LibraryFunction> functions = new LinkedHashMap<>();
    byName.forEach(
        (name, definitions) -> functions.put(name, new DefinedFunction(name, definitions)));
    return functions;
  }

  private static Map<String, List<Definition>> groups() {
    Map<String, List<Definition>> groups = new LinkedHashMap<>();
    groups.put("Text", TextFunctions.all());
    groups.put("Lists", ListFunctions.all());
    groups.put("Maps", MapFunctions.all());
    groups.put("Conversion", ConversionFunctions.all());
    groups.put("Encoding, hashes and seeds", EncodingFunctions.all());
    groups.put("Quantities and versions", QuantityFunctions.all());
    groups.put("Addresses, URLs and names", NetworkFunctions.all());
    return groups;
  }
}
