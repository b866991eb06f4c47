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
  record Literal(@Nullable Object value) implements Template {
    @Override
    public Literal withoutTypes() {
      return this;
    }
  }

  /** The typed value of one expression; {@code null} leaves the field out. */
  record Standalone(LocatedExpression expression) implements Template {
    @Override
    public Standalone withoutTypes() {
      return new Standalone(expression.withoutTypes());
    }
  }

  /** Text with values of expressions put in. */
  record Text(List<Part> parts) implements Template {
    public Text {
      parts = List.copyOf(parts);
    }

    @Override
    public Text withoutTypes() {
      return new Text(parts.stream().map(Part::withoutTypes).toList());
    }
  }

  /** A map. */
  record Fields(Map<String, Template> fields) implements Template {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public Fields withoutTypes() {
      Map<String, Template> without = new LinkedHashMap<>();
      fields.forEach((name, template) -> without.put(name, template.withoutTypes()));
      return new Fields(without);
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

    @Override
    public Items withoutTypes() {
      return new Items(items.stream().map(Template::withoutTypes).toList());
    }
  }

  /** Part of a text. */
  sealed interface Part {
    /** Characters as they are. */
    record Plain(String text) implements Part {
      @Override
      public Plain withoutTypes() {
        return this;
      }
    }

    /** The value of an expression as text. */
    record Embedded(LocatedExpression expression) implements Part {
      @Override
      public Embedded withoutTypes() {
        return new Embedded(expression.withoutTypes());
      }
    }

    /** The same part, whose expression lets go of its types. */
    Part withoutTypes();
  }

  Template NOTHING = new Literal(null);

  /** The same template, whose expressions let go of their types. */
  Template withoutTypes();
}
