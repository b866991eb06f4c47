package run.trellis.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Reference;

/** Reads source text to a tree. */
final class CelReader {

  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "(?:mismatched|extraneous) input '(.*?)' expecting .*|missing .* at '(.*)'"
              + "|no viable alternative at input .*",
          Pattern.DOTALL);
  private static final Pattern UNKNOWN_TOKEN =
      Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
  private static final int LONGEST_MESSAGE = 160;

  private CelReader() {}

  /** A tree, and what it names. */
  record Content(CelAbstractSyntaxTree tree, Inspection inspection) {

    List<Reference> references(String source) {
      return CelReferences.find(tree.getExpr(), Positions.of(tree, source));
    }
  }

  /** What was read, or the problems with it. */
  record Reading(@Nullable Content content, List<ExpressionProblem> problems) {
    Reading {
      problems = List.copyOf(problems);
    }

    private static Reading refused(ExpressionProblem problem) {
      return new Reading(null, List.of(problem));
    }
  }

  static Reading read(String source) {
    Optional<ExpressionProblem> refusal = CelScanner.refuse(source);
    if (refusal.isPresent()) {
      return Reading.refused(refusal.get());
    }
    CelValidationResult parsed = CelSyntax.PARSER.parse(source);
    if (parsed.hasError()) {
      // Behind the first error the parser guesses, and complains of its guesses.
      return Reading.refused(
          parsed.getErrors().stream()
              .findFirst()
              .map(issue -> problem(issue, source))
              .orElseGet(
                  () -> problem(ProblemCode.SYNTAX_ERROR, source, "this does not fit here")));
    }
    try {
      return inspected(parsed.getAst(), source);
    } catch (CelValidationException e) {
      throw new IllegalStateException("a tree without errors is there", e);
    }
  }

  private static Reading inspected(CelAbstractSyntaxTree tree, String source) {
    Inspection inspection = Inspection.of(tree.getExpr(), Positions.of(tree, source));
    List<ExpressionProblem> problems = new ArrayList<>();
    for (Span message : inspection.messages()) {
      problems.add(
          new ExpressionProblem(
              ProblemCode.FORBIDDEN_CONSTRUCT,
              message,
              "expressions make no messages",
              "for an object write a map with its keys in quotes"));
    }
    return new Reading(problems.isEmpty() ? new Content(tree, inspection) : null, problems);
  }

  private static ExpressionProblem problem(CelIssue issue, String source) {
    String message = issue.getMessage();
    if (message.contains("limit exceeded")) {
      return new ExpressionProblem(
          ProblemCode.LIMIT_EXCEEDED,
          new Span(0, source.length()),
          "the expression has more than "
              + CelSyntax.DEEPEST_TREE
              + " operations one within another",
          "split the expression, or use join or format for long texts");
    }
    return new ExpressionProblem(
        ProblemCode.SYNTAX_ERROR, Positions.span(issue, source), explain(message), "");
  }

  private static ExpressionProblem problem(ProblemCode code, String source, String message) {
    return new ExpressionProblem(code, new Span(0, source.length()), message, "");
  }

  /** In our own words, where the parser speaks of tokens. */
  private static String explain(String message) {
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      return "<EOF>".equals(unexpected.group(1)) || "<EOF>".equals(unexpected.group(2))
          ? "the expression ends too early"
          : "this does not fit here";
    }
    Matcher token = UNKNOWN_TOKEN.matcher(message);
    if (token.matches()) {
      boolean text = token.group(1).startsWith("'") || token.group(1).startsWith("\"");
      return text
          ? "the text has no closing quote, or a backslash that escapes nothing"
          : "this has no meaning outside of text";
    }
    if (message.startsWith("reserved identifier: ")) {
      return "`" + message.substring("reserved identifier: ".length()) + "` is a reserved word";
    }
    if (message.startsWith("For input string") || message.contains("exceeds range")) {
      return "the number does not fit in 64 bits";
    }
    String line = message.lines().findFirst().orElse("");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
