package run.trellis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with what goes in ({@code in-…}) and what must come out ({@code out-…}). Where something
 * else comes out, it is written below {@code target/golden}, to be looked at and, if it is right,
 * copied over.
 *
 * @param folder the folder
 */
public record GoldenCase(Path folder) {

  private static final Path ROOT = Path.of("src/test/resources");

  /** The cases of a folder of folders. */
  public static List<GoldenCase> in(String name) {
    try (Stream<Path> folders = Files.list(ROOT.resolve(name))) {
      return folders.sorted().map(GoldenCase::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One case by its folder. */
  public static GoldenCase of(String name) {
    return new GoldenCase(ROOT.resolve(name));
  }

  public boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  public String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the content differs, or if the folder has other files than these. */
  public void assertOnlyGives(String file, String content, String... inputs) {
    assertGives(file, content);
    assertHasOnly(Stream.concat(Stream.of(file), Stream.of(inputs)).toArray(String[]::new));
  }

  /** Fails if the content differs. */
  public void assertGives(String file, String content) {
    try {
      if (!has(file) || !read(file).equals(content)) {
        Path review = Path.of("target/golden").resolve(ROOT.relativize(folder)).resolve(file);
        Files.createDirectories(review.resolveSibling("."));
        Files.writeString(review, content);
        assertThat(content)
            .as("new content is in " + review)
            .isEqualTo(has(file) ? read(file) : "");
        fail("the case expects nothing, and gives nothing");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the folder has files that no test reads. */
  public void assertHasOnly(String... known) {
    try {
      assertThat(files()).as("files that no test reads").isSubsetOf(known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
