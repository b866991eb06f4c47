package run.trellis.expression.cel;

import dev.cel.common.CelFunctionDecl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import run.trellis.expression.function.FunctionDoc;

/** All functions, as the type checker and the planner know them. */
final class CelFunctions {

  static final CelFunctions STANDARD = new CelFunctions(groups());

  /** Names that a part of a qualified name may be, such as {@code base64}. */
  private final Set<String> functions = new TreeSet<>();

  private final Set<String> methods = new TreeSet<>();
  private final Map<String, Overload> byId = new LinkedHashMap<>();
  private final Map<String, CelFunctionDecl> declarations = new LinkedHashMap<>();

  private CelFunctions(Map<String, List<Overload>> groups) {
    Map<String, List<Overload>> byName = new LinkedHashMap<>();
    for (Overload overload : groups.values().stream().flatMap(List::stream).toList()) {
      if (byId.put(overload.id(), overload) != null) {
        throw new IllegalStateException("there are two of " + overload.id());
      }
      byName.computeIfAbsent(overload.name(), name -> new ArrayList<>()).add(overload);
      (overload.isMethod() ? methods : functions).add(overload.name());
    }
    byName.forEach(
        (name, overloads) ->
            declarations.put(
                name,
                CelFunctionDecl.newFunctionDeclaration(
                    name, overloads.stream().map(Overload::declaration).toList())));
  }

  private static Map<String, List<Overload>> groups() {
    Map<String, List<Overload>> groups = new LinkedHashMap<>();
    groups.put("Operators", Operators.all());
    groups.put("Conversion", ConversionFunctions.all());
    groups.put("Optional values", OptionalFunctions.all());
    groups.put("Text", TextFunctions.all());
    groups.put("Lists", ListFunctions.all());
    groups.put("Maps", MapFunctions.all());
    groups.put("Times", TimeFunctions.all());
    groups.put("Encoding, hashes and seeds", EncodingFunctions.all());
    groups.put("Quantities and versions", QuantityFunctions.all());
    groups.put("Addresses and URLs", NetworkFunctions.all());
    groups.put("Conditions", ConditionFunctions.all());
    return groups;
  }

  /** What the functions do, for the reference page, by the headings of the page. */
  static Map<String, List<FunctionDoc>> documentation() {
    Map<String, List<FunctionDoc>> documentation = new LinkedHashMap<>();
    groups()
        .forEach(
            (title, overloads) -> {
              List<FunctionDoc> docs = new ArrayList<>();
              for (Overload overload : overloads) {
                FunctionDoc doc = overload.doc();
                if (doc != null) {
                  docs.add(doc);
                }
              }
              if (!docs.isEmpty()) {
                documentation.put(title, docs);
              }
            });
    return documentation;
  }

  /** Declarations of the functions with the given names, as far as there are any. */
  List<CelFunctionDecl> declarations(Set<String> names) {
    return names.stream().map(declarations::get).filter(Objects::nonNull).toList();
  }

  /** Whether a name is that of a function without receiver; it may be qualified. */
  boolean isFunction(String name) {
    return functions.contains(name);
  }

  boolean isMethod(String name) {
    return methods.contains(name);
  }

  /** Names that people can write: those of operators are none. */
  Set<String> functionNames() {
    return writable(functions);
  }

  Set<String> methodNames() {
    return writable(methods);
  }

  private static Set<String> writable(Collection<String> names) {
    return names.stream()
        .filter(name -> Character.isLetter(name.charAt(0)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The overloads that the type checker found to fit. */
  List<Overload> withIds(List<String> ids) {
    List<Overload> found = new ArrayList<>();
    for (String id : ids) {
      Overload overload = byId.get(id);
      if (overload != null) {
        found.add(overload);
      }
    }
    return found;
  }
}
