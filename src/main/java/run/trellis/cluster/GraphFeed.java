package run.trellis.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import run.trellis.api.Dialect;
import run.trellis.api.KubeObject;

/** The graphs of one dialect that are in the cluster. */
public interface GraphFeed {

  /** What the graphs are written in. */
  Dialect dialect();

  /** Whether the first list was seen. */
  boolean isSynced();

  /** Whether it is synchronised and the server was heard of lately; see {@link ObjectCache}. */
  boolean isFresh();

  /** All graphs, by name. */
  Collection<KubeObject> list();

  Optional<KubeObject> get(String name);

  /** Makes the answer to an own write visible at once; see {@link ObjectCache#recordWrite}. */
  KubeObject recordWrite(KubeObject answer);

  /**
   * Tells the listener the name of each graph that came, changed or went, now and later. Set once,
   * before the start.
   */
  void onChange(Consumer<String> listener);
}
