package run.trellis.api.trellis;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.Authoring;
import run.trellis.api.Dialect;
import run.trellis.api.EngineStatus;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.Managers;
import run.trellis.api.Marks;

/** The native dialect: {@code trellis.run/v1alpha1 ResourceGraph}. */
public final class TrellisDialect {

  public static final String SPEL = "SpEL";
  public static final String CEL = "CEL";

  private static final Authoring AUTHORING =
      new Authoring(
          List.of(SPEL, CEL),
          Marks.GROUP,
          false,
          true,
          true,
          true,
          new Authoring.ExpressionRules(false, true, true, true, true, true),
          Lifecycle.DEFAULT,
          Optional.empty(),
          Set.of("conditions", "observedGeneration", "graph"),
          Set.of(),
          ReservedNames::reasonAgainst,
          true,
          new Authoring.ReservedMarks(
              Set.of(Marks.GROUP + "/"),
              Set.of(Marks.RECONCILE, Marks.RECONCILE_AT, Marks.ALLOW_BREAKING_CHANGES),
              Set.of(Marks.MANAGED_BY, Marks.PART_OF)),
          new TrellisAuthoringWords());

  public static final Dialect VALUE =
      new Dialect(
          "trellis",
          "",
          new GroupVersionKind(Marks.GROUP, "v1alpha1", "ResourceGraph"),
          GraphRevisions.FORM,
          AUTHORING,
          new TrellisMarking(),
          new Managers(
              Marks.FIELD_MANAGER, Marks.FIELD_MANAGER + "-marks", Marks.FIELD_MANAGER + "-status"),
          EngineStatus.NATIVE,
          new TrellisInstanceWords(),
          new TrellisGraphWords(),
          false);

  private TrellisDialect() {}
}
