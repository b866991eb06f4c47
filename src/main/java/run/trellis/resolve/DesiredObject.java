package run.trellis.resolve;

import java.util.Optional;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/**
 * An object as the graph wants it.
 *
 * @param manifest the whole configuration to apply, with the engine's marks and its own digest
 *     among them
 * @param digest digest of the configuration
 * @param observed the live object, if there is one that belongs to the instance
 * @param current whether the live object carries this configuration, so that nothing need be sent
 */
public record DesiredObject(
    KubeObject manifest, String digest, Optional<KubeObject> observed, boolean current) {

  public ObjectReference reference() {
    return manifest.reference();
  }
}
