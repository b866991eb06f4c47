package run.trellis.graph;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Findings;
import run.trellis.api.ProblemCode;

/**
 * For dialects in which a status tells of something: each expression reads the instance or a node.
 */
final class StatusReads {

  private final TemplateCompiler templates;
  private final Set<String> names;
  private final Findings findings;

  /**
   * A check.
   *
   * @param names of which each expression reads at least one
   */
  StatusReads(TemplateCompiler templates, Set<String> names, Findings findings) {
    this.templates = templates;
    this.names = Set.copyOf(names);
    this.findings = findings;
  }

  /** Checks a part of a status as its author wrote it. */
  void check(@Nullable Object written, String path) {
    switch (written) {
      case Map<?, ?> fields ->
          fields.forEach(
              (name, value) -> check(value, FieldPath.field(path, String.valueOf(name))));
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          check(items.get(i), FieldPath.element(path, i));
        }
      }
      case String text when templates.isSoundExpression(text) ->
          requireName(templates.names(text), path);
      case null, default -> {}
    }
  }

  private void requireName(Set<String> read, String path) {
    if (Collections.disjoint(read, names)) {
      findings.add(
          path,
          ProblemCode.INVALID_VALUE,
          "a status field must refer to the instance or a resource",
          "for example ${schema.spec.name}");
    }
  }
}
