package run.trellis.api.kro;

import java.util.List;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.RevisionForm;

/** How the kro dialect stores revisions: {@code internal.kro.run/v1alpha1 GraphRevision}. */
final class KroRevisions {

  static final RevisionForm FORM =
      new RevisionForm(
          new GroupVersionKind(KroMarks.INTERNAL_GROUP, "v1alpha1", "GraphRevision"),
          new RevisionForm.Fields(
              List.of("spec", "snapshot", "name"),
              List.of("spec", "revision"),
              List.of("spec", "snapshot", "generation"),
              List.of("spec", "snapshot", "spec")),
          new RevisionForm.Labels(
              KroMarking.engine(), KroMarks.GRAPH_NAME, KroMarks.GRAPH_ID, KroMarks.REVISION_HASH),
          new KroRevisionWords(),
          List.of(KroMarks.FINALIZER));

  private KroRevisions() {}
}
