package run.trellis.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One document of a YAML text, as a tree of the value model and with the place of every field.
 *
 * <p>Scalars are read as the API server's clients read them: YAML 1.1 without its dates and base-60
 * numbers, which stay text.
 *
 * @param tree content; empty if the document is not a map or could not be read
 * @param source where each field stands
 * @param problems what is wrong with it as YAML
 */
public record YamlDocument(
    Map<String, @Nullable Object> tree, SourceMap source, List<Problem> problems) {

  /**
   * Characters of a text, all documents together: twice what the API server stores of one object.
   */
  public static final int MAX_CHARACTERS = 3 * 1024 * 1024;

  static final int MAX_DEPTH = 100;
  private static final int MAX_ALIASES = 100;

  public YamlDocument {
    problems = List.copyOf(problems);
  }

  /**
   * Reads all documents of a text. Never throws: a text that ends in an error gives the documents
   * before it, and one that has the problem. Empty documents are left out.
   */
  public static List<YamlDocument> readAll(String text) {
    List<YamlDocument> documents = new ArrayList<>();
    if (text.length() > MAX_CHARACTERS) {
      String message = "the text has " + text.length() + " characters, more than " + MAX_CHARACTERS;
      return List.of(broken(Problem.at("", ProblemCode.LIMIT_EXCEEDED, message)));
    }
    SourceText source = SourceText.of(text);
    try {
      Iterator<Node> nodes =
          new Yaml(options()).composeAll(new java.io.StringReader(text)).iterator();
      while (nodes.hasNext()) {
        YamlTree.read(nodes.next(), source).ifPresent(documents::add);
      }
    } catch (MarkedYAMLException e) {
      documents.add(broken(syntaxError(e)));
    } catch (RuntimeException e) {
      // The parser lets other exceptions through for some broken escapes and control characters.
      documents.add(
          broken(
              Problem.at("", ProblemCode.INVALID_YAML, "not YAML: " + firstLine(e.getMessage()))));
    }
    return List.copyOf(documents);
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowRecursiveKeys(false);
    return options;
  }

  private static YamlDocument broken(Problem problem) {
    return new YamlDocument(Map.of(), SourceMap.NONE, List.of(problem));
  }

  private static Problem syntaxError(MarkedYAMLException e) {
    Optional<SourceRange> range =
        Optional.ofNullable(e.getProblemMark()).map(YamlTree::position).map(SourceRange::at);
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    String message = "not YAML: " + context + withoutAdvice(firstLine(e.getProblem()));
    return new Problem(
        ProblemCode.INVALID_YAML,
        "",
        range,
        Optional.empty(),
        Span.NONE,
        message,
        syntaxHint(message));
  }

  /** The parser's own advice is in the hint, in better words. */
  private static String withoutAdvice(String problem) {
    return problem.replaceFirst("\\.? \\(Do not use .*\\)$", "").replaceFirst("\\.$", "");
  }

  /** The two slips behind most syntax errors of a graph. */
  private static String syntaxHint(String message) {
    if (message.contains("'\\t'") || message.contains("\\t(TAB)")) {
      return "indent with spaces, not with tabs";
    }
    if (message.contains("mapping values are not allowed here")) {
      return "put a value that has a colon followed by a space in quotes";
    }
    if (message.contains("flow mapping")
        || message.contains("flow sequence")
        || message.contains("block mapping")) {
      return "put a value that starts with `{`, `[`, `*`, `&`, `!`, `%`, `@` or a quote in quotes"
          + " as a whole";
    }
    return "";
  }

  private static String firstLine(@Nullable String message) {
    return message == null
        ? "cannot be read"
        : message.lines().findFirst().orElse("cannot be read");
  }

  /**
   * Signals a document that cannot be read further; stays within this class and {@link YamlTree}.
   */
  static YAMLException unreadable(String message) {
    return new YAMLException(message);
  }
}
