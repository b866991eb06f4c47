package run.trellis.api.kro;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.Authoring;
import run.trellis.api.Dialect;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.GraphDefinition.Lifecycle.Deletion;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.Managers;

/** The dialect of kro, the Kube Resource Orchestrator: {@code ResourceGraphDefinition}. */
public final class KroDialect {

  private static final Authoring AUTHORING =
      new Authoring(
          List.of("CEL"),
          KroMarks.GROUP,
          true,
          false,
          false,
          false,
          new Authoring.ExpressionRules(true, false, false, false, false, false),
          new Lifecycle(Deletion.DELETE, Adoption.IF_UNOWNED),
          Optional.of(List.of()),
          Set.of("graph"),
          Set.of("state", "conditions"),
          KroNames::reasonAgainst,
          false,
          new Authoring.ReservedMarks(
              Set.of(KroMarks.GROUP + "/", KroMarks.INTERNAL_GROUP + "/"), Set.of(), Set.of()),
          new KroAuthoringWords());

  public static final Dialect VALUE =
      new Dialect(
          "kro",
          "kro:",
          new GroupVersionKind(KroMarks.GROUP, "v1alpha1", "ResourceGraphDefinition"),
          KroRevisions.FORM,
          AUTHORING,
          new KroMarking(),
          new Managers(KroMarks.OBJECTS_MANAGER, KroMarks.MARKS_MANAGER, KroMarks.STATUS_MANAGER),
          KroStatus.VALUE,
          new KroInstanceWords(),
          new KroGraphWords(),
          true);

  private KroDialect() {}
}
