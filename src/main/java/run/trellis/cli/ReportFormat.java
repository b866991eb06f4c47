package run.trellis.cli;

/** A way to write what came of checking files. */
enum ReportFormat {
  /** For people. */
  HUMAN,
  /** For scripts. */
  JSON,
  /** For code review: SARIF 2.1.0, as GitHub, GitLab and editors read it. */
  SARIF;

  void write(Report report, Console console) {
    switch (this) {
      case HUMAN -> new HumanReport(console.styles()).write(report, console.out());
      case JSON -> JsonReport.write(report, console.out());
      case SARIF -> SarifReport.write(report, console.out());
    }
    console.out().flush();
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
