/**
 * Reads definitions, from YAML text with positions or from objects of the API, into {@link
 * run.trellis.api.GraphDefinition}. One reader serves all dialects: where they differ, it asks the
 * {@link run.trellis.api.Authoring} of the dialect.
 */
@NullMarked
package run.trellis.api.definition;

import org.jspecify.annotations.NullMarked;
