package run.trellis.api.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Authoring;
import run.trellis.api.Dialect;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Api;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.NearestName;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;
import run.trellis.api.SourceMap;

/**
 * Reads definitions of one dialect into the one internal model, and checks their layout: fields and
 * their types, names, what excludes what. Expressions stay text. Bad input never throws; all that
 * is wrong is told at once.
 */
public final class DefinitionReader {

  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Revisions are called {@code <name>-r00001}, and names end at 253 characters. */
  private static final int LONGEST_NAME = 240;

  private final Dialect dialect;
  private final GroupVersionKind type;
  private final Authoring authoring;

  /** A reader of a dialect's definitions. */
  public DefinitionReader(Dialect dialect) {
    this.dialect = dialect;
    this.type = dialect.definition();
    this.authoring = dialect.authoring();
  }

  /** Reads an object of the API. Problems have positions only in the text of their field. */
  public Reading read(KubeObject graph) {
    // No more than a compiled graph keeps anyway.
    SourceMap source = SourceMap.ofObject(Map.of("spec", JsonTree.mapAt(graph.tree(), "spec")));
    return read(graph.tree(), source, List.of());
  }

  /**
   * Reads a tree.
   *
   * @param source where each field stands in a text
   * @param syntax what is wrong with that text
   */
  public Reading read(Map<String, @Nullable Object> tree, SourceMap source, List<Problem> syntax) {
    Findings findings = new Findings();
    syntax.forEach(findings::add);
    Section root = new Section("", tree, findings);
    checkEnvelope(root);
    Optional<Section> spec = root.section("spec");
    if (spec.isEmpty() && !root.has("spec")) {
      root.missing("spec", "");
    }
    OptionalLong revision =
        authoring.pins()
            ? spec.map(DefinitionReader::pinnedRevision).orElse(OptionalLong.empty())
            : OptionalLong.empty();
    Optional<GraphDefinition> definition =
        spec.map(section -> definition(KubeObject.ofImmutable(tree), section, source));
    return new Reading(
        findings.partsMissing() ? Optional.empty() : definition,
        revision,
        findings.located(source));
  }

  private void checkEnvelope(Section root) {
    root.allowOnly(List.of("apiVersion", "kind", "metadata", "spec", "status"));
    String apiVersion = JsonTree.textAt(root.fields(), "apiVersion");
    if (!apiVersion.equals(type.apiVersion())) {
      root.invalid(
          "apiVersion", "`" + apiVersion + "` is not served", "use `" + type.apiVersion() + "`");
    }
    String kind = JsonTree.textAt(root.fields(), "kind");
    if (!kind.equals(type.kind())) {
      root.invalid("kind", "`" + kind + "` is not a graph", "use `" + type.kind() + "`");
    }
    Optional<Section> metadata = root.section("metadata");
    if (metadata.isEmpty()) {
      root.missing("metadata", "a graph needs `metadata.name`");
    }
    metadata
        .flatMap(
            section ->
                section
                    .requiredText("name", "give the graph a name")
                    .filter(
                        name ->
                            !OBJECT_NAME.matcher(name).matches() || name.length() > LONGEST_NAME)
                    .map(name -> "`" + name + "` cannot be the name of a graph"))
        .ifPresent(
            message ->
                root.findings()
                    .add(
                        "metadata.name",
                        ProblemCode.INVALID_VALUE,
                        message,
                        "lower-case letters, digits, `-` and `.`, at most " + LONGEST_NAME));
  }

  private GraphDefinition definition(KubeObject graph, Section spec, SourceMap source) {
    spec.allowOnly(fields());
    String language = language(spec);
    if (authoring.schemaRequired() && !spec.has("schema")) {
      spec.missing("schema", "every definition generates an API: give it an apiVersion and a kind");
    }
    Optional<Api> api = spec.section("schema").flatMap(schema -> ApiReader.read(schema, authoring));
    if (authoring.resourcesRequired() && !spec.has("resources")) {
      spec.missing("resources", "write `resources: []` for an API without objects");
    }
    List<Resource> resources = ResourcesReader.read(spec, authoring);
    return new GraphDefinition(
        dialect,
        graph.name(),
        graph.uid(),
        graph.generation(),
        graph.annotations(),
        language,
        api,
        resources,
        source);
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>(List.of("schema", "resources"));
    if (authoring.languages().size() > 1) {
      fields.add("language");
    }
    if (authoring.pins()) {
      fields.add("revision");
    }
    return fields;
  }

  private String language(Section spec) {
    List<String> languages = authoring.languages();
    if (languages.size() == 1) {
      return authoring.language();
    }
    String language = spec.text("language").orElse(authoring.language());
    if (languages.contains(language)) {
      return language;
    }
    String near = NearestName.hint(language, languages);
    spec.invalid(
        "language",
        "there is no language `" + language + "`",
        near.isEmpty() ? "use " + String.join(" or ", languages) : near);
    return authoring.language();
  }

  private static OptionalLong pinnedRevision(Section spec) {
    return switch (spec.fields().get("revision")) {
      case null -> OptionalLong.empty();
      case Long revision when revision >= 1 -> OptionalLong.of(revision);
      case Object other -> {
        spec.invalid(
            "revision",
            "must be the number of a revision, 1 or more",
            "leave it out for the newest");
        yield OptionalLong.empty();
      }
    };
  }
}
