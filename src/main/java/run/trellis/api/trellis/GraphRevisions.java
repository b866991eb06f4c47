package run.trellis.api.trellis;

import java.util.List;
import java.util.Map;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.Marks;
import run.trellis.api.RevisionForm;

/** How the native dialect stores revisions: {@code trellis.run/v1alpha1 GraphRevision}. */
public final class GraphRevisions {

  public static final RevisionForm FORM =
      new RevisionForm(
          new GroupVersionKind(Marks.GROUP, "v1alpha1", "GraphRevision"),
          new RevisionForm.Fields(
              List.of("spec", "graph"),
              List.of("spec", "revision"),
              List.of("spec", "generation"),
              List.of("spec", "snapshot")),
          new RevisionForm.Labels(
              Map.of(Marks.MANAGED_BY, Marks.MANAGED_BY_VALUE),
              Marks.GRAPH,
              Marks.GRAPH_UID,
              Marks.REVISION_DIGEST),
          new GraphRevisionWords(),
          List.of());

  private GraphRevisions() {}
}
