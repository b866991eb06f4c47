package run.trellis.operate;

import run.trellis.cluster.WatchTarget;

/** How watches are called in front of people. */
final class Watches {

  private Watches() {}

  /** Such as {@code Deployment.apps labelled trellis.run/owned=true in team-a}. */
  static String display(WatchTarget target) {
    String group = target.type().group();
    StringBuilder text = new StringBuilder(target.type().kind());
    if (!group.isEmpty()) {
      text.append('.').append(group);
    }
    if (!target.labelSelector().isEmpty()) {
      text.append(" labelled ").append(target.labelSelector());
    }
    if (!target.fieldSelector().isEmpty()) {
      text.append(" with ").append(target.fieldSelector());
    }
    if (!target.namespace().isEmpty()) {
      text.append(" in ").append(target.namespace());
    }
    return text.toString();
  }
}
