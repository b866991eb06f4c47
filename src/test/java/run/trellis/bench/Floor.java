package run.trellis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.testing.Kubectl;

/**
 * The least that any controller has to send to make instances of {@code bench/bundle.yaml} true:
 * five applies, and three writes of the instance itself, of which two are needed to lose nothing in
 * a crash. It is sent without a controller, by a client that knows beforehand what to do. How long
 * that takes is the API server's own time, and no controller can be faster.
 */
final class Floor {

  static final int REQUESTS_PER_INSTANCE = 8;

  private static final String MANAGER = "floor";

  private final PlainClient client;
  private final Kubectl kubectl;

  Floor(PlainClient client, Kubectl kubectl) {
    this.client = client;
    this.kubectl = kubectl;
  }

  /**
   * One measurement.
   *
   * @param inFlight requests under way at any time
   */
  record Result(int inFlight, int instances, Duration time) {

    double requestsPerSecond() {
      return REQUESTS_PER_INSTANCE * instances * 1e9 / time.toNanos();
    }
  }

  /** Makes instances true in a namespace of its own, which is deleted with them. */
  Result measure(int instances, int inFlight) {
    var namespace = "floor-%d-%d".formatted(instances, inFlight);
    var namespaces = kubectl.resources("v1", "Namespace");
    namespaces.create(Map.of("metadata", Map.of("name", namespace)));
    var bundles = create(namespace, instances);
    var stopwatch = Stopwatch.start();
    new InFlight(inFlight).each(bundles, this::fulfil);
    var result = new Result(inFlight, instances, stopwatch.elapsed());
    new InFlight(inFlight).each(bundles, this::release);
    namespaces.delete(namespace);
    Patience.untilAbsent(namespaces, namespace);
    return result;
  }

  /** The instances exist before time is taken: they are their users' to create. */
  private List<Bundle> create(String namespace, int instances) {
    List<Bundle> bundles = new ArrayList<>();
    for (var name : Bundle.names(instances)) {
      var created = client.create(Bundle.collection(namespace), Bundle.instance(name));
      bundles.add(new Bundle(name, namespace, JsonTree.textAt(created, "metadata", "uid")));
    }
    return bundles;
  }

  private void fulfil(Bundle bundle) {
    apply(bundle.path(), bundle.marks());
    apply(bundle.path() + "/status", bundle.intent());
    bundle.observe("account", apply(bundle.accountPath(), bundle.account()));
    bundle.observe("identity", apply(bundle.identityPath(), bundle.identity()));
    bundle.observe("token", apply(bundle.tokenPath(), bundle.token()));
    bundle.observe("service", apply(bundle.servicePath(), bundle.service()));
    bundle.observe("address", apply(bundle.addressPath(), bundle.address()));
    apply(bundle.path() + "/status", bundle.outcome());
  }

  private void release(Bundle bundle) {
    client.merge(bundle.path(), Map.of("metadata", Map.of("finalizers", List.of())));
  }

  private Map<String, @Nullable Object> apply(String path, Map<String, @Nullable Object> object) {
    return client.apply(path, MANAGER, object);
  }
}
