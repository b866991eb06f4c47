package run.trellis.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map of a definition at its path, read field by field. A field of the wrong type becomes a
 * problem and reads as absent; so does {@code null}, without a problem, as the API server drops it.
 *
 * @param path where the map stands
 * @param fields its fields
 * @param findings takes what is wrong
 */
public record Section(String path, Map<String, @Nullable Object> fields, Findings findings) {

  /** What has the type of the value, in the words of an author. */
  public static String describe(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text -> "text";
      case Boolean bool -> "a boolean";
      case Number number -> "a number";
      case List<?> list -> "a list";
      case Map<?, ?> map -> "a map";
      default -> "a " + value.getClass().getSimpleName();
    };
  }

  /** The path of a field. */
  public String at(String field) {
    return FieldPath.field(path, field);
  }

  public boolean has(String field) {
    return fields.get(field) != null;
  }

  /** Makes a problem of every field with another name. */
  public void allowOnly(List<String> known) {
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        String near = NearestName.hint(field, known);
        String hint = near.isEmpty() ? "fields here are " + String.join(", ", known) : near;
        String message = "there is no field `" + field + "`";
        findings.add(Problem.at(at(field), ProblemCode.UNKNOWN_FIELD, message, hint).onKey());
      }
    }
  }

  /** The text of a field. */
  public Optional<String> text(String field) {
    return switch (fields.get(field)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      case Object other -> {
        wrongType(at(field), "text", other, "put the value in quotes");
        yield Optional.empty();
      }
    };
  }

  /** The text of a field that must be there and not be empty. */
  public Optional<String> requiredText(String field, String hint) {
    if (!has(field) || "".equals(fields.get(field))) {
      missing(field, hint);
      return Optional.empty();
    }
    return text(field);
  }

  /** The map of a field. */
  public Optional<Section> section(String field) {
    return sectionOf(at(field), fields.get(field));
  }

  /** The map of a field, empty if it is absent. */
  public Map<String, @Nullable Object> map(String field) {
    return section(field).map(Section::fields).orElse(Map.of());
  }

  /**
   * The map of a field with text as values; other scalars are a problem, because Kubernetes refuses
   * them.
   */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    section(field)
        .ifPresent(
            section ->
                section
                    .fields()
                    .keySet()
                    .forEach(key -> section.text(key).ifPresent(text -> texts.put(key, text))));
    return texts;
  }

  /** The elements of a list field; empty if it is absent. */
  public List<@Nullable Object> list(String field) {
    return switch (fields.get(field)) {
      case null -> List.of();
      case List<?> list -> new ArrayList<>(list);
      case Object other -> {
        wrongType(at(field), "a list", other, "start every element on its own line with `- `");
        yield List.of();
      }
    };
  }

  /** The elements of a list of maps; others become problems and are left out. */
  public List<Section> sections(String field) {
    List<Section> sections = new ArrayList<>();
    List<@Nullable Object> elements = list(field);
    for (int i = 0; i < elements.size(); i++) {
      String element = FieldPath.element(at(field), i);
      if (elements.get(i) == null) {
        wrongType(element, "a map", null, "");
      } else {
        sectionOf(element, elements.get(i)).ifPresent(sections::add);
      }
    }
    return sections;
  }

  /** The elements of a list of texts; others become problems and are left out. */
  public List<String> textList(String field, String hint) {
    List<String> texts = new ArrayList<>();
    List<@Nullable Object> elements = list(field);
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof String text) {
        texts.add(text);
      } else {
        wrongType(FieldPath.element(at(field), i), "text", elements.get(i), hint);
      }
    }
    return texts;
  }

  /** The field must be there and is not. */
  public void missing(String field, String hint) {
    findings.addAndLeaveOut(
        at(field), ProblemCode.MISSING_FIELD, "`" + field + "` is missing", hint);
  }

  /** The value of a field has the right type and cannot be. */
  public void invalid(String field, String message, String hint) {
    findings.add(at(field), ProblemCode.INVALID_VALUE, message, hint);
  }

  /** A field that exists cannot be here. */
  public void excessive(String field, String message, String hint) {
    findings.add(Problem.at(at(field), ProblemCode.INVALID_VALUE, message, hint).onKey());
  }

  @SuppressWarnings("unchecked") // keys of the value model are text
  private Optional<Section> sectionOf(String at, @Nullable Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case Map<?, ?> map ->
          Optional.of(new Section(at, (Map<String, @Nullable Object>) map, findings));
      case Object other -> {
        wrongType(at, "a map", other, "");
        yield Optional.empty();
      }
    };
  }

  private void wrongType(String at, String expected, @Nullable Object actual, String hint) {
    String message = "must be " + expected + ", not " + describe(actual);
    findings.addAndLeaveOut(at, ProblemCode.INVALID_VALUE, message, hint);
  }
}
