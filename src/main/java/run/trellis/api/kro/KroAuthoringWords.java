package run.trellis.api.kro;

import run.trellis.api.AuthoringWords;
import run.trellis.api.ObjectReference;

/** What the kro dialect tells authors: messages that people and suites look for. */
final class KroAuthoringWords implements AuthoringWords {

  @Override
  public String mismatch(Mismatch mismatch) {
    String told =
        "type mismatch in resource %s at path %s: expression %s returns type %s but expected %s"
            .formatted(
                quoted(mismatch.resource()),
                quoted(mismatch.path()),
                quoted(mismatch.expression()),
                quoted(mismatch.type()),
                quoted(mismatch.expected()));
    // Two objects are told apart by what is in them.
    return mismatch.type().equals(mismatch.expected()) ? told + ": " + mismatch.part() : told;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String unusedIterator(String iterator) {
    return "all forEach dimensions must be used to produce a unique resource identity, missing: ["
        + iterator
        + "]";
  }

  @Override
  public String tooManyItems(String node, long count, int most) {
    return "collection size of " + count + " is over the maximum collection size of " + most;
  }

  @Override
  public String collision(String node, ObjectReference object, String first) {
    return "identity collision: "
        + (first.equals(node) ? node : first + " and " + node)
        + " would make "
        + object
        + " more than once";
  }
}
