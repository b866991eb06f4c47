package run.trellis.cli;

import java.io.PrintWriter;
import java.util.List;
import run.trellis.api.Problem;
import run.trellis.api.SourceRange;
import run.trellis.api.SourceText;
import run.trellis.cli.Report.UncheckedKind;

/**
 * For people at a terminal: each problem with the lines that it is about, in the manner of rustc
 * and Elm, and at the end how it stands.
 */
final class HumanReport {

  private final Styles styles;

  HumanReport(Styles styles) {
    this.styles = styles;
  }

  void write(Report report, PrintWriter out) {
    report.problems().forEach(problem -> out.print(block(problem) + "\n"));
    writeUnchecked(report.unchecked(), out);
    out.print(summary(report) + "\n");
  }

  /** One problem over several lines, the last one with a line end. */
  String block(FileProblem found) {
    Problem problem = found.problem();
    StringBuilder block = new StringBuilder();
    block
        .append(styles.error("error[" + problem.code().code() + "]"))
        .append(styles.strong(": " + Styles.visible(problem.message())))
        .append('\n');
    int gutter = 1;
    if (problem.range().isPresent()) {
      SourceRange range = problem.range().get();
      SourceText source = found.file().lines();
      gutter = String.valueOf(range.end().line()).length();
      place(found.file().name() + ":" + range.start(), gutter, block);
      new Excerpt(source, range, gutter)
          .render(styles)
          .forEach(line -> block.append(line).append('\n'));
    } else {
      place(found.file().name(), gutter, block);
    }
    String where = where(found);
    if (!where.isEmpty()) {
      remark("at", where, gutter, block);
    }
    if (!problem.hint().isEmpty()) {
      remark("hint", problem.hint(), gutter, block);
    }
    return block.toString();
  }

  private void place(String place, int gutter, StringBuilder block) {
    block.append(" ".repeat(gutter)).append(styles.frame("-->")).append(' ');
    block.append(Styles.visible(place)).append('\n');
  }

  private void remark(String kind, String text, int gutter, StringBuilder block) {
    block.append(" ".repeat(gutter + 1)).append(styles.frame("=")).append(' ');
    block.append(styles.hint(kind + ":")).append(' ').append(Styles.visible(text)).append('\n');
  }

  private static String where(FileProblem found) {
    String path = found.problem().path();
    return found.graph().isEmpty() || path.isEmpty() ? path : path + " of " + found.graph();
  }

  private void writeUnchecked(List<UncheckedKind> unchecked, PrintWriter out) {
    for (UncheckedKind kind : unchecked) {
      String message =
          kind.missing()
              ? "there is no " + kind + ", so its fields were not checked"
              : kind + " is not known here, so its fields were not checked";
      out.print(styles.note("note") + styles.strong(": " + Styles.visible(message)) + "\n");
      String hint =
          kind.missing()
              ? "the graph is accepted, and waits until the kind appears"
              : "give its definition with -f, or ask a cluster with --cluster";
      out.print("  " + styles.frame("=") + " " + styles.hint("hint:") + " " + hint + "\n\n");
    }
  }

  private String summary(Report report) {
    if (report.graphs() == 0 && report.isClean()) {
      return styles.note("There is no graph in " + count(report.files(), "file") + ".");
    }
    if (report.isClean()) {
      String sound =
          report.graphs() == 1 ? "1 graph is sound" : report.graphs() + " graphs are sound";
      return styles.good("✓ " + sound)
          + (report.files() > 1 ? " in " + report.files() + " files" : "");
    }
    long broken = report.problems().stream().map(FileProblem::file).distinct().count();
    return styles.error("✗ " + count(report.problems().size(), "problem"))
        + " in "
        + (report.files() == 1 ? "1 file" : broken + " of " + report.files() + " files");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
