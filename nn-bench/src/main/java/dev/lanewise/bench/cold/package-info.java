/**
 * Compares what a start costs: the time from the start of a process to the end of its first epoch,
 * beside a warm epoch. {@link dev.lanewise.bench.cold.Cold} is the command.
 */
@NullMarked
package dev.lanewise.bench.cold;

import org.jspecify.annotations.NullMarked;
