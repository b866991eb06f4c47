package run.trellis.expression.function;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import run.trellis.expression.Budget;
import run.trellis.expression.Omission;
import run.trellis.expression.OpaqueValue;
import run.trellis.expression.ScalarText;

/**
 * Values as YAML that every reader, of YAML 1.1 or 1.2, reads back the same: sorted keys, no
 * anchors, no tags, and text is quoted unless it looks like nothing else.
 */
public final class YamlText {

  /** What readers of YAML 1.1 take for a boolean, null or a number. */
  private static final Set<String> RESERVED =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "infinity", "nan");

  private static final String WORD_MARKS = "_./@+=()-";

  private final Budget budget;
  private final Emitter emitter;

  private YamlText(Budget budget, AnnouncedWriter writer) {
    this.budget = budget;
    this.emitter = new Emitter(writer, options());
  }

  private static DumperOptions options() {
    DumperOptions options = new DumperOptions();
    options.setSplitLines(false);
    options.setLineBreak(DumperOptions.LineBreak.UNIX);
    options.setMaxSimpleKeyLength(1024);
    return options;
  }

  /**
   * Writes a value, with a line break at its end. Opaque values become their text, omissions are
   * left out.
   *
   * @throws run.trellis.expression.EvaluationException if the value has a number that is not
   *     finite, or exceeds the budget
   */
  public static String stringify(@Nullable Object value, Budget budget) {
    AnnouncedWriter writer = new AnnouncedWriter(budget);
    YamlText yaml = new YamlText(budget, writer);
    yaml.emit(new StreamStartEvent(null, null));
    yaml.emit(new DocumentStartEvent(null, null, false, null, null));
    yaml.write(value, 0);
    yaml.emit(new DocumentEndEvent(null, null, false));
    yaml.emit(new StreamEndEvent(null, null));
    return writer.toString();
  }

  private void emit(Event event) {
    try {
      emitter.emit(event);
    } catch (IOException e) {
      throw new IllegalStateException("a writer to memory does not fail", e);
    }
  }

  private void write(@Nullable Object value, int depth) {
    budget.step();
    switch (value) {
      case null -> plain("null");
      case String text -> text(text);
      case Long number -> plain(number.toString());
      case Double number -> plain(number(number));
      case Boolean bool -> plain(bool.toString());
      case List<?> list -> list(list, depth + 1);
      case Map<?, ?> map -> map(map, depth + 1);
      case OpaqueValue opaque -> text(opaque.text());
      default -> throw new IllegalArgumentException("not of the value model: " + value.getClass());
    }
  }

  /** With a fraction before an exponent: readers of YAML 1.1 take anything else for text. */
  private static String number(double number) {
    String text = ScalarText.of(number);
    int exponent = text.indexOf('e');
    boolean whole = exponent >= 0 && text.indexOf('.') < 0;
    return whole ? text.substring(0, exponent) + ".0" + text.substring(exponent) : text;
  }

  private void list(List<?> list, int depth) {
    budget.depth(depth);
    emit(new SequenceStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
    for (Object element : list) {
      if (element != Omission.VALUE) {
        write(element, depth);
      }
    }
    emit(new SequenceEndEvent(null, null));
  }

  private void map(Map<?, ?> map, int depth) {
    budget.depth(depth);
    emit(new MappingStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
    for (String key : Order.sortedKeys(map, budget)) {
      Object value = map.get(key);
      if (value != Omission.VALUE) {
        scalar(key, isPlain(key) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
        write(value, depth);
      }
    }
    emit(new MappingEndEvent(null, null));
  }

  private void text(String text) {
    if (isPlain(text)) {
      plain(text);
    } else {
      scalar(text, isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED);
    }
  }

  /** Words that start with a letter or slash, with one space or colon between them. */
  private static boolean isPlain(String text) {
    boolean afterWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean separates = c == ' ' || c == ':';
      boolean fits = separates ? afterWord : i == 0 ? isWordStart(c) : isWordPart(c);
      if (!fits) {
        return false;
      }
      afterWord = !separates;
    }
    return afterWord && !RESERVED.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isWordStart(char c) {
    return CodePoints.isAsciiLetter(c) || c == '/';
  }

  private static boolean isWordPart(char c) {
    return CodePoints.isAsciiLetter(c) || CodePoints.isAsciiDigit(c) || WORD_MARKS.indexOf(c) >= 0;
  }

  /**
   * Text of several lines that a block shows as it is: printable ASCII, no space where a block
   * would need help.
   */
  private static boolean isBlock(String text) {
    boolean spaceAtLineEnd = text.contains(" \n") || text.endsWith(" ");
    return text.indexOf('\n') > 0
        && text.charAt(0) != ' '
        && !spaceAtLineEnd
        && text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'));
  }

  private void plain(String text) {
    scalar(text, ScalarStyle.PLAIN);
  }

  private void scalar(String text, ScalarStyle style) {
    emit(new ScalarEvent(null, null, new ImplicitTuple(true, true), text, null, null, style));
  }
}
