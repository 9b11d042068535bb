package dev.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was measured: the epochs of each process, by what it ran. */
final class Results {
  private final Map<Run, List<List<Epoch>>> processes = new LinkedHashMap<>();

  /** Adds a process. */
  void add(Run run, List<Epoch> epochs) {
    processes.computeIfAbsent(run, _ -> new ArrayList<>()).add(epochs);
  }

  /** Everything, in the order of first addition. */
  Map<Run, List<List<Epoch>>> all() {
    return Collections.unmodifiableMap(processes);
  }

  /** The speeds of the processes of a run; empty if there was none. */
  double[] speeds(Run run) {
    return processes.getOrDefault(run, List.of()).stream().mapToDouble(Epoch::speed).toArray();
  }

  /** The setting with the highest median among those that were run most often. */
  Optional<Run> best(Peer library, Cell cell) {
    return runs(library, cell)
        .max(
            Comparator.<Run>comparingInt(run -> speeds(run).length)
                .thenComparingDouble(run -> Statistics.median(speeds(run))));
  }

  /** Whether a setting is within a share of the best of its cell so far. */
  boolean promising(Run run, Cell cell, double share) {
    double[] speeds = speeds(run);
    double best =
        runs(run.library(), cell)
            .mapToDouble(other -> Statistics.median(speeds(other)))
            .max()
            .orElse(0);
    return speeds.length > 0 && Statistics.median(speeds) >= share * best;
  }

  private Stream<Run> runs(Peer library, Cell cell) {
    return library.settings(cell.workload(), cell.threads()).stream()
        .map(setting -> new Run(library, cell.workload(), setting))
        .filter(processes::containsKey);
  }
}
