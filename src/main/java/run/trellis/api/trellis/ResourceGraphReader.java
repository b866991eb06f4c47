package run.trellis.api.trellis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Api;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.NearestName;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;
import run.trellis.api.SourceMap;
import run.trellis.api.YamlDocument;

/**
 * Reads {@code trellis.run/v1alpha1 ResourceGraph} into the one internal model, and checks its
 * layout: fields and their types, names, what excludes what. Expressions stay text. Bad input never
 * throws; all that is wrong is told at once.
 */
public final class ResourceGraphReader {

  public static final GroupVersionKind TYPE =
      new GroupVersionKind(Marks.GROUP, "v1alpha1", "ResourceGraph");
  public static final String SPEL = "SpEL";
  public static final String CEL = "CEL";

  private static final List<String> LANGUAGES = List.of(SPEL, CEL);
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /** Revisions are called {@code <name>-r00001}, and names end at 253 characters. */
  private static final int LONGEST_NAME = 240;

  private ResourceGraphReader() {}

  /** Whether the object is a graph of this dialect, in any version. */
  public static boolean reads(GroupVersionKind type) {
    return type.group().equals(TYPE.group()) && type.kind().equals(TYPE.kind());
  }

  /** Reads an object of the API. Problems have no positions. */
  public static Reading read(KubeObject graph) {
    return read(graph.tree(), SourceMap.NONE, List.of());
  }

  /** Reads YAML text with one or several documents. Problems have positions. */
  public static GraphFile readText(String text) {
    List<Reading> graphs = new ArrayList<>();
    List<KubeObject> others = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (YamlDocument document : YamlDocument.readAll(text)) {
      KubeObject object = KubeObject.ofImmutable(document.tree());
      // A graph of a wrong group is told so, rather than passed over.
      if (object.type().kind().equals(TYPE.kind())) {
        graphs.add(read(document.tree(), document.source(), document.problems()));
      } else if (!object.type().kind().isEmpty() && document.problems().isEmpty()) {
        others.add(object);
      } else {
        problems.addAll(
            document.problems().isEmpty() ? List.of(noObject(document)) : document.problems());
      }
    }
    return new GraphFile(graphs, others, problems);
  }

  private static Problem noObject(YamlDocument document) {
    String field = document.tree().containsKey("apiVersion") ? "kind" : "apiVersion";
    String hint =
        "a graph starts with `apiVersion: "
            + TYPE.apiVersion()
            + "` and `kind: "
            + TYPE.kind()
            + "`";
    return Problem.at(field, ProblemCode.MISSING_FIELD, "`" + field + "` is missing", hint)
        .locatedBy(document.source());
  }

  private static Reading read(
      Map<String, @Nullable Object> tree, SourceMap source, List<Problem> syntax) {
    Findings findings = new Findings();
    syntax.forEach(findings::add);
    Section root = new Section("", tree, findings);
    checkEnvelope(root);
    Optional<Section> spec = root.section("spec");
    if (spec.isEmpty() && !root.has("spec")) {
      root.missing("spec", "");
    }
    OptionalLong revision =
        spec.map(ResourceGraphReader::pinnedRevision).orElse(OptionalLong.empty());
    Optional<GraphDefinition> definition =
        spec.flatMap(section -> definition(tree, section, source));
    return new Reading(
        findings.partsMissing() ? Optional.empty() : definition,
        revision,
        findings.located(source));
  }

  private static void checkEnvelope(Section root) {
    root.allowOnly(List.of("apiVersion", "kind", "metadata", "spec", "status"));
    String apiVersion = JsonTree.textAt(root.fields(), "apiVersion");
    if (!apiVersion.equals(TYPE.apiVersion())) {
      root.invalid(
          "apiVersion", "`" + apiVersion + "` is not served", "use `" + TYPE.apiVersion() + "`");
    }
    String kind = JsonTree.textAt(root.fields(), "kind");
    if (!kind.equals(TYPE.kind())) {
      root.invalid("kind", "`" + kind + "` is not a graph", "use `" + TYPE.kind() + "`");
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

  private static Optional<GraphDefinition> definition(
      Map<String, @Nullable Object> tree, Section spec, SourceMap source) {
    spec.allowOnly(List.of("language", "schema", "resources", "revision"));
    String language = language(spec);
    Optional<Api> api = spec.section("schema").flatMap(ApiReader::read);
    if (!spec.has("resources")) {
      spec.missing("resources", "write `resources: []` for an API without objects");
    }
    List<Resource> resources = ResourcesReader.read(spec);
    KubeObject graph = KubeObject.ofImmutable(tree);
    return Optional.of(
        new GraphDefinition(
            graph.name(),
            graph.uid(),
            graph.generation(),
            graph.annotations(),
            language,
            api,
            resources,
            source));
  }

  private static String language(Section spec) {
    String language = spec.text("language").orElse(SPEL);
    if (LANGUAGES.contains(language)) {
      return language;
    }
    String near = NearestName.hint(language, LANGUAGES);
    spec.invalid(
        "language",
        "there is no language `" + language + "`",
        near.isEmpty() ? "use SpEL or CEL" : near);
    return SPEL;
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
