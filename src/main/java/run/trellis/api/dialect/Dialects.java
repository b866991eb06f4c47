package run.trellis.api.dialect;

import java.util.List;
import java.util.Optional;
import run.trellis.api.Dialect;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.definition.DefinitionText;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.kro.KroDialect;
import run.trellis.api.trellis.TrellisDialect;

/** The dialects that there are. */
public final class Dialects {

  public static final List<Dialect> ALL = List.of(TrellisDialect.VALUE, KroDialect.VALUE);

  private Dialects() {}

  /** The dialect whose definitions have a kind, in any version. */
  public static Optional<Dialect> of(GroupVersionKind definition) {
    return ALL.stream().filter(dialect -> dialect.defines(definition)).findFirst();
  }

  /**
   * Reads YAML text with one or several documents, definitions of whatever dialect among them.
   * Problems have positions. Never throws for any text.
   */
  public static GraphFile readText(String text) {
    return DefinitionText.read(text, ALL);
  }
}
