package dev.lanewise.bench.compare;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs everything, round by round. Settings of a peer that lag behind its best in the first round
 * are not run again: none of them would become the best one.
 */
final class Campaign {
  private static final double PROMISING = 0.85;

  private final Plan plan;
  private final PrintWriter log;
  private final Peer lanewise = new Lanewise();
  private final Results results = new Results();
  private final List<Double> peaks = new ArrayList<>();
  private final Set<Peer> failed = new HashSet<>();

  /**
   * What to run.
   *
   * @param peers those that can run
   * @param epochs of each process, the first of which does not count
   */
  record Plan(
      List<Workload> workloads,
      List<Integer> threads,
      List<Peer> peers,
      int rounds,
      int epochs,
      Path data) {

    /** The rows of the comparison. */
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
    for (int round = 0; round < plan.rounds(); round++) {
      log.printf("round %d of %d%n", round + 1, plan.rounds());
      peaks.add(PeakProcess.measure());
      for (Workload workload : plan.workloads()) {
        List<Run> ours = Schedule.runs(lanewise, workload, plan.threads());
        for (Run run : Schedule.interleave(ours, theirs(workload, round), round)) {
          measure(run);
        }
      }
    }
  }

  private List<Run> theirs(Workload workload, int round) {
    return plan.peers().stream()
        .flatMap(peer -> Schedule.runs(peer, workload, plan.threads()).stream())
        .filter(run -> round == 0 || promising(run))
        .toList();
  }

  private boolean promising(Run run) {
    return plan.threads().stream()
        .map(threads -> new Cell(run.workload(), threads))
        .filter(
            cell -> run.library().settings(cell.workload(), cell.threads()).contains(run.setting()))
        .anyMatch(cell -> results.promising(run, cell, PROMISING));
  }

  private void measure(Run run) throws ChildProcess.FailedException {
    if (failed.contains(run.library())) {
      return;
    }
    try {
      Launch launch =
          run.library().launch(run.workload(), run.setting(), plan.epochs(), plan.data());
      List<Epoch> epochs = epochs(ChildProcess.run(launch));
      results.add(run, epochs);
      log.printf(Locale.ROOT, "  %8.1f k/s  %s%n", Epoch.speed(epochs) / 1000, run);
    } catch (ChildProcess.FailedException e) {
      if (run.library().equals(lanewise)) {
        throw e;
      }
      failed.add(run.library());
      log.printf("%s failed and is left out from here on: %s%n", run, e.getMessage());
    }
    log.flush();
  }

  private List<Epoch> epochs(List<String> output) throws ChildProcess.FailedException {
    try {
      List<Epoch> epochs = Epoch.parse(output);
      if (epochs.size() != plan.epochs()) {
        throw new ChildProcess.FailedException(
            "expected %d epochs; found %d".formatted(plan.epochs(), epochs.size()));
      }
      return epochs;
    } catch (IllegalArgumentException e) {
      throw new ChildProcess.FailedException(e.toString());
    }
  }

  /** What was measured. */
  Comparison comparison() {
    return Comparison.of(plan, lanewise, results, peaks);
  }
}
