package run.trellis.api.trellis;

import java.util.List;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.definition.DefinitionReader;
import run.trellis.api.definition.DefinitionText;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;

/** Reads {@code trellis.run/v1alpha1 ResourceGraph}, and nothing else. */
public final class ResourceGraphReader {

  public static final GroupVersionKind TYPE = TrellisDialect.VALUE.definition();
  public static final String SPEL = TrellisDialect.SPEL;
  public static final String CEL = TrellisDialect.CEL;

  private static final DefinitionReader READER = new DefinitionReader(TrellisDialect.VALUE);

  private ResourceGraphReader() {}

  /** Whether the object is a graph of this dialect, in any version. */
  public static boolean reads(GroupVersionKind type) {
    return TrellisDialect.VALUE.defines(type);
  }

  /** Reads an object of the API. Problems have no positions. */
  public static Reading read(KubeObject graph) {
    return READER.read(graph);
  }

  /** Reads YAML text with one or several documents. Problems have positions. */
  public static GraphFile readText(String text) {
    return DefinitionText.read(text, List.of(TrellisDialect.VALUE));
  }
}
