package run.trellis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.trellis.GraphRevisions;

class RevisionFormTests {

  /** As different from the native form as another dialect may be. */
  private static final RevisionForm NESTED =
      new RevisionForm(
          GroupVersionKind.of("internal.example.com/v1", "Snapshot"),
          new RevisionForm.Fields(
              List.of("spec", "snapshot", "name"),
              List.of("spec", "revision"),
              List.of("spec", "snapshot", "generation"),
              List.of("spec", "snapshot", "spec")),
          new RevisionForm.Labels(
              Map.of("example.com/owned", "true"),
              "example.com/name",
              "example.com/id",
              "example.com/hash"),
          GraphRevisions.FORM.words(),
          List.of("example.com/finalizer"));

  private static final KubeObject GRAPH =
      KubeObject.of(
          Map.of(
              "apiVersion",
              "trellis.run/v1alpha1",
              "kind",
              "ResourceGraph",
              "metadata",
              Map.of("name", "web", "uid", "u-1", "generation", 7, "annotations", Map.of("a", "b")),
              "spec",
              Map.of("resources", List.of())));

  private static final Map<String, @Nullable Object> SNAPSHOT =
      JsonTree.copyOfMap(Map.of("resources", List.of(Map.of("id", "one"))));

  static List<RevisionForm> forms() {
    return List.of(GraphRevisions.FORM, NESTED);
  }

  @ParameterizedTest
  @CsvSource({
    "web, 1, web-r00001",
    "web, 99999, web-r99999",
    "web, 100000, web-r100000",
    "web-r00001, 2, web-r00001-r00002",
  })
  void namesRevisionsByGraphAndNumber(String graph, long number, String name) {
    assertThat(GraphRevisions.FORM.name(graph, number)).isEqualTo(name);
    assertThat(GraphRevisions.FORM.numberOf(graph, name)).isEqualTo(OptionalLong.of(number));
  }

  @ParameterizedTest
  @ValueSource(ints = {246, 247, 252, 253})
  void shortensNamesThatWouldBeTooLong(int length) {
    String graph = "a".repeat(length - 1) + "b";
    String name = GraphRevisions.FORM.name(graph, 12);

    assertThat(name).hasSizeLessThanOrEqualTo(253).endsWith("-r00012");
    assertThat(name.startsWith(graph)).isEqualTo(length <= 246);
    assertThat(GraphRevisions.FORM.numberOf(graph, name)).hasValue(12);
    assertThat(name).isNotEqualTo(GraphRevisions.FORM.name("a".repeat(length - 1) + "c", 12));
  }

  @Test
  void cutsNoNameBehindADotOrADash() {
    String graph = "a".repeat(230) + ".-.-.-.-.-.-.-.-.-.-.-b";
    assertThat(GraphRevisions.FORM.name(graph, 1))
        .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web",
        "web-r",
        "web-r1",
        "web-r0001",
        "web-r000001",
        "web-r0000x",
        "other-r00001",
        "web-r99999999999999999999"
      })
  void findsNoNumberInOtherNames(String name) {
    assertThat(GraphRevisions.FORM.numberOf("web", name)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsWhatItStores(RevisionForm form) {
    KubeObject stored = form.manifest(GRAPH, 4, "digest", SNAPSHOT);

    Revision read = form.read(stored);

    assertThat(stored.type()).isEqualTo(form.type());
    assertThat(stored.name()).isEqualTo("web-r00004");
    assertThat(read.graph()).isEqualTo("web");
    assertThat(read.number()).isEqualTo(4);
    assertThat(read.generation()).isEqualTo(7);
    assertThat(read.digest()).isEqualTo("digest");
    assertThat(read.owner()).isEqualTo("u-1");
    assertThat(form.snapshot(stored)).isEqualTo(SNAPSHOT);
    assertThat(stored.labels())
        .containsAllEntriesOf(form.labels().fixed())
        .containsEntry(form.labels().graphName(), "web")
        .containsEntry(form.labels().graphUid(), "u-1");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void givesBackTheGraphAsItWas(RevisionForm form) {
    KubeObject definition = form.definition(GRAPH, form.manifest(GRAPH, 4, "digest", SNAPSHOT));

    assertThat(definition.type()).isEqualTo(GRAPH.type());
    assertThat(definition.name()).isEqualTo("web");
    assertThat(definition.uid()).isEqualTo("u-1");
    assertThat(definition.generation()).isEqualTo(7);
    assertThat(definition.annotations()).isEqualTo(GRAPH.annotations());
    assertThat(definition.at("spec")).isEqualTo(SNAPSHOT);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void adoptsWithoutTouchingTheSpec(RevisionForm form) {
    KubeObject stored = form.manifest(GRAPH, 4, "digest", SNAPSHOT);
    KubeObject successor =
        KubeObject.of(
            Map.of(
                "apiVersion", "trellis.run/v1alpha1",
                "kind", "ResourceGraph",
                "metadata", Map.of("name", "web", "uid", "u-2", "generation", 1)));

    KubeObject adopted = form.adopted(successor, stored);

    assertThat(adopted.at("spec")).isEqualTo(stored.at("spec"));
    assertThat(adopted.name()).isEqualTo(stored.name());
    assertThat(form.read(adopted).owner()).isEqualTo("u-2");
    assertThat(adopted.labels()).containsEntry(form.labels().graphUid(), "u-2");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void asksForNothingThatIsLarge(RevisionForm form) {
    assertThat(form.identifying()).doesNotContain(form.fields().snapshot(), List.of("spec"));
  }
}
