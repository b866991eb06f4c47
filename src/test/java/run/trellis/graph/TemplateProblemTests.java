package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.Problem;

/**
 * What is told of resources whose kinds are known. The file has one resource after the other, each
 * followed by its problems, or by {@code => fine}.
 */
class TemplateProblemTests {

  private static final Path CASES = Path.of("src/test/resources/graphs/template-problems.txt");
  private static final String RESULT = "=> ";

  private static final String SCHEMA =
      """
      schema:
        apiVersion: v1alpha1
        kind: Thing
        group: example.com
        scope: SCOPE
        spec:
          name: string | required=true
          replicas: integer | default=1
          ratio: float | default=0.5
          debug: boolean | default=false
          host: string
          regions: "[]string | default=[]"
          numbers: "[]integer | default=[]"
          labels: "map[string]string | default={}"
          ports: "[]Port | default=[]"
          anything: object | default={}
        types:
          Port:
            port: integer | required=true
            name: string
      resources:
      """;

  /**
   * A resource and what is wrong with it.
   *
   * @param graph what stands before the resource
   */
  record Case(String title, String graph, String resource, List<String> problems) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String graph = "";
    String title = "";
    StringBuilder resource = new StringBuilder();
    List<String> problems = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("## ")) {
        graph = line.contains("without schema") ? "resources:\n" : schema(line);
      } else if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.startsWith(RESULT)) {
        problems.add(line.substring(RESULT.length()));
      } else if (line.isBlank() && !problems.isEmpty()) {
        cases.add(new Case(title, graph, resource.toString(), List.copyOf(problems)));
        resource.setLength(0);
        problems.clear();
      } else {
        resource.append(line).append('\n');
      }
    }
    return cases;
  }

  private static String schema(String line) {
    return SCHEMA.replace("SCOPE", line.contains("cluster") ? "Cluster" : "Namespaced");
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(CASES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tells(Case example) {
    assertThat(found(example)).isEqualTo(example.problems());
  }

  /** Where something is otherwise, the file as it would have to be, to be looked at. */
  @AfterAll
  static void writeForReview() throws IOException {
    Iterator<Case> cases = cases().iterator();
    List<String> review = new ArrayList<>();
    boolean told = false;
    for (String line : lines()) {
      if (!line.startsWith(RESULT)) {
        review.add(line);
        told = false;
      } else if (!told) {
        found(cases.next()).forEach(problem -> review.add(RESULT + problem));
        told = true;
      }
    }
    if (!review.equals(lines())) {
      Files.write(Path.of("target", CASES.getFileName().toString()), review);
    }
  }

  private static List<String> found(Case example) {
    String entry = "- id: it\n" + example.resource().indent(2);
    return switch (TestGraphs.tryCompile(example.graph() + entry.indent(2), TestKinds.load())) {
      case Compilation.Accepted _ -> List.of("fine");
      case Compilation.Rejected(List<Problem> problems) ->
          problems.stream().map(TemplateProblemTests::text).toList();
    };
  }

  private static String text(Problem problem) {
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    String path = problem.path().replace("spec.resources[0].", "");
    return problem.code() + " " + path + ": " + problem.message() + hint;
  }
}
