package run.trellis.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one internal model of a graph, whatever dialect it was written in: what the author said,
 * unchecked beyond its layout, expressions still text.
 *
 * @param dialect what it was written in
 * @param name name of the graph object
 * @param uid uid of the graph object; empty for a definition that is not in a cluster
 * @param generation generation of the graph object; 0 for a definition that is not in a cluster
 * @param annotations annotations of the graph object
 * @param language name of the expression language, such as {@code SpEL}
 * @param api the API to generate; empty for a graph that is its own single instance
 * @param resources the nodes in the order of the text
 * @param source where each field stands in the text
 */
public record GraphDefinition(
    Dialect dialect,
    String name,
    String uid,
    long generation,
    Map<String, String> annotations,
    String language,
    Optional<Api> api,
    List<Resource> resources,
    SourceMap source) {

  public GraphDefinition {
    annotations = Map.copyOf(annotations);
    resources = List.copyOf(resources);
  }

  /** Whether instances of an API live in namespaces. */
  public enum Scope {
    NAMESPACED("Namespaced"),
    CLUSTER("Cluster");

    private final String value;

    Scope(String value) {
      this.value = value;
    }

    /** As custom resource definitions write it. */
    public String value() {
      return value;
    }
  }

  /**
   * The API a graph generates.
   *
   * @param type group, version and kind
   * @param scope scope of its instances
   * @param types SimpleSchema custom types by name
   * @param spec SimpleSchema of the spec
   * @param status tree whose leaves are expressions
   * @param additionalPrinterColumns columns in the form custom resource definitions take
   * @param labels labels for the generated definition
   * @param annotations annotations for the generated definition
   */
  public record Api(
      GroupVersionKind type,
      Scope scope,
      List<String> shortNames,
      List<String> categories,
      Map<String, @Nullable Object> types,
      Map<String, @Nullable Object> spec,
      Map<String, @Nullable Object> status,
      List<Map<String, @Nullable Object>> additionalPrinterColumns,
      Map<String, String> labels,
      Map<String, String> annotations) {

    public Api {
      shortNames = List.copyOf(shortNames);
      categories = List.copyOf(categories);
      types = JsonTree.copyOfMap(types);
      spec = JsonTree.copyOfMap(spec);
      status = JsonTree.copyOfMap(status);
      additionalPrinterColumns = List.copyOf(additionalPrinterColumns);
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * One entry of {@code resources}.
   *
   * @param id name of the node in expressions
   * @param path where the entry stands, such as {@code spec.resources[2]}
   * @param body what it manages or reads
   * @param forEach dimensions of a collection, the outermost first; empty for a single object
   * @param includeWhen conditions for the node to exist
   * @param readyWhen conditions for the node to be ready; empty optional: the standard readiness of
   *     its kind; empty list: ready as soon as it exists
   */
  public record Resource(
      String id,
      String path,
      Body body,
      List<Dimension> forEach,
      List<String> includeWhen,
      Optional<List<String>> readyWhen,
      Lifecycle lifecycle) {

    public Resource {
      forEach = List.copyOf(forEach);
      includeWhen = List.copyOf(includeWhen);
      readyWhen = readyWhen.map(List::copyOf);
    }
  }

  /** What a node stands for. */
  public sealed interface Body {

    GroupVersionKind type();

    /** An object, or a collection of objects, that the graph manages. */
    record Template(GroupVersionKind type, Map<String, @Nullable Object> tree) implements Body {
      public Template {
        tree = JsonTree.copyOfMap(tree);
      }
    }

    /**
     * One object that is only read. The namespace is empty for the instance's own, or for a
     * cluster-scoped object.
     */
    record NamedReference(GroupVersionKind type, String namespace, String name) implements Body {}

    /**
     * All objects that a label selector finds; only read. The namespace is empty for all
     * namespaces.
     *
     * @param selector {@code matchLabels} and {@code matchExpressions} as Kubernetes writes them,
     *     or the text of an expression that gives them
     */
    record SelectorReference(GroupVersionKind type, String namespace, Object selector)
        implements Body {
      public SelectorReference {
        selector = selector instanceof Map<?, ?> map ? JsonTree.copyOfMap(map) : selector;
      }
    }
  }

  /**
   * One dimension of a collection.
   *
   * @param iterator name of the element in the template
   * @param expression text of the expression, with its <code>${</code>, that gives the list
   */
  public record Dimension(String iterator, String expression) {}

  /** What happens to a node's objects at their beginning and end. */
  public record Lifecycle(Deletion deletion, Adoption adoption, Replacement replacement) {

    public static final Lifecycle DEFAULT = new Lifecycle(Deletion.DELETE, Adoption.NEVER);

    /** A lifecycle without replacement. */
    public Lifecycle(Deletion deletion, Adoption adoption) {
      this(deletion, adoption, Replacement.NEVER);
    }

    /** Whether objects go with their instance. */
    public enum Deletion {
      DELETE,
      ORPHAN
    }

    /** Whether an object that exists and belongs to nobody is taken over. */
    public enum Adoption {
      NEVER,
      IF_UNOWNED
    }

    /**
     * Whether an object is deleted and created again when it wants a change that the API server
     * does not allow, such as that of an immutable field.
     */
    public enum Replacement {
      NEVER,
      RECREATE
    }
  }
}
