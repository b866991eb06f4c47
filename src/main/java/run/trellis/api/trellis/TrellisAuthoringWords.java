package run.trellis.api.trellis;

import run.trellis.api.AuthoringWords;
import run.trellis.api.ObjectReference;

/** What the native dialect tells authors. */
final class TrellisAuthoringWords implements AuthoringWords {

  @Override
  public String mismatch(Mismatch mismatch) {
    return mismatch.part();
  }

  @Override
  public String unusedIterator(String iterator) {
    return "`"
        + iterator
        + "` appears in neither name nor namespace, so objects would share one identity";
  }

  @Override
  public String tooManyItems(String node, long count, int most) {
    return node + " would have " + count + " objects; at most " + most + " are allowed";
  }

  @Override
  public String collision(String node, ObjectReference object, String first) {
    String whose = first.equals(node) ? "twice" : "and so does " + first;
    return node + " wants " + object + " " + whose;
  }
}
