package run.trellis.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition;
import run.trellis.reconcile.InstanceView;

/**
 * An instance in a list.
 *
 * @param namespace absent for what has none
 * @param reason why it is not ready, or that it is
 * @param message the same in a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceSummary(
    @Nullable String namespace,
    String name,
    boolean ready,
    boolean stalled,
    boolean terminating,
    @Nullable String reason,
    @Nullable String message) {

  static InstanceSummary of(InstanceView instance) {
    String namespace = instance.reference().namespace();
    return new InstanceSummary(
        namespace.isEmpty() ? null : namespace,
        instance.reference().name(),
        ConditionView.isTrue(instance.conditions(), "Ready"),
        ConditionView.isTrue(instance.conditions(), "Stalled"),
        instance.terminating(),
        ConditionView.find(instance.conditions(), "Ready").map(Condition::reason).orElse(null),
        ConditionView.find(instance.conditions(), "Ready").map(Condition::message).orElse(null));
  }
}
