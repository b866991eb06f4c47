/**
 * What operators look at and turn: actuator endpoints, health, metrics, Kubernetes events,
 * configuration properties.
 */
@NullMarked
package run.trellis.operate;

import org.jspecify.annotations.NullMarked;
