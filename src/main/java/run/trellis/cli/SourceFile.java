package run.trellis.cli;

import run.trellis.api.SourceText;

/**
 * A text that was read.
 *
 * @param name as messages call it: the path as it was given, or {@code stdin}
 * @param named whether it was asked for by its name, and not found in a folder
 */
record SourceFile(String name, String text, boolean named) {

  SourceText lines() {
    return SourceText.of(text);
  }
}
