package run.trellis.expression.function;

/**
 * What the reference page says of one way to call a function.
 *
 * @param signature as messages show it too: {@code text.substring(from: integer, to?: integer):
 *     text}
 * @param text what it does, in one or more sentences
 * @param example an expression that calls it, in SpEL
 * @param result an expression that equals the example
 */
public record FunctionDoc(String signature, String text, String example, String result) {}
