package dev.lanewise.bench.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * How often the gate is right, on simulated machines ({@link NoisyMachine}): seeded, so every run
 * of these tests gives the same numbers.
 */
class GatePowerTest {
  private static final int SIMULATIONS = 200;
  private static final int SUITE = 12;

  /** What to do on the machine of a seed. */
  private interface Trial {
    boolean alarm(NoisyMachine machine) throws Exception;
  }

  @Test
  void catchesFivePercentWithProbabilityAbove95Percent() throws Exception {
    assertShare(95.5, 100, machine -> alarm(machine, 1.05));
  }

  @Test
  void catchesTenPercentAlways() throws Exception {
    assertShare(100, 100, machine -> alarm(machine, 1.10));
  }

  @Test
  void raisesAlarmInAtMost2PercentOfRunsOnTwoEqualVersions() throws Exception {
    assertShare(0, 2, machine -> alarm(machine, 1));
  }

  @Test
  void raisesAlarmInAtMost2PercentOfRunsOfTwelveBenchmarksOnTwoEqualVersions() throws Exception {
    assertShare(0, 2, machine -> alarm(machine, suite(1)));
  }

  @Test
  void catchesFivePercentInOneOfTwelveBenchmarksWithProbabilityAbove90Percent() throws Exception {
    assertShare(90.5, 100, machine -> alarm(machine, suite(1.05)));
  }

  @Test
  void raisesNoAlarmOnFivePercentFaster() throws Exception {
    assertShare(0, 0, machine -> alarm(machine, 1 / 1.05));
  }

  /** The compiler removes an allocation in about half of the forks of either version. */
  @Test
  void raisesAlarmInAtMost2PercentOfRunsOnAllocationsThatDifferFromForkToFork() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    assertShare(0, 2, machine -> allocationAlarm(machine, v -> random.nextBoolean() ? 53 : 60));
  }

  @Test
  void catchesAnAllocationWhereThereWasNoneAlways() throws Exception {
    assertShare(100, 100, machine -> allocationAlarm(machine, v -> v == Version.BASE ? 0 : 16));
  }

  /** On twelve equal benchmarks that allocate alike. */
  private static boolean allocationAlarm(NoisyMachine machine, ToDoubleFunction<Version> bytes)
      throws Exception {
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair : machine.interleaved(GateCommand.DEFAULT_FORKS, suite(1))) {
      pairs.add(
          new Pair(
              pair.key(),
              allocating(pair.base(), () -> bytes.applyAsDouble(Version.BASE)),
              allocating(pair.fresh(), () -> bytes.applyAsDouble(Version.NEW))));
    }
    return alarm(Rule.STANDARD.decide(new PairedForks(), pairs));
  }

  private static ForkScores allocating(ForkScores forks, DoubleSupplier bytes) {
    List<Allocation> allocations =
        DoubleStream.generate(bytes)
            .limit(forks.forks())
            .mapToObj(value -> new Allocation(value, 0))
            .toList();
    return new ForkScores(forks.unit(), forks.threads(), forks.medians(), allocations);
  }

  /** Without drift two files can be compared. */
  @Test
  void filesOfAQuietMachineRaiseAlarmInAtMost2PercentOfRunsOnTwoEqualVersions() throws Exception {
    assertShare(0, 2, NoisyMachine::steady, machine -> files(machine, 1));
  }

  /** Why jars are run in turn. */
  @Test
  void filesOfADriftingMachineRaiseAlarmInMoreThan20PercentOfRunsOnTwoEqualVersions()
      throws Exception {
    assertShare(20, 100, machine -> files(machine, 1));
  }

  private static double[] suite(double lastTime) {
    double[] times = new double[SUITE];
    Arrays.fill(times, 1);
    times[SUITE - 1] = lastTime;
    return times;
  }

  private static boolean alarm(NoisyMachine machine, double... times) throws Exception {
    List<Pair> pairs = machine.interleaved(GateCommand.DEFAULT_FORKS, times);
    return alarm(Rule.STANDARD.decide(new PairedForks(), pairs));
  }

  private static boolean files(NoisyMachine machine, double time) throws Exception {
    Pair pair = machine.oneAfterTheOther(GateCommand.DEFAULT_FORKS, time);
    return alarm(Rule.STANDARD.decide(new UnpairedForks(), List.of(pair)));
  }

  private static boolean alarm(List<Comparison> comparisons) {
    return comparisons.stream().anyMatch(c -> c.isSlower() || c.allocatesMore());
  }

  private static void assertShare(double least, double most, Trial trial) throws Exception {
    assertShare(least, most, NoisyMachine::drifting, trial);
  }

  private static void assertShare(
      double least, double most, LongFunction<NoisyMachine> machines, Trial trial)
      throws Exception {
    int alarms = 0;
    for (int seed = 0; seed < SIMULATIONS; seed++) {
      alarms += trial.alarm(machines.apply(seed)) ? 1 : 0;
    }
    double percent = 100.0 * alarms / SIMULATIONS;
    assertTrue(percent >= least && percent <= most, alarms + " alarms of " + SIMULATIONS);
  }
}
