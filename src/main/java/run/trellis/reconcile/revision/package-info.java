/**
 * Revisions of graphs: what each accepted definition was, numbered and stored in the cluster, so
 * that the last good one outlives a broken edit and a restart. Everything that dialects differ in
 * comes as a {@link run.trellis.api.RevisionForm}. What follows from which revisions there are is
 * {@link run.trellis.reconcile.revision.History}, which is pure.
 */
@NullMarked
package run.trellis.reconcile.revision;

import org.jspecify.annotations.NullMarked;
