package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelMessage;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParseException;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.SourceLimits;

/**
 * Reads source text to an admitted tree. Spring's parser is asked for its tree and nothing more:
 * its expressions are never evaluated.
 */
final class SpelReader {

  /**
   * Levels of the tree; a sum of so many terms is one. Bounds the recursion of everything that
   * walks it.
   */
  private static final int DEEPEST_TREE = 256;

  /** Keeps nothing between expressions. */
  private static final SpelExpressionParser PARSER =
      new SpelExpressionParser(
          new SpelParserConfiguration(
              SpelCompilerMode.OFF, null, false, false, 0, SourceLimits.LONGEST));

  private SpelReader() {}

  /** A tree, or the problems that kept it from being one. */
  record Reading(@Nullable Syntax tree, List<ExpressionProblem> problems) {
    Reading {
      problems = List.copyOf(problems);
    }
  }

  static Reading read(String source) {
    Optional<ExpressionProblem> refusal = SpelScanner.refuse(source);
    if (refusal.isPresent()) {
      return new Reading(null, List.of(refusal.get()));
    }
    SpelNode root;
    try {
      root = PARSER.parseRaw(source).getAST();
    } catch (SpelParseException e) {
      // Spring counts a character it does not know from 1.
      boolean fromOne = e.getMessageCode() == SpelMessage.UNSUPPORTED_CHARACTER;
      return syntaxError(source, e.getPosition() - (fromOne ? 1 : 0), explain(e));
    } catch (RuntimeException e) {
      // The parser asserts that operands are there, and reads behind the end of a number like 2e.
      return syntaxError(source, source.length(), "the expression ends too early");
    }
    return admitted(root, source);
  }

  private static Reading admitted(SpelNode root, String source) {
    if (isTooDeep(root)) {
      return new Reading(
          null,
          List.of(
              new ExpressionProblem(
                  ProblemCode.LIMIT_EXCEEDED,
                  new Span(0, source.length()),
                  "the expression has more than " + DEEPEST_TREE + " operations one within another",
                  "split the expression, or use join or format for long texts")));
    }
    Admission admission = new Admission(source);
    Syntax tree = admission.admit(root);
    List<ExpressionProblem> problems = admission.problems();
    return new Reading(problems.isEmpty() ? tree : null, problems);
  }

  /** Without recursion, which is what it protects. */
  private static boolean isTooDeep(SpelNode root) {
    List<SpelNode> level = List.of(root);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > DEEPEST_TREE) {
        return true;
      }
      List<SpelNode> next = new ArrayList<>();
      for (SpelNode node : level) {
        if (node.getChildCount() > DEEPEST_TREE && node.getClass() == CompoundExpression.class) {
          return true;
        }
        for (int i = 0; i < node.getChildCount(); i++) {
          next.add(node.getChild(i));
        }
      }
      level = next;
    }
    return false;
  }

  private static Reading syntaxError(String source, int position, String message) {
    int offset = Math.clamp(position, 0, source.length());
    Span span = new Span(offset, Math.min(1, source.length() - offset));
    return new Reading(
        null, List.of(new ExpressionProblem(ProblemCode.SYNTAX_ERROR, span, message, "")));
  }

  /** In our own words: Spring's are formatted for the locale of the process. */
  private static String explain(SpelParseException e) {
    SpelMessage code = e.getMessageCode();
    return switch (code) {
      case NON_TERMINATING_QUOTED_STRING -> "the text in '…' has no closing quote";
      case NON_TERMINATING_DOUBLE_QUOTED_STRING -> "the text in \"…\" has no closing quote";
      case NOT_AN_INTEGER -> "whole numbers beyond 2147483647 end with L, such as 3000000000L";
      case NOT_A_LONG -> "the number does not fit in 64 bits";
      case NOT_A_REAL, REAL_CANNOT_BE_LONG -> "this is no number";
      case OOD -> "something is missing here";
      case RUN_OUT_OF_ARGUMENTS -> "the arguments have no closing parenthesis";
      case LEFT_OPERAND_PROBLEM -> "the operator has nothing on its left";
      case RIGHT_OPERAND_PROBLEM -> "the operator has nothing on its right";
      case MISSING_SELECTION_EXPRESSION -> "there is nothing in the brackets";
      case UNEXPECTED_DATA_AFTER_DOT -> "a name has to follow the dot";
      case UNEXPECTED_ESCAPE_CHAR -> "a backslash has no meaning outside of text";
      case UNSUPPORTED_CHARACTER -> "this character has no meaning outside of text";
      case MISSING_CONSTRUCTOR_ARGS -> "`new` makes Java objects, which expressions cannot";
      case INVALID_BEAN_REFERENCE -> "`@` reaches Java beans, which expressions cannot";
      case MISSING_CHARACTER -> "`|` stands alone; or is `||`";
      default -> "this does not fit here";
    };
  }
}
