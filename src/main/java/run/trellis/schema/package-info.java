/**
 * Types of values and of Kubernetes kinds: {@link run.trellis.schema.SchemaType}, SimpleSchema,
 * generation of the custom resource definition, compatibility of two versions of it. Knows nothing
 * of expressions or clusters.
 */
@NullMarked
package run.trellis.schema;

import org.jspecify.annotations.NullMarked;
