/**
 * Evaluation as a pure function of a snapshot: {@code resolve(CompiledGraph, Snapshot) ->
 * Resolution}. No clock, no network, no cache, no mutable state; what validates is what runs.
 */
@NullMarked
package run.trellis.resolve;

import org.jspecify.annotations.NullMarked;
