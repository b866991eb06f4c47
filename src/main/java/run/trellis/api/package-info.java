/**
 * The vocabulary: the one internal model of a graph definition, Kubernetes objects as immutable
 * trees, problems, reasons, conditions, and the names of labels and finalizers. Every other package
 * speaks in these words; this one uses none of them.
 */
@NullMarked
package run.trellis.api;

import org.jspecify.annotations.NullMarked;
