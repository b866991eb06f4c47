package run.trellis.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Reason;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.ScalarText;
import run.trellis.graph.LocatedExpression;
import run.trellis.graph.Template;

/**
 * Puts values in place of expressions. Goes on behind the first obstacle, because a failure
 * elsewhere in the template is worth more to its author than the news that something is still
 * pending.
 */
final class Renderer {

  private static final Object LEFT_OUT = new Object();

  private final Bindings bindings;
  private final Budget budget;
  private Rendering.@Nullable Pending pending;
  private Rendering.@Nullable Failed failed;

  private Renderer(Bindings bindings, Budget budget) {
    this.bindings = bindings;
    this.budget = budget;
  }

  /** Renders a template with the given bindings. */
  static Rendering render(Template template, Bindings bindings, Budget budget) {
    Renderer renderer = new Renderer(bindings, budget);
    Object value = renderer.valueOf(template);
    if (renderer.failed != null) {
      return renderer.failed;
    }
    if (renderer.pending != null) {
      return renderer.pending;
    }
    return new Rendering.Value(isLeftOut(value) ? null : value);
  }

  @SuppressWarnings("ReferenceEquality") // the marker is one object
  private static boolean isLeftOut(@Nullable Object value) {
    return value == LEFT_OUT;
  }

  private @Nullable Object valueOf(Template template) {
    return switch (template) {
      case Template.Literal(@Nullable Object value) -> value;
      case Template.Standalone(LocatedExpression expression) -> evaluate(expression);
      case Template.Text(List<Template.Part> parts) -> text(parts);
      case Template.Fields(Map<String, Template> fields) -> fields(fields);
      case Template.Items(List<Template> items) -> items(items);
    };
  }

  private Map<String, @Nullable Object> fields(Map<String, Template> fields) {
    Map<String, @Nullable Object> rendered = LinkedHashMap.newLinkedHashMap(fields.size());
    fields.forEach(
        (name, template) -> {
          Object value = valueOf(template);
          if (!isAbsent(value, template)) {
            rendered.put(name, value);
          }
        });
    return Collections.unmodifiableMap(rendered);
  }

  private List<@Nullable Object> items(List<Template> items) {
    List<@Nullable Object> rendered = new ArrayList<>(items.size());
    for (Template item : items) {
      Object value = valueOf(item);
      if (!isAbsent(value, item)) {
        rendered.add(value);
      }
    }
    return Collections.unmodifiableList(rendered);
  }

  private static boolean isAbsent(@Nullable Object value, Template template) {
    return isLeftOut(value) || (value == null && template instanceof Template.Standalone);
  }

  private String text(List<Template.Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : parts) {
      switch (part) {
        case Template.Part.Plain(String plain) -> text.append(plain);
        case Template.Part.Embedded(LocatedExpression expression) -> appendTo(text, expression);
      }
    }
    return text.toString();
  }

  private void appendTo(StringBuilder text, LocatedExpression expression) {
    Object value = evaluate(expression);
    if (isLeftOut(value)) {
      return;
    }
    try {
      String piece = ScalarText.of(value);
      budget.text(piece.length());
      text.append(piece);
    } catch (EvaluationException problem) {
      fail(expression, problem.code(), problem.getMessage());
    }
  }

  private @Nullable Object evaluate(LocatedExpression expression) {
    return switch (expression.compiled().evaluate(bindings, budget.part())) {
      case Evaluated.Value(@Nullable Object value) -> value;
      case Evaluated.Omitted() -> LEFT_OUT;
      case Evaluated.Pending waits -> {
        if (pending == null) {
          pending = new Rendering.Pending("waiting for " + waits.missing());
        }
        yield LEFT_OUT;
      }
      case Evaluated.Failed(Evaluated.Code code, String message, var _) -> {
        fail(expression, code, message);
        yield LEFT_OUT;
      }
    };
  }

  private void fail(LocatedExpression expression, Evaluated.Code code, String message) {
    if (failed == null) {
      Reason reason =
          code == Evaluated.Code.BUDGET_EXCEEDED
              ? Reason.BUDGET_EXCEEDED
              : Reason.EXPRESSION_FAILED;
      failed =
          new Rendering.Failed(
              reason, expression.path() + ": " + expression.text() + ": " + message);
    }
  }
}
