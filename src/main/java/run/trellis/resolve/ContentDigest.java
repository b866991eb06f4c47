package run.trellis.resolve;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Sha256;

/** Tells configurations apart: the same for the same content, in whatever order its maps are. */
public final class ContentDigest {

  /** Of the SHA-256, enough to tell configurations apart. */
  private static final int BYTES = 16;

  private ContentDigest() {}

  public static String of(@Nullable Object tree) {
    StringBuilder canonical = new StringBuilder();
    write(tree, canonical);
    return HexFormat.of().formatHex(Sha256.of(canonical.toString()), 0, BYTES);
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> {
        out.append('{');
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, child) -> sorted.put(String.valueOf(key), child));
        sorted.forEach(
            (key, child) -> {
              out.append(key.length()).append(':').append(key);
              write(child, out);
            });
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        list.forEach(item -> write(item, out));
        out.append(']');
      }
      case String text -> out.append('"').append(text.length()).append(':').append(text);
      case null -> out.append('n');
      default -> out.append('=').append(value).append(';');
    }
  }
}
