package run.trellis.api;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns the parser's nodes into a tree of the value model, noting where each field stands. */
final class YamlTree {

  /**
   * Values of a document after its aliases are expanded: an alias costs a few characters and can
   * stand for many.
   */
  private static final int MAX_VALUES = 250_000;

  /** Digits that still may be meant as a number; more only cost time. */
  private static final int LONGEST_NUMBER = 64;

  private final Map<String, Position> positions = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int values;

  private YamlTree() {}

  /** Empty for an empty document. */
  static Optional<YamlDocument> read(@Nullable Node root) {
    if (root == null || (root instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag()))) {
      return Optional.empty();
    }
    YamlTree reading = new YamlTree();
    Map<String, @Nullable Object> tree = Map.of();
    try {
      if (root instanceof MappingNode mapping) {
        tree = JsonTree.copyOfMap(reading.map(mapping, "", 0));
      } else {
        reading.problem(root, "", ProblemCode.INVALID_YAML, "the document is not a map of fields");
      }
    } catch (TooMuch e) {
      tree = Map.of();
      reading.problem(e.node, e.path, ProblemCode.LIMIT_EXCEEDED, e.message);
    }
    reading.positions.put("", position(root.getStartMark()));
    return Optional.of(new YamlDocument(tree, new SourceMap(reading.positions), reading.problems));
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private @Nullable Object value(Node node, String path, int depth) {
    if (++values > MAX_VALUES) {
      throw new TooMuch(node, path, "the document has more than " + MAX_VALUES + " values");
    }
    // Also ends an alias that stands within its own anchor.
    if (depth > YamlDocument.MAX_DEPTH) {
      throw new TooMuch(node, path, "nests deeper than " + YamlDocument.MAX_DEPTH);
    }
    positions.put(path, position(node.getStartMark()));
    String tag = node.getTag().getValue();
    if (!tag.startsWith(Tag.PREFIX)) {
      problem(node, path, ProblemCode.INVALID_YAML, "the tag `" + tag + "` is not known");
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, path, depth);
      case SequenceNode sequence -> list(sequence, path, depth);
      case ScalarNode scalar -> scalar(scalar, path);
      default -> throw YamlDocument.unreadable("a node of an unknown kind");
    };
  }

  private List<@Nullable Object> list(SequenceNode sequence, String path, int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(value(item, FieldPath.element(path, items.size()), depth + 1));
    }
    return items;
  }

  private Map<String, @Nullable Object> map(MappingNode mapping, String path, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(tuple.getKeyNode(), path, ProblemCode.INVALID_YAML, "a key must be text");
      } else if (Tag.MERGE.equals(key.getTag())) {
        merge(tuple.getValueNode(), path, depth, merged);
      } else if (fields.containsKey(key.getValue())) {
        String at = FieldPath.field(path, key.getValue());
        problem(
            key, at, ProblemCode.DUPLICATE_KEY, "the key `" + key.getValue() + "` is there twice");
      } else {
        String at = FieldPath.field(path, key.getValue());
        fields.put(key.getValue(), value(tuple.getValueNode(), at, depth + 1));
      }
    }
    merged.forEach(fields::putIfAbsent);
    return fields;
  }

  /**
   * {@code <<: *base} and {@code <<: [*one, *other]}; the map's own keys win, then the earlier
   * base.
   */
  private void merge(Node bases, String path, int depth, Map<String, @Nullable Object> merged) {
    switch (bases) {
      case MappingNode base when depth < YamlDocument.MAX_DEPTH ->
          map(base, path, depth + 1).forEach(merged::putIfAbsent);
      case SequenceNode several when depth < YamlDocument.MAX_DEPTH ->
          several.getValue().forEach(base -> merge(base, path, depth + 1, merged));
      default ->
          problem(bases, path, ProblemCode.INVALID_YAML, "`<<` takes a map or a list of maps");
    }
  }

  private @Nullable Object scalar(ScalarNode scalar, String path) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (Tag.NULL.equals(tag)) {
      return null;
    }
    if (Tag.BOOL.equals(tag)) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> true;
        default -> false;
      };
    }
    if (Tag.INT.equals(tag)) {
      return integer(text);
    }
    if (Tag.FLOAT.equals(tag)) {
      return decimal(scalar, text, path);
    }
    return text;
  }

  private static Object integer(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return text;
    }
    String digits = text.replace("_", "");
    String unsigned =
        digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    try {
      BigInteger magnitude = magnitude(unsigned.toLowerCase(Locale.ROOT));
      return digits.startsWith("-") ? magnitude.negate() : magnitude;
    } catch (NumberFormatException e) {
      return text; // 1:30 is a number to base 60 only in YAML 1.1
    }
  }

  private static BigInteger magnitude(String digits) {
    if (digits.length() > 1 && digits.startsWith("0")) {
      return switch (digits.charAt(1)) {
        case 'x' -> new BigInteger(digits.substring(2), 16);
        case 'b' -> new BigInteger(digits.substring(2), 2);
        case 'o' -> new BigInteger(digits.substring(2), 8);
        default -> new BigInteger(digits, 8);
      };
    }
    return new BigInteger(digits);
  }

  private Object decimal(ScalarNode scalar, String text, String path) {
    try {
      double number = Double.parseDouble(text.replace("_", ""));
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      if (text.contains(":")) {
        return text;
      }
    }
    problem(
        scalar, path, ProblemCode.INVALID_VALUE, "`" + text + "` is not a number that JSON knows");
    return text;
  }

  private void problem(Node node, String path, ProblemCode code, String message) {
    problems.add(
        new Problem(
            code, path, Optional.of(position(node.getStartMark())), Span.NONE, message, ""));
  }

  /** Ends the reading of one document. */
  private static final class TooMuch extends RuntimeException {

    @java.io.Serial private static final long serialVersionUID = 1L;

    private final transient Node node;
    private final String path;
    private final String message;

    TooMuch(Node node, String path, String message) {
      super(message, null, false, false);
      this.node = node;
      this.path = path;
      this.message = message;
    }
  }
}
