package run.trellis.expression;

import java.util.List;

/**
 * The types of the status conditions that an expression gives, as far as its text tells.
 *
 * @param written types that are written down, once for each condition; of branches only one gives
 *     its conditions, so what several of them give is there once
 * @param others whether there may be conditions of types that only an evaluation tells
 */
public record ConditionTypes(List<String> written, boolean others) {

  /** Of an expression that gives no condition. */
  public static final ConditionTypes NONE = new ConditionTypes(List.of(), false);

  /** Of an expression that may give any. */
  public static final ConditionTypes ANY = new ConditionTypes(List.of(), true);

  public ConditionTypes {
    written = List.copyOf(written);
  }
}
