/**
 * The regression gate: is the new version slower than the base?
 *
 * <p>{@link dev.lanewise.bench.gate.Gate} is the command. Two ways lead to a list of {@code
 * Comparison}s, one for each benchmark that both versions have: {@code UnpairedForks} from two
 * result files of JMH ({@code JmhResults}), by {@code MannWhitney}; {@code PairedForks} from two
 * jars that {@code Interleaving} runs in turn, by {@code SignedRank}. {@code Rule} turns them into
 * verdicts and {@code Report} prints them.
 *
 * <p>The unit of observation is a fork, one start of the Java virtual machine, and its value the
 * median of its iterations. Iterations of a fork share what the compiler decided and where memory
 * lies, so they are no independent observations: A. Georges, D. Buytaert, L. Eeckhout,
 * "Statistically rigorous Java performance evaluation", OOPSLA 2007.
 */
@NullMarked
package dev.lanewise.bench.gate;

import org.jspecify.annotations.NullMarked;
