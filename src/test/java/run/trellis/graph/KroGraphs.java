package run.trellis.graph;

import run.trellis.api.definition.Reading;
import run.trellis.api.dialect.Dialects;
import run.trellis.schema.SchemaCatalog;

/** Definitions of the kro dialect for tests, from the text of their spec. */
public final class KroGraphs {

  private KroGraphs() {}

  /** A definition called {@code test}. */
  public static Reading read(String spec) {
    return Dialects.readText(
            "apiVersion: kro.run/v1alpha1\nkind: ResourceGraphDefinition\nmetadata: {name: test}\n"
                + "spec:\n"
                + spec.indent(2))
        .graphs()
        .getFirst();
  }

  /** What compiling comes to. */
  public static Compilation tryCompile(String spec, SchemaCatalog catalog) {
    return TestGraphs.compiler().compile(read(spec), catalog);
  }

  /** A definition with which nothing is wrong. */
  public static CompiledGraph compile(String spec) {
    return switch (tryCompile(spec, SchemaCatalog.EMPTY)) {
      case Compilation.Accepted(CompiledGraph graph) -> graph;
      case Compilation.Rejected(var problems) -> throw new AssertionError("rejected: " + problems);
    };
  }
}
