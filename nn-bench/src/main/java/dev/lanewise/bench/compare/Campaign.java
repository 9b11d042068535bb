package dev.lanewise.bench.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs everything: first each library in each of its settings once and shortly, then, round by
 * round, only what may be the best of Lanewise or the best of the peers. What lags behind by more
 * than the noise of a short run would not become the best.
 */
final class Campaign {
  private static final double PROMISING = 0.85;

  private final Plan plan;
  private final PrintWriter log;
  private final Peer lanewise = new Lanewise();
  private final Results screening = new Results();
  private final Results results = new Results();
  private final List<Double> peaks = new ArrayList<>();
  private final SameWork sameWork = new SameWork();
  private final Map<Peer, String> failures = new LinkedHashMap<>();

  /**
   * What to run.
   *
   * @param peers those that can run
   * @param rounds how often to run what may be the best
   * @param epochs of a process in a round; as everywhere, the first does not count
   * @param screeningEpochs of a process before the rounds
   */
  record Plan(
      List<Workload> workloads,
      List<Integer> threads,
      List<Peer> peers,
      int rounds,
      int epochs,
      int screeningEpochs,
      Path data) {

    /** All pairs of workloads and threads. */
    List<Cell> cells() {
      return Schedule.cells(workloads, threads);
    }
  }

  /**
   * A campaign.
   *
   * @param log gets a line for each process
   */
  Campaign(Plan plan, PrintWriter log) {
    this.plan = plan;
    this.log = log;
  }

  /**
   * Runs.
   *
   * @throws ChildProcess.FailedException if Lanewise fails; a peer that fails is left out
   */
  void run() throws ChildProcess.FailedException {
    log.println("every setting once");
    for (Workload workload : plan.workloads()) {
      round(0, ours(workload), theirs(workload), plan.screeningEpochs(), screening);
    }
    for (int round = 1; round <= plan.rounds(); round++) {
      log.printf("round %d of %d%n", round, plan.rounds());
      peaks.add(PeakProcess.measure());
      for (Workload workload : plan.workloads()) {
        round(
            round,
            screening.promising(ours(workload), PROMISING),
            screening.promising(theirs(workload), PROMISING),
            plan.epochs(),
            results);
      }
    }
  }

  private List<Run> ours(Workload workload) {
    return Schedule.runs(lanewise, workload, plan.threads());
  }

  private List<Run> theirs(Workload workload) {
    return Schedule.runs(able(), workload, plan.threads());
  }

  private List<Peer> able() {
    return plan.peers().stream().filter(peer -> !failures.containsKey(peer)).toList();
  }

  private void round(int round, List<Run> ours, List<Run> theirs, int epochs, Results target)
      throws ChildProcess.FailedException {
    for (Run run : Schedule.interleave(ours, theirs, round)) {
      if (!failures.containsKey(run.library())) {
        measure(run, epochs, target);
      }
    }
  }

  private void measure(Run run, int count, Results target) throws ChildProcess.FailedException {
    try {
      Task task = new Task(run.workload(), run.setting(), count, plan.data());
      List<Epoch> epochs = epochs(ChildProcess.run(run.library().launch(task)), count);
      sameWork.require(run.workload(), epochs);
      target.add(run, epochs);
      log.printf(
          Locale.ROOT,
          "  %8.1f k/s  %s, loss %.4f to %.4f%n",
          run.workload().units() * Epoch.speed(epochs) / 1000,
          run,
          epochs.getFirst().loss(),
          epochs.getLast().loss());
    } catch (ChildProcess.FailedException e) {
      if (run.library().equals(lanewise)) {
        throw e;
      }
      String message = "%s failed and is left out: %s".formatted(run, e.getMessage());
      failures.put(run.library(), message);
      log.println(message);
    }
    log.flush();
  }

  /** Reads and checks what a process printed. */
  static List<Epoch> epochs(List<String> output, int count) throws ChildProcess.FailedException {
    try {
      List<Epoch> epochs = Epoch.parse(output);
      if (epochs.size() != count) {
        throw new ChildProcess.FailedException(
            "expected %d epochs; found %d".formatted(count, epochs.size()));
      }
      if (!Epoch.learns(epochs)) {
        throw new ChildProcess.FailedException(
            "expected a loss that falls; found " + epochs.stream().map(Epoch::loss).toList());
      }
      return epochs;
    } catch (IllegalArgumentException e) {
      throw new ChildProcess.FailedException(e.toString());
    }
  }

  /** Why peers were left out on the way, a line for each. */
  List<String> failures() {
    return List.copyOf(failures.values());
  }

  /** What was measured of those that did not fail; of settings without a round, the screening. */
  Comparison comparison() {
    return Comparison.of(plan, lanewise, able(), results, screening, peaks);
  }
}
