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
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
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

  private final SourceText source;
  private final Map<String, FieldPlace> places = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private int values;

  private YamlTree(SourceText source) {
    this.source = source;
  }

  /** Empty for an empty document. */
  static Optional<YamlDocument> read(@Nullable Node root, SourceText source) {
    if (root == null || (root instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag()))) {
      return Optional.empty();
    }
    YamlTree reading = new YamlTree(source);
    reading.places.put("", reading.place(Optional.empty(), root));
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
    return Optional.of(new YamlDocument(tree, new SourceMap(reading.places), reading.problems));
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static SourceRange range(Node node) {
    return new SourceRange(position(node.getStartMark()), position(node.getEndMark()));
  }

  private FieldPlace place(Optional<Node> key, Node value) {
    Optional<SourceRange> name = key.map(YamlTree::range);
    Optional<ScalarText> text =
        value instanceof ScalarNode scalar ? Optional.of(text(scalar)) : Optional.empty();
    return new FieldPlace(name, rangeOfValue(value, name), text);
  }

  private ScalarText text(ScalarNode scalar) {
    Position start = position(scalar.getStartMark());
    return new ScalarText(source, start, style(scalar.getScalarStyle()), scalar.getValue());
  }

  /**
   * What is in block style ends where the next field begins, which says nothing: its name stands
   * for it, or else its first line.
   */
  private SourceRange rangeOfValue(Node value, Optional<SourceRange> name) {
    boolean inline =
        switch (value) {
          case CollectionNode<?> collection -> collection.getFlowStyle() == FlowStyle.FLOW;
          case ScalarNode scalar -> style(scalar.getScalarStyle()) != ScalarText.Style.BLOCK;
          default -> false;
        };
    return inline ? range(value) : name.orElseGet(() -> firstLine(position(value.getStartMark())));
  }

  private SourceRange firstLine(Position start) {
    String line = source.line(start.line()).stripTrailing();
    int end = line.codePointCount(0, line.length()) + 1;
    return new SourceRange(start, new Position(start.line(), Math.max(end, start.column())));
  }

  private static ScalarText.Style style(ScalarStyle style) {
    return switch (style) {
      case SINGLE_QUOTED -> ScalarText.Style.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> ScalarText.Style.DOUBLE_QUOTED;
      case LITERAL, FOLDED -> ScalarText.Style.BLOCK;
      case PLAIN, JSON_SCALAR_STYLE -> ScalarText.Style.PLAIN;
    };
  }

  private @Nullable Object value(Node node, String path, int depth) {
    if (++values > MAX_VALUES) {
      throw new TooMuch(node, path, "the document has more than " + MAX_VALUES + " values");
    }
    // Also ends an alias that stands within its own anchor.
    if (depth > YamlDocument.MAX_DEPTH) {
      throw new TooMuch(node, path, "nests deeper than " + YamlDocument.MAX_DEPTH);
    }
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
      String at = FieldPath.element(path, items.size());
      places.putIfAbsent(at, place(Optional.empty(), item));
      items.add(value(item, at, depth + 1));
    }
    return items;
  }

  private Map<String, @Nullable Object> map(MappingNode mapping, String path, int depth) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    List<Node> bases = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(tuple.getKeyNode(), path, ProblemCode.INVALID_YAML, "a key must be text");
      } else if (Tag.MERGE.equals(key.getTag())) {
        bases.add(tuple.getValueNode());
      } else if (fields.containsKey(key.getValue())) {
        String at = FieldPath.field(path, key.getValue());
        problem(
            key, at, ProblemCode.DUPLICATE_KEY, "the key `" + key.getValue() + "` is there twice");
      } else {
        String at = FieldPath.field(path, key.getValue());
        places.putIfAbsent(at, place(Optional.of(key), tuple.getValueNode()));
        fields.put(key.getValue(), value(tuple.getValueNode(), at, depth + 1));
      }
    }
    // After its own fields, whose places count before those of a base.
    Map<String, @Nullable Object> merged = new LinkedHashMap<>();
    bases.forEach(base -> merge(base, path, depth, merged));
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
            code,
            path,
            Optional.of(rangeOfValue(node, Optional.empty())),
            Optional.empty(),
            Span.NONE,
            message,
            ""));
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
