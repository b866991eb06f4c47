package run.trellis.expression.function;

import java.io.Writer;
import run.trellis.expression.Budget;

/**
 * Collects text, each piece announced to the budget before it is kept: text that grows too long
 * ends early.
 */
final class AnnouncedWriter extends Writer {

  private final StringBuilder text = new StringBuilder();
  private final Budget budget;

  AnnouncedWriter(Budget budget) {
    this.budget = budget;
  }

  @Override
  public void write(char[] buffer, int offset, int length) {
    budget.text(length);
    text.append(buffer, offset, length);
  }

  @Override
  public void write(String piece, int offset, int length) {
    budget.text(length);
    text.append(piece, offset, offset + length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
