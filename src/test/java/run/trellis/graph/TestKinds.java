package run.trellis.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.YamlDocument;
import run.trellis.schema.OpenApiDocument;
import run.trellis.schema.SchemaCatalog;

/** A catalog with a few kinds of each sort, read anew each time. */
public final class TestKinds implements SchemaCatalog {

  private static final Path SCHEMAS = Path.of("src/test/resources/graphs/kinds.yaml");
  private static final Set<String> CLUSTER_SCOPED = Set.of("Namespace");

  private final OpenApiDocument document;

  private TestKinds(OpenApiDocument document) {
    this.document = document;
  }

  public static TestKinds load() {
    try {
      String text = Files.readString(SCHEMAS);
      return new TestKinds(new OpenApiDocument(YamlDocument.readAll(text).getFirst().tree()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OpenApiDocument document() {
    return document;
  }

  @Override
  public Lookup find(GroupVersionKind type) {
    return document
        .typeOf(type)
        .<Lookup>map(found -> new Lookup.Found(found, !CLUSTER_SCOPED.contains(type.kind())))
        .orElseGet(Lookup.Missing::new);
  }
}
