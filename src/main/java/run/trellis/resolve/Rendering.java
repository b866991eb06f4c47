package run.trellis.resolve;

import org.jspecify.annotations.Nullable;
import run.trellis.api.Reason;

/** What rendering a template came to. */
sealed interface Rendering {

  /** A tree without expressions. */
  record Value(@Nullable Object value) implements Rendering {}

  /** Something that an expression reads is not there yet. */
  record Pending(String message) implements Rendering {}

  /** An expression cannot have a value. */
  record Failed(Reason reason, String message) implements Rendering {}
}
