package run.trellis.cluster;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One instance for equal texts that occur in many objects: field names, kinds, namespaces, labels.
 * Bounded: when it is full it begins anew.
 */
final class SharedTexts {

  private static final int MAX_TEXTS = 20_000;
  private static final int MAX_LENGTH = 96;

  private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();

  String share(String text) {
    if (text.length() > MAX_LENGTH) {
      return text;
    }
    String known = texts.get(text);
    if (known != null) {
      return known;
    }
    if (texts.size() >= MAX_TEXTS) {
      // What is still in use comes back with the next object that has it.
      texts.clear();
    }
    String raced = texts.putIfAbsent(text, text);
    return raced == null ? text : raced;
  }
}
