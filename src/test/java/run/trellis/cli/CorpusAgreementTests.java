package run.trellis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.YamlDocument;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.cluster.BundledCluster;
import run.trellis.graph.Compilation;
import run.trellis.graph.CorpusCase;
import run.trellis.graph.GraphCompiler;
import run.trellis.reconcile.graph.LiveCatalog;
import run.trellis.schema.SchemaCatalog;

/**
 * What the command line says of a graph is what the controller says of it: its compiler, as the
 * application wires it, is given each graph of the corpus as an object of the API.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.NONE,
    properties = "trellis.cluster.kubeconfig=src/test/resources/nowhere.kubeconfig")
class CorpusAgreementTests {

  /** No matter of the compiler: the controller tells them when it publishes the API. */
  private static final List<String> TOLD_WHEN_PUBLISHED = List.of("ApiConflict", "BreakingChange");

  @Autowired GraphCompiler compiler;

  @TestFactory
  Stream<DynamicTest> theControllerSaysTheSame() {
    return Stream.concat(CorpusCase.in("wrong").stream(), CorpusCase.in("right").stream())
        .filter(file -> couldReachTheApi(file.text()))
        .map(file -> dynamicTest(file.toString(), () -> assertAgreement(file)));
  }

  /** Without a kind, there is nothing that an API server could be sent. */
  private static boolean couldReachTheApi(String text) {
    return YamlDocument.readAll(text).stream()
        .filter(document -> document.problems().isEmpty())
        .noneMatch(document -> JsonTree.textAt(document.tree(), "kind").isEmpty());
  }

  private void assertAgreement(CorpusCase file) {
    CommandResult result = CommandResult.of(file.text(), "validate", "-f", "-", "-o", "json");
    List<String> told =
        JsonTree.listAt(result.json(), "problems").stream()
            .filter(problem -> !TOLD_WHEN_PUBLISHED.contains(JsonTree.textAt(problem, "code")))
            .map(
                problem ->
                    said(
                        JsonTree.textAt(problem, "code"),
                        JsonTree.textAt(problem, "path"),
                        JsonTree.textAt(problem, "message"),
                        JsonTree.textAt(problem, "hint")))
            .toList();
    assertThat(problems(file.text())).containsExactlyInAnyOrderElementsOf(told);
  }

  private List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    SchemaCatalog catalog = catalog(text);
    for (YamlDocument document : YamlDocument.readAll(text)) {
      KubeObject object = KubeObject.ofImmutable(document.tree());
      // What is no YAML, or has no kind, never gets to the API server.
      if (!document.problems().isEmpty() || object.type().kind().isEmpty()) {
        document.problems().forEach(problem -> problems.add(said(problem)));
        continue;
      }
      if (ResourceGraphReader.reads(object.type())
          && compiler.compile(ResourceGraphReader.read(object), catalog)
              instanceof Compilation.Rejected(List<Problem> found)) {
        assertThat(found)
            .filteredOn(problem -> problem.span().isWithinText())
            .allSatisfy(problem -> assertThat(problem.inField()).isPresent());
        found.forEach(problem -> problems.add(said(problem)));
      }
    }
    return problems;
  }

  private SchemaCatalog catalog(String text) {
    BundledCluster bundled = new BundledCluster();
    Workspace workspace = Workspace.of(List.of(new SourceFile("stdin", text, true)));
    return new WorkspaceCatalog(workspace, compiler, new LiveCatalog(bundled, bundled));
  }

  private static String said(Problem problem) {
    return said(problem.code().code(), problem.path(), problem.message(), problem.hint());
  }

  private static String said(String code, String path, String message, String hint) {
    return code + " " + path + ": " + message + " (" + hint + ")";
  }
}
