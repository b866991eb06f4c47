package run.trellis.expression.spel;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.OperatorInstanceof;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;

/**
 * Says why something of SpEL is not part of the profile. Decides nothing: what is not allowed is
 * forbidden anyway.
 */
final class Forbidden {

  /**
   * Why, and what to do instead.
   *
   * @param hint may be empty
   */
  record Reason(String message, String hint) {}

  private static final Reason DEFAULT =
      new Reason("this construct is not part of the expression language", "");

  private static final Reason ASSIGNMENT =
      new Reason(
          "expressions change nothing",
          "to compare write ==; for a new value write the sum itself");

  private static final Reason NO_TARGET =
      new Reason(
          "there is nothing on the left that this applies to",
          "write a name in front, such as #this");

  private static final Map<Class<?>, Reason> CONSTRUCTS =
      Map.ofEntries(
          Map.entry(
              TypeReference.class,
              new Reason(
                  "T(...) reaches Java classes, which expressions cannot",
                  "use the functions instead")),
          Map.entry(
              ConstructorReference.class,
              new Reason(
                  "`new` makes Java objects, which expressions cannot",
                  "write lists as {1, 2} and maps as {key: value}")),
          Map.entry(
              BeanReference.class,
              new Reason("`@` and `&` reach Java beans, which expressions cannot", "")),
          Map.entry(
              FunctionReference.class,
              new Reason(
                  "there are no functions with #",
                  "functions of the library are written without #")),
          Map.entry(VariableReference.class, new Reason("there are no variables behind a dot", "")),
          Map.entry(
              OperatorInstanceof.class,
              new Reason("`instanceof` asks for Java classes, which expressions cannot", "")),
          Map.entry(Assign.class, ASSIGNMENT),
          Map.entry(OpInc.class, ASSIGNMENT),
          Map.entry(OpDec.class, ASSIGNMENT),
          Map.entry(Indexer.class, NO_TARGET),
          Map.entry(Projection.class, NO_TARGET),
          Map.entry(Selection.class, NO_TARGET));

  /**
   * Names by which Java objects lead to the platform. Nothing here has getters, so they would only
   * be missing keys; as properties they are always a mistake or an attack.
   */
  private static final Set<String> TRICKS =
      Set.of(
          "class",
          "getClass",
          "classes",
          "classLoader",
          "getClassLoader",
          "contextClassLoader",
          "systemClassLoader",
          "parentClassLoader",
          "declaringClass",
          "enclosingClass",
          "superclass",
          "componentType",
          "constructors",
          "declaredConstructors",
          "declaredMethods",
          "declaredFields",
          "declaredClasses",
          "module",
          "moduleLayer",
          "protectionDomain",
          "codeSource",
          "beanFactory",
          "applicationContext",
          "servletContext",
          "systemProperties",
          "systemEnvironment");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

  private Forbidden() {}

  static Reason construct(SpelNode node) {
    return CONSTRUCTS.getOrDefault(node.getClass(), DEFAULT);
  }

  /** Why the name may be no property, if it may not. */
  static Optional<String> name(String name) {
    if (TRICKS.contains(name)) {
      return Optional.of("`" + name + "` is no property: values have keys, not Java getters");
    }
    // Letters of other scripts look like these and are others.
    return PLAIN.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("names are made of ASCII letters, digits, _ and $");
  }
}
