package dev.lanewise.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Mode;

/**
 * A simulated machine. The logarithm of a fork's time is a sum of
 *
 * <ul>
 *   <li>noise of its own: normal, with a standard deviation of 2 to 4 %, drawn once a machine;
 *   <li>the machine's state: a random walk with steps of 1 %, and a trend of up to 10 % over 40
 *       forks in either direction.
 * </ul>
 *
 * <p>If a run has m benchmarks, its m times as many forks share as much drift: steps of 1 % over
 * the square root of m, and a trend of one m-th.
 */
final class NoisyMachine {
  private static final double WALK = 0.01;
  private static final double TREND = 0.10 / 40;

  private final SplittableRandom random;
  private final double noise;
  private final double walk;
  private final double trend;
  private int benchmarks = 1;
  private double state;

  private NoisyMachine(long seed, boolean drifts) {
    random = new SplittableRandom(seed);
    noise = random.nextDouble(0.02, 0.04);
    walk = drifts ? WALK : 0;
    trend = drifts ? random.nextDouble(-TREND, TREND) : 0;
  }

  /** A machine with noise and drift. */
  static NoisyMachine drifting(long seed) {
    return new NoisyMachine(seed, true);
  }

  /** A machine with noise only. */
  static NoisyMachine steady(long seed) {
    return new NoisyMachine(seed, false);
  }

  /** The throughput of the next fork of a version whose operations take some time. */
  double throughput(double time) {
    state += (trend + walk * random.nextGaussian() * StrictMath.sqrt(benchmarks)) / benchmarks;
    return StrictMath.exp(-state - noise * random.nextGaussian()) / time;
  }

  /** Runs benchmarks in interleaved forks; the new version needs {@code times[i]} for the i-th. */
  List<Pair> interleaved(int forks, double... times) throws Exception {
    benchmarks = times.length;
    return new Interleaving(forks, Rule.STANDARD, (version, number) -> fork(version, times)).run();
  }

  private Map<BenchmarkKey, ForkScores> fork(Version version, double... times) {
    Map<BenchmarkKey, ForkScores> scores = new LinkedHashMap<>();
    for (int i = 0; i < times.length; i++) {
      double score = throughput(version == Version.BASE ? 1 : times[i]);
      scores.put(key(i), new ForkScores("ops/s", 1, List.of(score), List.of()));
    }
    return scores;
  }

  /** Runs all forks of the base and then all of the new version, which needs {@code time}. */
  Pair oneAfterTheOther(int forks, double time) {
    return new Pair(key(0), run(forks, 1), run(forks, time));
  }

  private ForkScores run(int forks, double time) {
    List<Double> medians = new ArrayList<>();
    for (int i = 0; i < forks; i++) {
      medians.add(throughput(time));
    }
    return new ForkScores("ops/s", 1, medians, List.of());
  }

  private static BenchmarkKey key(int i) {
    return new BenchmarkKey("dev.lanewise.bench.Simulated.run" + i, Map.of(), Mode.Throughput);
  }
}
