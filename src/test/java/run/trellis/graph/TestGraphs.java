package run.trellis.graph;

import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.schema.SchemaCatalog;

/** Graphs for tests, from the text of their spec, through the real reader and the real compiler. */
public final class TestGraphs {

  private TestGraphs() {}

  /** The one compiler, as the product puts it together. */
  public static GraphCompiler compiler() {
    return GraphCompiler.ofAllLanguages();
  }

  /** A graph called {@code test}; fails if anything is wrong with it. */
  public static CompiledGraph compile(String spec) {
    return compile(read(spec));
  }

  /** The one graph of a file; fails if anything is wrong with it. */
  public static CompiledGraph compileFile(String text) {
    return compile(readFile(text));
  }

  private static CompiledGraph compile(Reading reading) {
    if (!reading.isClean()) {
      throw new AssertionError("not readable: " + reading.problems());
    }
    return switch (compiler().compile(reading.definition().orElseThrow(), SchemaCatalog.EMPTY)) {
      case Compilation.Accepted(CompiledGraph graph) -> graph;
      case Compilation.Rejected(var problems) -> throw new AssertionError("rejected: " + problems);
    };
  }

  /** What compiling comes to. */
  public static Compilation tryCompile(String spec) {
    return tryCompile(spec, SchemaCatalog.EMPTY);
  }

  /** What compiling comes to with the kinds of a catalog. */
  public static Compilation tryCompile(String spec, SchemaCatalog catalog) {
    return compiler().compile(read(spec), catalog);
  }

  private static Reading read(String spec) {
    return readFile(
        "apiVersion: trellis.run/v1alpha1\nkind: ResourceGraph\nmetadata: {name: test}\nspec:\n"
            + spec.indent(2));
  }

  private static Reading readFile(String text) {
    GraphFile file = ResourceGraphReader.readText(text);
    if (file.graphs().isEmpty()) {
      throw new AssertionError("not a graph: " + file.problems());
    }
    return file.graphs().getFirst();
  }
}
