package run.trellis.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/** A tree of the value model with expressions in place of some values. */
public sealed interface Template {

  /** A value, or a whole tree, without any expression. */
  record Literal(@Nullable Object value) implements Template {}

  /** The typed value of one expression; {@code null} leaves the field out. */
  record Standalone(LocatedExpression expression) implements Template {}

  /** Text with values of expressions put in. */
  record Text(List<Part> parts) implements Template {
    public Text {
      parts = List.copyOf(parts);
    }
  }

  /** A map. */
  record Fields(Map<String, Template> fields) implements Template {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The template at a path of field names; an empty literal where there is none. */
    public Template at(String first, String... rest) {
      Template current = fields.getOrDefault(first, NOTHING);
      for (String name : rest) {
        current =
            switch (current) {
              case Fields below -> below.fields.getOrDefault(name, NOTHING);
              case Literal literal -> new Literal(JsonTree.at(literal.value(), name));
              case Standalone _, Text _, Items _ -> NOTHING;
            };
      }
      return current;
    }
  }

  /** A list. */
  record Items(List<Template> items) implements Template {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Part of a text. */
  sealed interface Part {
    /** Characters as they are. */
    record Plain(String text) implements Part {}

    /** The value of an expression as text. */
    record Embedded(LocatedExpression expression) implements Part {}
  }

  Template NOTHING = new Literal(null);
}
