package run.trellis.api.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import run.trellis.api.Authoring;
import run.trellis.api.Findings;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Dimension;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.GraphDefinition.Lifecycle.Deletion;
import run.trellis.api.GraphDefinition.Lifecycle.Replacement;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Section;

/** Reads {@code spec.resources}: the nodes of a graph. */
final class ResourcesReader {

  private static final List<String> FIELDS =
      List.of("id", "template", "externalRef", "forEach", "includeWhen", "readyWhen");
  private static final String LIFECYCLE = "lifecycle";
  private static final List<String> FIELDS_AND_LIFECYCLE =
      Stream.concat(FIELDS.stream(), Stream.of(LIFECYCLE)).toList();
  private static final String CONDITION_HINT = "put the expression in quotes: \"${…}\"";
  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final int LONGEST_NAME = 63;
  private static final int MOST_RESOURCES = 1000;

  /** What a graph can say at all; the compiler has a lower limit, which is a setting. */
  private static final int MOST_DIMENSIONS = 32;

  /** Ids so far, with the path of the entry that took each. */
  private final Map<String, String> ids = new LinkedHashMap<>();

  private final Authoring authoring;

  private ResourcesReader(Authoring authoring) {
    this.authoring = authoring;
  }

  static List<Resource> read(Section spec, Authoring authoring) {
    List<Section> entries = spec.sections("resources");
    if (entries.size() > MOST_RESOURCES) {
      String message = entries.size() + " resources are more than " + MOST_RESOURCES;
      spec.findings()
          .add(spec.at("resources"), ProblemCode.LIMIT_EXCEEDED, message, "split the graph");
    }
    ResourcesReader reader = new ResourcesReader(authoring);
    entries.forEach(reader::takeId);
    List<Resource> resources = new ArrayList<>();
    entries.forEach(entry -> reader.resource(entry).ifPresent(resources::add));
    return resources;
  }

  private void takeId(Section entry) {
    Optional<String> id =
        entry.requiredText("id", "the name of the node in expressions, such as `deployment`");
    id.ifPresent(
        name -> {
          wrongName(entry.at("id"), name).ifPresent(entry.findings()::add);
          String first = ids.putIfAbsent(name, entry.path());
          if (first != null) {
            String message = "the id `" + name + "` is taken by " + first;
            entry
                .findings()
                .add(
                    entry.at("id"),
                    ProblemCode.DUPLICATE_ID,
                    message,
                    "give every node its own id");
          }
        });
  }

  /** What is wrong with a name for a node or an iterator. */
  private Optional<Problem> wrongName(String path, String name) {
    if (name.length() > LONGEST_NAME) {
      String message = "`" + name.substring(0, LONGEST_NAME) + "…` is longer than " + LONGEST_NAME;
      return Optional.of(Problem.at(path, ProblemCode.LIMIT_EXCEEDED, message));
    }
    if (!NAME.matcher(name).matches()) {
      String mended = camelCase(name);
      String hint =
          "letters and digits only, the first a small letter"
              + (mended.isEmpty() ? "" : "; for example `" + mended + "`");
      String message = "`" + name + "` is not a name";
      return Optional.of(Problem.at(path, ProblemCode.INVALID_VALUE, message, hint));
    }
    return authoring
        .names()
        .apply(name)
        .map(
            reason ->
                Problem.at(
                    path,
                    ProblemCode.RESERVED_NAME,
                    "the name `" + name + "` is reserved: " + reason,
                    "choose another, such as `my"
                        + name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1)
                        + "`"));
  }

  /** {@code my-db} to {@code myDb}; empty if nothing usable is left. */
  private static String camelCase(String name) {
    StringBuilder mended = new StringBuilder();
    for (String part : name.split("[^A-Za-z0-9]+", -1)) {
      if (!part.isEmpty()) {
        char first = part.charAt(0);
        mended.append(
            mended.isEmpty() ? Character.toLowerCase(first) : Character.toUpperCase(first));
        mended.append(part, 1, part.length());
      }
    }
    return NAME.matcher(mended).matches() ? mended.toString() : "";
  }

  private Optional<Resource> resource(Section entry) {
    entry.allowOnly(authoring.lifecycles() ? FIELDS_AND_LIFECYCLE : FIELDS);
    List<Dimension> forEach = dimensions(entry);
    List<String> includeWhen = entry.textList("includeWhen", CONDITION_HINT);
    Optional<List<String>> readyWhen =
        entry.has("readyWhen")
            ? Optional.of(entry.textList("readyWhen", CONDITION_HINT))
            : authoring.readyWhen();
    Lifecycle lifecycle = authoring.lifecycles() ? lifecycle(entry) : authoring.lifecycle();
    Optional<Body> body = body(entry);
    String id = entry.fields().get("id") instanceof String text ? text : "";
    return body.map(
        present ->
            new Resource(id, entry.path(), present, forEach, includeWhen, readyWhen, lifecycle));
  }

  private Optional<Body> body(Section entry) {
    boolean template = entry.has("template");
    boolean reference = entry.has("externalRef");
    if (template == reference) {
      String message =
          template
              ? "has both `template` and `externalRef`"
              : "has neither `template` nor `externalRef`";
      String hint = "`template` for an object to manage, `externalRef` for one only to read";
      entry
          .findings()
          .addAndLeaveOut(
              entry.path(),
              template ? ProblemCode.INVALID_VALUE : ProblemCode.MISSING_FIELD,
              message,
              hint);
    }
    if (reference) {
      for (String field : List.of("forEach", LIFECYCLE)) {
        if (entry.has(field)) {
          entry.excessive(
              field, "`" + field + "` is for templates only", "leave it out of an externalRef");
        }
      }
    }
    Optional<Body> managed =
        entry.section("template").flatMap(section -> BodyReader.template(section, authoring));
    Optional<Body> read =
        entry.section("externalRef").flatMap(section -> BodyReader.reference(section, authoring));
    return managed.or(() -> read);
  }

  private List<Dimension> dimensions(Section entry) {
    List<Section> entries = entry.sections("forEach");
    if (entries.size() > MOST_DIMENSIONS) {
      String message = entries.size() + " dimensions are more than " + MOST_DIMENSIONS;
      entry.findings().add(entry.at("forEach"), ProblemCode.LIMIT_EXCEEDED, message, "");
    }
    List<Dimension> dimensions = new ArrayList<>();
    Set<String> iterators = new HashSet<>();
    for (Section dimension : entries) {
      if (dimension.fields().size() == 1) {
        String iterator = dimension.fields().keySet().iterator().next();
        checkIterator(dimension, iterator, iterators);
        dimension
            .requiredText(
                iterator, "an expression that gives a list, such as \"${schema.spec.regions}\"")
            .ifPresent(expression -> dimensions.add(new Dimension(iterator, expression)));
      } else {
        String message = "has " + dimension.fields().size() + " entries in place of one";
        String hint =
            "write every iterator as its own element: `- region: \"${schema.spec.regions}\"`";
        dimension
            .findings()
            .addAndLeaveOut(dimension.path(), ProblemCode.INVALID_VALUE, message, hint);
      }
    }
    return dimensions;
  }

  private void checkIterator(Section dimension, String iterator, Set<String> taken) {
    String path = dimension.at(iterator);
    Findings findings = dimension.findings();
    wrongName(path, iterator).map(Problem::onKey).ifPresent(findings::add);
    String owner = ids.get(iterator);
    if (owner != null) {
      String message = "the iterator `" + iterator + "` has the name of the node " + owner;
      findings.add(takenName(path, message));
    }
    if (!taken.add(iterator)) {
      findings.add(takenName(path, "the iterator `" + iterator + "` is there twice"));
    }
  }

  private static Problem takenName(String path, String message) {
    return Problem.at(path, ProblemCode.DUPLICATE_ID, message, "rename one of them").onKey();
  }

  private static Lifecycle lifecycle(Section entry) {
    Optional<Section> section = entry.section(LIFECYCLE);
    section.ifPresent(lifecycle -> lifecycle.allowOnly(List.of("deletion", "adoption", "replace")));
    return new Lifecycle(
        isChosen(section, "deletion", "Delete", "Orphan") ? Deletion.ORPHAN : Deletion.DELETE,
        isChosen(section, "adoption", "Never", "IfUnowned") ? Adoption.IF_UNOWNED : Adoption.NEVER,
        isChosen(section, "replace", "Never", "Recreate")
            ? Replacement.RECREATE
            : Replacement.NEVER);
  }

  /** Whether a field has the other of its two values and not its default. */
  private static boolean isChosen(
      Optional<Section> section, String field, String defaultValue, String other) {
    String value = section.flatMap(found -> found.text(field)).orElse(defaultValue);
    if (!value.equals(defaultValue) && !value.equals(other)) {
      section.ifPresent(
          found ->
              found.invalid(
                  field, "`" + value + "` is not a choice", defaultValue + " or " + other));
    }
    return value.equals(other);
  }
}
