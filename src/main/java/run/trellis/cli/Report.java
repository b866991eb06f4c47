package run.trellis.cli;

import java.util.Comparator;
import java.util.List;
import run.trellis.api.GroupVersionKind;

/**
 * What came of checking files.
 *
 * @param files number of files that were read
 * @param graphs number of graphs in them
 * @param problems all that is wrong, file by file and in the order of the text
 * @param unchecked kinds that graphs use and whose schemas are not known, so that fields of their
 *     objects could not be checked
 */
record Report(int files, int graphs, List<FileProblem> problems, List<UncheckedKind> unchecked) {

  Report {
    problems = List.copyOf(problems);
    unchecked = unchecked.stream().sorted(UncheckedKind.BY_NAME).distinct().toList();
  }

  boolean isClean() {
    return problems.isEmpty();
  }

  /**
   * A kind without a known schema.
   *
   * @param missing whether it is known that there is no such kind, such as a misspelled built-in
   *     one; else nothing is known of it
   */
  record UncheckedKind(GroupVersionKind type, boolean missing) {

    private static final Comparator<UncheckedKind> BY_NAME =
        Comparator.comparing((UncheckedKind kind) -> kind.type().apiVersion())
            .thenComparing(kind -> kind.type().kind());

    @Override
    public String toString() {
      return type.apiVersion() + " " + type.kind();
    }
  }
}
