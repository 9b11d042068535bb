/**
 * Benchmarks with JMH. Each class says what it measures and what one should see.
 *
 * <ul>
 *   <li>kernels: {@code ProductBenchmark}, {@code ElementwiseBenchmark}, {@code LossBenchmark},
 *       {@code OptimizerBenchmark}, {@code MemoryBenchmark}, {@code ConvolutionBenchmark}; for
 *       sequences {@code CellBenchmark}, {@code ScoreBenchmark}; and {@code PeakBenchmark}, the
 *       ruler
 *   <li>training: {@code EpochBenchmark}, {@code StepBenchmark}, {@code SequenceStepBenchmark}
 *   <li>prediction: {@code PredictBenchmark}, the mean and percentiles; {@code GenerateBenchmark}
 *   <li>cold start: {@code ColdStartBenchmark}
 *   <li>allocation: {@code StepBenchmark}, {@code SequenceStepBenchmark}, {@code PredictBenchmark}
 *       and {@code GenerateBenchmark} with {@code -prof gc}
 * </ul>
 *
 * <p>All are run alike; the name selects the suite, and each has parameters to narrow it:
 *
 * <pre>
 *   java --add-modules jdk.incubator.vector -jar benchmarks.jar Step -p backend=simd -prof gc
 *   nn bench gate --base-jar OLD.jar --new-jar NEW.jar --include Step -- -p backend=simd -prof gc
 * </pre>
 *
 * <p>A fork takes some 5 seconds, 3 of them until the kernels are compiled, so the gate takes 4
 * minutes for a benchmark with its 24 forks of both versions: an hour for that command. Three hours
 * go over kernels, steps and predictions, epochs and cold starts left out:
 *
 * <pre>
 *   nn bench gate --base-jar OLD.jar --new-jar NEW.jar --forks 12 \
 *       --include 'Product|Elementwise|Loss|Optimizer|Memory|Cell|Score|Step|Predict|Generate' \
 *       -- -p backend=simd -bm avgt -prof gc
 * </pre>
 */
@NullMarked
package dev.lanewise.bench;

import org.jspecify.annotations.NullMarked;
