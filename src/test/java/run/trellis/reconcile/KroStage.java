package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.testing.ApiFailure;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;

/** Plays one case of the corpus of the kro dialect in a sandbox. */
final class KroStage {

  private static final String DEFINITION = "ResourceGraphDefinition";
  private static final String API = "CustomResourceDefinition";

  /** Several cases share a busy machine. */
  private static final Duration PATIENCE = Kubectl.PATIENCE.multipliedBy(2);

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry(DEFINITION, "kro.run/v1alpha1"),
          Map.entry("GraphRevision", "internal.kro.run/v1alpha1"),
          Map.entry(API, "apiextensions.k8s.io/v1"),
          Map.entry("ConfigMap", "v1"),
          Map.entry("Namespace", "v1"),
          Map.entry("Secret", "v1"),
          Map.entry("Service", "v1"),
          Map.entry("ServiceAccount", "v1"),
          Map.entry("Deployment", "apps/v1"),
          Map.entry("Role", "rbac.authorization.k8s.io/v1"),
          Map.entry("PriorityClass", "scheduling.k8s.io/v1"),
          Map.entry("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1"),
          Map.entry("ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/v1"));

  private final Sandbox sandbox;
  private final List<Map<String, @Nullable Object>> steps;

  /** API versions by kind. */
  private final Map<String, String> kinds = new HashMap<>(KNOWN);

  /** Objects that were applied, the last first, by address. */
  private final List<Address> applied = new ArrayList<>();

  private final Map<String, String> marked = new HashMap<>();

  private final KroCase play;

  private KroStage(KroCase play, Sandbox sandbox) {
    this.play = play;
    this.sandbox = sandbox;
    this.steps = play.steps(sandbox.namespace(), sandbox.group());
    kinds.putAll(play.kinds(sandbox.group()));
    steps.stream()
        .filter(step -> JsonTree.textAt(step, "kind").equals(DEFINITION))
        .map(definition -> JsonTree.mapAt(definition, "spec", "schema"))
        .forEach(
            schema ->
                kinds.put(
                    JsonTree.textAt(schema, "kind"),
                    schema.getOrDefault("group", "kro.run") + "/" + schema.get("apiVersion")));
  }

  /** Where an object is. */
  private record Address(Kubectl.Resources resources, String kind, String name) {
    Optional<Map<String, @Nullable Object>> find() {
      return resources.find(name);
    }
  }

  /** Plays a case, and takes everything away again. */
  static void play(KroCase play, Sandbox sandbox) {
    KroStage stage = new KroStage(play, sandbox);
    try {
      stage.perform();
    } catch (RuntimeException | Error failure) {
      try {
        stage.clear();
      } catch (RuntimeException | Error later) {
        failure.addSuppressed(later);
      }
      throw failure;
    }
    stage.clear();
  }

  private void perform() {
    for (int i = 0; i < steps.size(); i++) {
      try {
        step(steps.get(i));
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "%s, step %d, %s: %s%nThe definition: %s"
                .formatted(play, i + 1, head(steps.get(i)), failure.getMessage(), told()),
            failure);
      }
    }
  }

  /** What its condition says of the definition, which is mostly why something else is not there. */
  private String told() {
    return sandbox
        .kubectl()
        .resources("kro.run/v1alpha1", DEFINITION)
        .find(sandbox.namespace())
        .map(it -> Scenario.ready(it, "status") + " " + Scenario.ready(it, "message"))
        .orElse("not there");
  }

  private static String head(Map<String, @Nullable Object> step) {
    return step.containsKey("kind")
        ? step.get("kind") + " " + JsonTree.textAt(step, "metadata", "name")
        : String.join(", ", step.keySet());
  }

  private void step(Map<String, @Nullable Object> step) {
    if (step.containsKey("kind")) {
      apply(step);
      return;
    }
    step.forEach(this::step);
  }

  private void step(String verb, @Nullable Object content) {
    switch (verb) {
      case "see" -> JsonTree.mapAt(content).forEach(this::see);
      case "gone" -> addresses(content).forEach(address -> awaitAbsence(address));
      case "absent" ->
          addresses(content).forEach(it -> assertThat(it.find()).as(it.name()).isEmpty());
      case "delete" -> addresses(content).forEach(it -> it.resources().delete(it.name()));
      case "patch" -> JsonTree.mapAt(content).forEach(this::patch);
      case "status" ->
          JsonTree.mapAt(content)
              .forEach(
                  (key, status) -> {
                    Address it = address(key);
                    it.resources().patchStatus(it.name(), JsonTree.mapAt(status));
                  });
      case "mark" -> addresses(content).forEach(it -> marked.put(it.name(), version(it)));
      case "same" ->
          addresses(content)
              .forEach(
                  it -> assertThat(version(it)).as(it.name()).isEqualTo(marked.get(it.name())));
      case "refused" -> refused(JsonTree.mapAt(content));
      default -> throw new IllegalArgumentException("no step is called " + verb);
    }
  }

  private void patch(String key, @Nullable Object change) {
    Address it = address(key);
    it.resources().patch(it.name(), JsonTree.mapAt(change));
  }

  private static String version(Address address) {
    return JsonTree.textAt(address.find().orElseThrow(), "metadata", "resourceVersion");
  }

  /** Tried again for a while: some that refuse, such as policies, take their time to begin. */
  private void refused(Map<String, @Nullable Object> content) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> attempt(content))
                    .isInstanceOf(ApiFailure.class)
                    .hasMessageContaining(JsonTree.textAt(content, "message")));
  }

  private void attempt(Map<String, @Nullable Object> content) {
    JsonTree.mapAt(content, "patch").forEach(this::patch);
    if (content.containsKey("object")) {
      apply(JsonTree.mapAt(content, "object"));
    }
  }

  private void apply(Map<String, @Nullable Object> object) {
    String kind = JsonTree.textAt(object, "kind");
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(object, "metadata"));
    metadata.putIfAbsent("name", sandbox.namespace());
    String name = JsonTree.textAt(metadata, "name");
    String namespace = String.valueOf(metadata.getOrDefault("namespace", sandbox.namespace()));
    Address address =
        new Address(
            sandbox
                .kubectl()
                .resources(JsonTree.textAt(object, "apiVersion"), kind)
                .whenServed()
                .in(namespace),
            kind,
            name);
    Map<String, @Nullable Object> complete = new LinkedHashMap<>(object);
    complete.put("metadata", metadata);
    address.resources().apply(complete);
    applied.addFirst(address);
  }

  private void see(String key, @Nullable Object expected) {
    Address address = address(key);
    AtomicReference<List<String>> differences = new AtomicReference<>(List.of());
    AtomicReference<Optional<Map<String, @Nullable Object>>> last =
        new AtomicReference<>(Optional.empty());
    try {
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                last.set(address.find());
                differences.set(
                    last.get()
                        .map(
                            found ->
                                Difference.between(expected == null ? Map.of() : expected, found))
                        .orElse(List.of("not there")));
                return differences.get().isEmpty();
              });
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          "%s:%n%s%nlast seen: %s"
              .formatted(key, String.join("\n", differences.get()), last.get().orElse(Map.of())),
          late);
    }
  }

  private void awaitAbsence(Address address) {
    await(address.name() + " to be gone")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> address.find().isEmpty());
  }

  private List<Address> addresses(@Nullable Object keys) {
    List<?> all = keys instanceof List<?> list ? list : List.of(String.valueOf(keys));
    return all.stream().map(key -> address(String.valueOf(key))).toList();
  }

  /** {@code Kind}, {@code Kind/name} or {@code Kind/name@namespace}. */
  private Address address(String key) {
    String kind = key.split("/", 2)[0];
    String rest = key.substring(Math.min(key.length(), kind.length() + 1));
    String[] parts = rest.split("@", 2);
    String namespace = parts.length > 1 ? parts[1] : sandbox.namespace();
    String name = parts[0].isEmpty() ? ownName(kind) : parts[0];
    String version = kinds.get(kind);
    if (version == null) {
      throw new IllegalArgumentException("the version of " + kind + " is not known");
    }
    return new Address(
        sandbox.kubectl().resources(version, kind).whenServed().in(namespace), kind, name);
  }

  private String ownName(String kind) {
    return kind.equals(API) ? "things." + sandbox.group() : sandbox.namespace();
  }

  /** Instances first, then definitions: none of what they made is left. */
  private void clear() {
    List<Address> instances =
        applied.stream().filter(it -> !KNOWN.containsKey(it.kind())).distinct().toList();
    instances.forEach(it -> it.resources().delete(it.name()));
    instances.forEach(this::awaitAbsence);
    assertThat(sandbox.resources("v1", "ConfigMap").list("kro.run/owned=true"))
        .as("what instances left")
        .isEmpty();
    // What is no instance goes as it came, the last first.
    List<Address> rest = applied.stream().filter(it -> KNOWN.containsKey(it.kind())).toList();
    rest.forEach(it -> it.resources().delete(it.name()));
    rest.stream().filter(it -> it.kind().equals(DEFINITION)).forEach(this::awaitAbsence);
    Kubectl.Resources apis = sandbox.kubectl().resources(kinds.getOrDefault(API, ""), API);
    apis.list("kro.run/owned=true").stream()
        .filter(it -> JsonTree.textAt(it, "spec", "group").equals(sandbox.group()))
        .forEach(it -> apis.delete(JsonTree.textAt(it, "metadata", "name")));
  }
}
