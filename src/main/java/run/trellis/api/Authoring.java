package run.trellis.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import run.trellis.api.GraphDefinition.Lifecycle;

/**
 * What authors of a dialect can write, and what holds where they write nothing.
 *
 * @param languages expression languages that a definition can choose from, the default first; with
 *     a single one there is nothing to choose
 * @param group API group of an API that names none
 * @param schemaRequired whether every definition generates an API
 * @param resourcesRequired whether the list of resources must be there, be it empty
 * @param pins whether a definition can name the revision that serves
 * @param lifecycles whether a resource can say what happens to its objects at their beginning and
 *     end
 * @param expressions what expressions can do
 * @param lifecycle what happens where a resource does not say
 * @param readyWhen conditions of a resource that names none; see {@link
 *     GraphDefinition.Resource#readyWhen()}
 * @param reservedStatus status fields that belong to the engine: an author who writes one is told
 * @param overriddenStatus status fields that belong to the engine and that authors may write
 *     without any effect, unless they write a list
 * @param names says why a resource or iterator cannot have a name; empty if it can
 * @param newRulesBreak whether a new validation rule of the API is a change that breaks instances
 * @param marks labels and annotations that belong to the engine
 * @param words how it tells authors of mistakes
 */
public record Authoring(
    List<String> languages,
    String group,
    boolean schemaRequired,
    boolean resourcesRequired,
    boolean pins,
    boolean lifecycles,
    ExpressionRules expressions,
    Lifecycle lifecycle,
    Optional<List<String>> readyWhen,
    Set<String> reservedStatus,
    Set<String> overriddenStatus,
    Function<String, Optional<String>> names,
    boolean newRulesBreak,
    ReservedMarks marks,
    AuthoringWords words) {

  public Authoring {
    languages = List.copyOf(languages);
    readyWhen = readyWhen.map(List::copyOf);
    reservedStatus = Set.copyOf(reservedStatus);
    overriddenStatus = Set.copyOf(overriddenStatus);
  }

  /** The language of a definition that names none. */
  public String language() {
    return languages.getFirst();
  }

  /**
   * What expressions can do at some places.
   *
   * @param wholeSelectors whether one expression can stand for a whole label selector
   * @param unknownConditions whether conditions and dimensions can be of a type that is not known
   *     before they are evaluated
   * @param readinessOfOthers whether conditions to be ready can read more than their own resource
   * @param scalarsInText whether numbers and truth values can stand within text
   * @param statusOfNothing whether a status field can do without reading the instance or a node
   * @param withinDefinitions whether templates of custom resource definitions can have them outside
   *     of the metadata
   */
  public record ExpressionRules(
      boolean wholeSelectors,
      boolean unknownConditions,
      boolean readinessOfOthers,
      boolean scalarsInText,
      boolean statusOfNothing,
      boolean withinDefinitions) {}

  /**
   * Labels and annotations that templates cannot set, because the engine does.
   *
   * @param prefixes what the names of the engine's own start with
   * @param forPeople those of them that people set
   * @param labels labels of the engine that do not carry its name
   */
  public record ReservedMarks(Set<String> prefixes, Set<String> forPeople, Set<String> labels) {
    public ReservedMarks {
      prefixes = Set.copyOf(prefixes);
      forPeople = Set.copyOf(forPeople);
      labels = Set.copyOf(labels);
    }

    /** Whether a label is the engine's. */
    public boolean isLabel(String name) {
      return labels.contains(name) || isAnnotation(name);
    }

    /** Whether an annotation is the engine's. */
    public boolean isAnnotation(String name) {
      return prefixes.stream().anyMatch(name::startsWith) && !forPeople.contains(name);
    }
  }
}
