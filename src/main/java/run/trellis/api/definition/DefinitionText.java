package run.trellis.api.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import run.trellis.api.Dialect;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.YamlDocument;

/** Reads YAML text with one or several documents, whichever of them are definitions. */
public final class DefinitionText {

  private DefinitionText() {}

  /**
   * Reads a text. Problems have positions.
   *
   * @param dialects the dialects that definitions may be of
   */
  public static GraphFile read(String text, List<Dialect> dialects) {
    List<Reading> graphs = new ArrayList<>();
    List<KubeObject> others = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (YamlDocument document : YamlDocument.readAll(text)) {
      KubeObject object = KubeObject.ofImmutable(document.tree());
      // A graph of a wrong group is told so, rather than passed over.
      Optional<Dialect> dialect =
          dialects.stream()
              .filter(one -> one.definition().kind().equals(object.type().kind()))
              .findFirst();
      if (dialect.isPresent()) {
        graphs.add(
            new DefinitionReader(dialect.get())
                .read(document.tree(), document.source(), document.problems()));
      } else if (!object.type().kind().isEmpty() && document.problems().isEmpty()) {
        others.add(object);
      } else {
        problems.addAll(
            document.problems().isEmpty()
                ? List.of(noObject(document, dialects))
                : document.problems());
      }
    }
    return new GraphFile(graphs, others, problems);
  }

  private static Problem noObject(YamlDocument document, List<Dialect> dialects) {
    String field = document.tree().containsKey("apiVersion") ? "kind" : "apiVersion";
    String hint =
        dialects.stream()
            .map(Dialect::definition)
            .map(DefinitionText::start)
            .collect(Collectors.joining(", or ", "a graph starts with ", ""));
    return Problem.at(field, ProblemCode.MISSING_FIELD, "`" + field + "` is missing", hint)
        .locatedBy(document.source());
  }

  private static String start(GroupVersionKind type) {
    return "`apiVersion: " + type.apiVersion() + "` and `kind: " + type.kind() + "`";
  }
}
