/**
 * What tests run against: a real control plane, started once and shared ({@link
 * run.trellis.testing.WithControlPlane}), a plain client for it ({@link
 * run.trellis.testing.Kubectl}) that shares no code with the product, and a proxy that spoils the
 * connection ({@link run.trellis.testing.FaultProxy}).
 */
@NullMarked
package run.trellis.testing;

import org.jspecify.annotations.NullMarked;
