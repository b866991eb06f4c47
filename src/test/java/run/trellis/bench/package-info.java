/**
 * The benchmark behind {@code make bench}. It runs Trellis as its users do, as a process of its own
 * with the shipped options and rights, against a real control plane, and reports what it sees from
 * outside: by watching, from the audit log and from {@code /proc}.
 *
 * <p>Start reading at {@link run.trellis.bench.Benchmark}.
 */
@NullMarked
package run.trellis.bench;

import org.jspecify.annotations.NullMarked;
