package run.trellis.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import run.trellis.api.JsonTree;

/**
 * A file of the corpus of the kro dialect: a play in several documents. The first says what it
 * {@code shows} and which rows of {@code rows.yaml} it {@code covers}; {@code kinds} are those that
 * come about on the way, and {@code settings} are those of the controller. Each of the others is an
 * object to apply, or one step:
 *
 * <ul>
 *   <li>{@code see}: waits until each of these objects matches, see {@link Difference};
 *   <li>{@code gone}: waits until these objects are not there; {@code absent}: they are not there
 *       now;
 *   <li>{@code patch}, {@code status}: merges something into objects or into their status;
 *   <li>{@code delete}: asks for their deletion;
 *   <li>{@code mark}: remembers objects; {@code same}: they were not written since;
 *   <li>{@code refused}: the API server says {@code message} when {@code object} is applied, or
 *       when the {@code patch} is.
 * </ul>
 *
 * <p>Objects are named {@code Kind/name} or {@code Kind/name@namespace}; the definition is {@code
 * ResourceGraphDefinition} and what it generates {@code CustomResourceDefinition}, without a name.
 * {@code NAME}, {@code GROUP} and {@code NAMESPACE} are a name, API group and namespace of the
 * case's own; the definition is called {@code NAME} if it says nothing else.
 *
 * @param file relative to the corpus
 * @param text all of it
 * @param head the first document
 */
record KroCase(Path file, String text, Map<String, @Nullable Object> head) {

  static final Path ROOT = Path.of("src/test/resources/kro");

  /** All cases. */
  static List<KroCase> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> ROOT.relativize(file).getNameCount() > 1)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(KroCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KroCase read(Path file) {
    try {
      String text = Files.readString(file);
      return new KroCase(ROOT.relativize(file), text, documents(text).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it is about: the folder that it is in. */
  String area() {
    return file.getName(0).toString();
  }

  List<String> covers() {
    return JsonTree.listAt(head, "covers").stream().map(String::valueOf).toList();
  }

  /** Settings in which the controller differs from that of other cases. */
  List<String> settings() {
    return JsonTree.listAt(head, "settings").stream().map(String::valueOf).toList();
  }

  /** The steps, with names put in. */
  List<Map<String, @Nullable Object>> steps(String name, String group) {
    String placed = text.replace("NAMESPACE", name).replace("NAME", name).replace("GROUP", group);
    return documents(placed).stream().skip(1).toList();
  }

  /** API versions of kinds that come about, with names put in. */
  Map<String, String> kinds(String group) {
    Map<String, String> kinds = new LinkedHashMap<>();
    JsonTree.mapAt(head, "kinds")
        .forEach(
            (kind, version) -> kinds.put(kind, String.valueOf(version).replace("GROUP", group)));
    return kinds;
  }

  private static List<Map<String, @Nullable Object>> documents(String text) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
        .map(document -> JsonTree.mapAt(JsonTree.copyOf(document)))
        .toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
