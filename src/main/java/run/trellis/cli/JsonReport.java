package run.trellis.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import run.trellis.api.Problem;
import run.trellis.api.SourceRange;
import run.trellis.cli.Report.UncheckedKind;

/** For scripts: one JSON object. Fields may be added to it, and none is renamed. */
final class JsonReport {

  private JsonReport() {}

  static void write(Report report, PrintWriter out) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("files", report.files());
    summary.put("graphs", report.graphs());
    summary.put("problems", report.problems().size());
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("summary", summary);
    tree.put("problems", report.problems().stream().map(JsonReport::problem).toList());
    tree.put("unchecked", report.unchecked().stream().map(JsonReport::unchecked).toList());
    JsonDocument.write(tree, out);
  }

  private static Map<String, Object> problem(FileProblem found) {
    Problem problem = found.problem();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", problem.code().code());
    tree.put("file", found.file().name());
    problem.range().ifPresent(range -> tree.putAll(range(range)));
    if (!found.graph().isEmpty()) {
      tree.put("graph", found.graph());
    }
    tree.put("path", problem.path());
    tree.put("message", problem.message());
    if (!problem.hint().isEmpty()) {
      tree.put("hint", problem.hint());
    }
    return tree;
  }

  private static Map<String, Object> range(SourceRange range) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("line", range.start().line());
    tree.put("column", range.start().column());
    tree.put("endLine", range.end().line());
    tree.put("endColumn", range.end().column());
    return tree;
  }

  private static Map<String, Object> unchecked(UncheckedKind kind) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", kind.type().apiVersion());
    tree.put("kind", kind.type().kind());
    tree.put("missing", kind.missing());
    return tree;
  }
}
