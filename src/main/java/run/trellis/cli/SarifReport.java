package run.trellis.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.SourceRange;

/**
 * <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>: each
 * problem code is a rule, each problem a result.
 */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  static void write(Report report, PrintWriter out) {
    List<ProblemCode> rules =
        report.problems().stream()
            .map(found -> found.problem().code())
            .distinct()
            .sorted()
            .toList();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "trellis");
    driver.put("version", TrellisVersion.text());
    driver.put("rules", rules.stream().map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", report.problems().stream().map(found -> result(found, rules)).toList());
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    JsonDocument.write(log, out);
  }

  private static Map<String, Object> rule(ProblemCode code) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", code.code());
    rule.put("shortDescription", Map.of("text", code.meaning()));
    rule.put("help", Map.of("text", code.mend()));
    rule.put("defaultConfiguration", Map.of("level", "error"));
    return rule;
  }

  private static Map<String, Object> result(FileProblem found, List<ProblemCode> rules) {
    Problem problem = found.problem();
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    Map<String, Object> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", Map.of("uri", uri(found.file().name())));
    problem.range().ifPresent(range -> physical.put("region", region(range)));
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("physicalLocation", physical);
    if (!problem.path().isEmpty()) {
      location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", problem.path())));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", problem.code().code());
    result.put("ruleIndex", rules.indexOf(problem.code()));
    result.put("level", "error");
    result.put("message", Map.of("text", problem.message() + hint));
    result.put("locations", List.of(location));
    return result;
  }

  private static Map<String, Object> region(SourceRange range) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", range.start().line());
    region.put("startColumn", range.start().column());
    region.put("endLine", range.end().line());
    region.put("endColumn", range.end().column());
    return region;
  }

  /** Relative paths stay so: whoever reads the log knows what they are relative to. */
  private static String uri(String name) {
    Path path = Path.of(name);
    if (path.isAbsolute()) {
      return path.toUri().toString();
    }
    return Path.of("/").toUri().relativize(Path.of("/").resolve(path).toUri()).toString();
  }
}
