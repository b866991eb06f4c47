/**
 * The command line: {@code trellis validate}, {@code crd}, {@code graph}. Reads definitions from
 * files, asks the one compiler, and writes for people and for programs. Starts no Spring, and asks
 * a cluster only where it is told to.
 */
@NullMarked
package run.trellis.cli;

import org.jspecify.annotations.NullMarked;
