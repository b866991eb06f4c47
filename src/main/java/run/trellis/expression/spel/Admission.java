package run.trellis.expression.spel;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BooleanLiteral;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.FloatLiteral;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.IntLiteral;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.LongLiteral;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.NullLiteral;
import org.springframework.expression.spel.ast.OpAnd;
import org.springframework.expression.spel.ast.OpDivide;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpGE;
import org.springframework.expression.spel.ast.OpGT;
import org.springframework.expression.spel.ast.OpLE;
import org.springframework.expression.spel.ast.OpLT;
import org.springframework.expression.spel.ast.OpMinus;
import org.springframework.expression.spel.ast.OpModulus;
import org.springframework.expression.spel.ast.OpMultiply;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpOr;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.OperatorBetween;
import org.springframework.expression.spel.ast.OperatorMatches;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.OperatorPower;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.RealLiteral;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.Ternary;
import org.springframework.expression.spel.ast.VariableReference;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.spel.Syntax.BinaryOperator;
import run.trellis.expression.spel.Syntax.UnaryOperator;

/**
 * The gate: admits nodes of an allow-list of classes and rewrites them to {@link Syntax}. Every
 * other class, known or added to Spring one day, is a problem.
 */
final class Admission {

  /** Rewrites a node of one class. */
  private interface Rule {
    Syntax admit(Admission admission, SpelNode node);
  }

  /** Exact classes, looked up and not tested with instanceof: a subclass may do anything. */
  private static final Map<Class<?>, Rule> ALLOWED =
      Map.ofEntries(
          entry(NullLiteral.class, Admission::nothing),
          entry(BooleanLiteral.class, Admission::constant),
          entry(StringLiteral.class, Admission::constant),
          entry(IntLiteral.class, Admission::integer),
          entry(LongLiteral.class, Admission::integer),
          entry(RealLiteral.class, Admission::real),
          entry(FloatLiteral.class, Admission::real),
          entry(PropertyOrFieldReference.class, Admission::name),
          entry(VariableReference.class, Admission::variable),
          entry(MethodReference.class, (admission, node) -> admission.call(node, null)),
          entry(CompoundExpression.class, Admission::chain),
          entry(InlineList.class, Admission::inlineList),
          entry(InlineMap.class, Admission::inlineMap),
          entry(Ternary.class, Admission::ternary),
          entry(Elvis.class, Admission::elvis),
          entry(OperatorNot.class, (admission, node) -> admission.unary(UnaryOperator.NOT, node)),
          entry(
              OpPlus.class,
              (admission, node) -> admission.sign(UnaryOperator.PLUS, BinaryOperator.ADD, node)),
          entry(
              OpMinus.class,
              (admission, node) ->
                  admission.sign(UnaryOperator.NEGATE, BinaryOperator.SUBTRACT, node)),
          entry(OpMultiply.class, binary(BinaryOperator.MULTIPLY)),
          entry(OpDivide.class, binary(BinaryOperator.DIVIDE)),
          entry(OpModulus.class, binary(BinaryOperator.REMAINDER)),
          entry(OperatorPower.class, binary(BinaryOperator.POWER)),
          entry(OpEQ.class, binary(BinaryOperator.EQUAL)),
          entry(OpNE.class, binary(BinaryOperator.NOT_EQUAL)),
          entry(OpLT.class, binary(BinaryOperator.LESS)),
          entry(OpLE.class, binary(BinaryOperator.LESS_OR_EQUAL)),
          entry(OpGT.class, binary(BinaryOperator.GREATER)),
          entry(OpGE.class, binary(BinaryOperator.GREATER_OR_EQUAL)),
          entry(OpAnd.class, binary(BinaryOperator.AND)),
          entry(OpOr.class, binary(BinaryOperator.OR)),
          entry(OperatorMatches.class, binary(BinaryOperator.MATCHES)),
          entry(OperatorBetween.class, binary(BinaryOperator.BETWEEN)));

  private final String source;
  private final List<ExpressionProblem> problems = new ArrayList<>();

  /** How many projections and selections stand around the node at hand. */
  private int enclosing;

  Admission(String source) {
    this.source = source;
  }

  List<ExpressionProblem> problems() {
    return problems;
  }

  Syntax admit(SpelNode node) {
    Rule rule = ALLOWED.get(node.getClass());
    return rule == null ? refuse(node) : rule.admit(this, node);
  }

  private List<Syntax> children(SpelNode node) {
    List<Syntax> children = new ArrayList<>(node.getChildCount());
    for (int i = 0; i < node.getChildCount(); i++) {
      children.add(admit(node.getChild(i)));
    }
    return List.copyOf(children);
  }

  private static Rule binary(BinaryOperator operator) {
    return (admission, node) -> admission.binary(operator, node);
  }

  private Syntax binary(BinaryOperator operator, SpelNode node) {
    Syntax left = admit(node.getChild(0));
    Syntax right = admit(node.getChild(1));
    return new Syntax.Binary(across(left, right), operator, left, right);
  }

  private Syntax unary(UnaryOperator operator, SpelNode node) {
    Syntax operand = admit(node.getChild(0));
    return new Syntax.Unary(between(node.getStartPosition(), end(operand)), operator, operand);
  }

  private Syntax sign(UnaryOperator alone, BinaryOperator between, SpelNode node) {
    if (node.getChildCount() > 1) {
      return binary(between, node);
    }
    Syntax signed = unary(alone, node);
    return signed instanceof Syntax.Unary(Span span, UnaryOperator operator, Syntax operand)
            && operator == UnaryOperator.NEGATE
            && operand instanceof Syntax.Constant(Span digits, Object value)
        ? negative(signed, span, value)
        : signed;
  }

  /** A negative number is a constant too; there is no literal of the one that has no negation. */
  private static Syntax negative(Syntax signed, Span span, @Nullable Object value) {
    return switch (value) {
      case Long number -> new Syntax.Constant(span, -number);
      case Double number -> new Syntax.Constant(span, -number);
      case null, default -> signed;
    };
  }

  private Syntax ternary(SpelNode node) {
    List<Syntax> parts = children(node);
    return new Syntax.Ternary(
        across(parts.get(0), parts.get(2)), parts.get(0), parts.get(1), parts.get(2));
  }

  private Syntax elvis(SpelNode node) {
    List<Syntax> parts = children(node);
    return new Syntax.Elvis(across(parts.get(0), parts.get(1)), parts.get(0), parts.get(1));
  }

  /** Spring puts a null in the place of an operand that is not there. */
  private Syntax nothing(SpelNode node) {
    Span span = span(node);
    if (!source.regionMatches(true, span.offset(), "null", 0, 4)) {
      return problem(ProblemCode.SYNTAX_ERROR, span, "the operator lacks an operand", "");
    }
    return new Syntax.Constant(span, null);
  }

  private Syntax constant(SpelNode node) {
    return new Syntax.Constant(span(node), ((Literal) node).getLiteralValue().getValue());
  }

  private Syntax integer(SpelNode node) {
    Object value = ((Literal) node).getLiteralValue().getValue();
    return new Syntax.Constant(
        span(node), value instanceof Number number ? (Object) number.longValue() : value);
  }

  /** Read from its text, because a float has lost digits. */
  private Syntax real(SpelNode node) {
    double value = Double.parseDouble(String.valueOf(((Literal) node).getOriginalValue()));
    if (!Double.isFinite(value)) {
      return problem(ProblemCode.SYNTAX_ERROR, span(node), "the number is too large", "");
    }
    return new Syntax.Constant(span(node), value);
  }

  private Syntax name(SpelNode node) {
    String name = ((PropertyOrFieldReference) node).getName();
    checkName(name, node);
    return new Syntax.Name(span(node), name);
  }

  private void checkName(String name, SpelNode node) {
    Forbidden.name(name)
        .ifPresent(
            message ->
                problem(
                    ProblemCode.FORBIDDEN_CONSTRUCT,
                    span(node),
                    message,
                    "to read a key of that name write ['" + name + "']"));
  }

  private Syntax variable(SpelNode node) {
    Span span = span(node);
    if (!source.startsWith("#this", span.offset()) || span.length() != "#this".length()) {
      return problem(
          ProblemCode.FORBIDDEN_CONSTRUCT,
          span,
          "there are no variables but #this",
          "names in scope are written without #");
    }
    if (enclosing == 0) {
      return problem(
          ProblemCode.UNKNOWN_NAME,
          span,
          "#this is known only within .![ ], .?[ ], .^[ ] and .$[ ]",
          "");
    }
    return new Syntax.Element(span);
  }

  private Syntax chain(SpelNode node) {
    Syntax target = admit(node.getChild(0));
    for (int i = 1; i < node.getChildCount(); i++) {
      target = step(target, node.getChild(i));
    }
    return target;
  }

  private Syntax step(Syntax target, SpelNode node) {
    Class<?> type = node.getClass();
    if (type == PropertyOrFieldReference.class) {
      PropertyOrFieldReference property = (PropertyOrFieldReference) node;
      checkName(property.getName(), node);
      return new Syntax.Property(
          upTo(target, node), target, property.getName(), property.isNullSafe(), span(node));
    }
    if (type == MethodReference.class) {
      return call(node, target);
    }
    if (type == Indexer.class) {
      Syntax index = admit(node.getChild(0));
      Span span = between(start(target), closing(']', end(index)));
      return new Syntax.Index(span, target, index, ((Indexer) node).isNullSafe());
    }
    if (type == Projection.class) {
      Syntax body = within(node);
      Span span = between(start(target), closing(']', end(body)));
      return new Syntax.Projection(span, target, body, ((Projection) node).isNullSafe());
    }
    if (type == Selection.class) {
      Syntax criterion = within(node);
      Span span = between(start(target), closing(']', end(criterion)));
      return new Syntax.Selection(
          span, target, criterion, pick(node), ((Selection) node).isNullSafe());
    }
    return refuse(node);
  }

  private Syntax within(SpelNode node) {
    enclosing++;
    Syntax body = admit(node.getChild(0));
    enclosing--;
    return body;
  }

  /** The node keeps its variant to itself; the source tells. */
  private Syntax.Pick pick(SpelNode node) {
    return switch (source.charAt(node.getStartPosition())) {
      case '^' -> Syntax.Pick.FIRST;
      case '$' -> Syntax.Pick.LAST;
      default -> Syntax.Pick.ALL;
    };
  }

  private Syntax call(SpelNode node, @Nullable Syntax target) {
    MethodReference method = (MethodReference) node;
    checkName(method.getName(), node);
    List<Syntax> arguments = children(node);
    int from = target == null ? node.getStartPosition() : start(target);
    int last = arguments.isEmpty() ? node.getEndPosition() : end(arguments.getLast());
    Span span = between(from, closing(')', last));
    return new Syntax.Call(
        span, target, method.getName(), arguments, method.isNullSafe(), span(node));
  }

  private Syntax inlineList(SpelNode node) {
    return new Syntax.InlineList(span(node), children(node));
  }

  private Syntax inlineMap(SpelNode node) {
    List<Syntax.Entry> entries = new ArrayList<>();
    for (int i = 0; i + 1 < node.getChildCount(); i += 2) {
      entries.add(new Syntax.Entry(key(node.getChild(i)), admit(node.getChild(i + 1))));
    }
    return new Syntax.InlineMap(span(node), List.copyOf(entries));
  }

  /** A bare name is the key itself, as is a literal. */
  private Syntax key(SpelNode node) {
    if (node.getClass() == PropertyOrFieldReference.class) {
      return new Syntax.Constant(span(node), ((PropertyOrFieldReference) node).getName());
    }
    return admit(node);
  }

  private Syntax refuse(SpelNode node) {
    Forbidden.Reason reason = Forbidden.construct(node);
    return problem(ProblemCode.FORBIDDEN_CONSTRUCT, span(node), reason.message(), reason.hint());
  }

  /** Notes the problem; reading goes on, to find the others. */
  private Syntax problem(ProblemCode code, Span span, String message, String hint) {
    problems.add(new ExpressionProblem(code, span, message, hint));
    return new Syntax.Constant(span, null);
  }

  private Span span(SpelNode node) {
    return between(node.getStartPosition(), node.getEndPosition());
  }

  private Span upTo(Syntax target, SpelNode node) {
    return between(start(target), node.getEndPosition());
  }

  private Span across(Syntax first, Syntax last) {
    return between(start(first), end(last));
  }

  private Span between(int start, int end) {
    int from = Math.clamp(start, 0, source.length());
    return new Span(from, Math.clamp(end, from, source.length()) - from);
  }

  private static int start(Syntax syntax) {
    return syntax.span().offset();
  }

  private static int end(Syntax syntax) {
    return syntax.span().offset() + syntax.span().length();
  }

  /** Behind the bracket that closes, which no node remembers. */
  private int closing(char bracket, int from) {
    int found = source.indexOf(bracket, from);
    return found < 0 ? from : found + 1;
  }
}
