package run.trellis.reconcile.instance;

import java.util.List;
import java.util.Optional;
import run.trellis.api.KubeObject;
import run.trellis.cluster.ReadResult;
import run.trellis.graph.SecretFlow;
import run.trellis.resolve.DesiredObject;
import run.trellis.resolve.FieldOwnership;
import run.trellis.resolve.FieldPath;

/**
 * Says who keeps changing an object that is contested, and what of it. That takes a look at the
 * whole object, because caches keep of {@code managedFields} what is the engine's alone.
 */
final class Rivalry {

  private static final FieldOwnership OWNERSHIP = new FieldOwnership();
  private static final String UNKNOWN = "somebody keeps changing fields that this graph sets";

  private Rivalry() {}

  /** A sentence without its subject, which is the object. */
  static String sentence(Pass pass, DesiredObject desired) {
    return switch (pass.client().get(desired.reference())) {
      case ReadResult.Found(KubeObject live) -> sentence(pass, desired, live);
      case ReadResult.Absent _ -> "somebody keeps deleting it";
      case ReadResult.Refused _ -> UNKNOWN;
    };
  }

  private static String sentence(Pass pass, DesiredObject desired, KubeObject live) {
    String ours = pass.marking().tracking().manager();
    Optional<FieldPath> lost =
        OWNERSHIP.firstMissing(FieldOwnership.ownedFields(live, ours), desired.manifest().tree());
    return lost.map(field -> sentence(pass, live, field, ours)).orElse(UNKNOWN);
  }

  private static String sentence(Pass pass, KubeObject live, FieldPath field, String ours) {
    List<String> others = FieldOwnership.otherManagers(live, field, ours);
    // The keys of items and of maps may have been made from a Secret.
    boolean secret = SecretFlow.reaches(pass.graph(), pass.marking().node(live));
    String what = secret ? "a field" : field.toString();
    return others.isEmpty()
        ? "somebody keeps removing " + what + ", which this graph sets"
        : String.join(", ", others) + " keeps changing " + what + ", which this graph sets";
  }
}
