package run.trellis.expression.function;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Functions by name. A function may be called as {@code name(a, b)}, a method as {@code a.name(b)};
 * many exist as both.
 */
public final class FunctionLibrary {

  private final Map<String, LibraryFunction> functions;
  private final Map<String, LibraryFunction> methods;

  /** A library of the given functions; names are as {@link LibraryFunction#name()}. */
  public FunctionLibrary(
      Map<String, LibraryFunction> functions, Map<String, LibraryFunction> methods) {
    this.functions = Collections.unmodifiableMap(new TreeMap<>(functions));
    this.methods = Collections.unmodifiableMap(new TreeMap<>(methods));
  }

  /**
   * A function that is called without a receiver, such as {@code range} or {@code base64.encode}.
   */
  public Optional<LibraryFunction> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /** A function that is called on a receiver, such as {@code size}. */
  public Optional<LibraryFunction> method(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  /** Names of all functions without a receiver, sorted. */
  public Set<String> functionNames() {
    return functions.keySet();
  }

  /** Names of all methods, sorted. */
  public Set<String> methodNames() {
    return methods.keySet();
  }
}
