package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who writes no CEL loads none of its library. */
class CelLazinessTests {

  /** Loads everything anew, and remembers what. */
  private static final class Witness extends URLClassLoader {

    private final List<String> loaded = new CopyOnWriteArrayList<>();

    private Witness(URL[] classPath) {
      super(classPath, ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      loaded.add(name);
      return super.findClass(name);
    }

    private List<String> ofTheLibrary() {
      return loaded.stream()
          .filter(
              name ->
                  name.startsWith("dev.cel.")
                      || name.startsWith("org.antlr.")
                      || name.startsWith("com.google."))
          .toList();
    }
  }

  @Test
  void loadsTheLibraryWithTheFirstExpression() throws Exception {
    URL[] classPath =
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(CelLazinessTests::url)
            .toArray(URL[]::new);
    try (Witness witness = new Witness(classPath)) {
      Class<?> language = witness.loadClass("run.trellis.expression.cel.CelLanguage");
      Object cel = language.getConstructor().newInstance();
      assertThat(language.getMethod("name").invoke(cel)).isEqualTo("CEL");
      language.getMethod("findEnd", String.class, int.class).invoke(cel, "${a}", 2);
      assertThat(witness.ofTheLibrary()).isEmpty();
      language.getMethod("parse", String.class).invoke(cel, "1 + 1");
      assertThat(witness.ofTheLibrary()).isNotEmpty();
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
