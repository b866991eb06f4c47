package run.trellis.cluster;

import run.trellis.api.KubeObject;

/**
 * Writes Kubernetes events about objects. Never blocks or fails the caller; repeated events are
 * counted, not repeated.
 */
public interface EventRecorder {

  void normal(KubeObject about, String reason, String message);

  void warning(KubeObject about, String reason, String message);
}
