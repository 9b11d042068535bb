package dev.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** These, with what only the others have. */
  Results or(Results others) {
    Results both = new Results();
    others.processes.forEach((run, epochs) -> both.processes.put(run, epochs));
    both.processes.putAll(processes);
    return both;
  }

  /** The speeds of the processes of a run; empty if there was none. */
  double[] speeds(Run run) {
    return processes.getOrDefault(run, List.of()).stream().mapToDouble(Epoch::speed).toArray();
  }

  /** The most memory of the processes of a run, the median; NaN if it is not known. */
  double memory(Run run) {
    return Statistics.median(
        processes.getOrDefault(run, List.of()).stream().mapToDouble(Epoch::memory).toArray());
  }

  /** The run with the highest median among those that were run most often. */
  Optional<Run> best(Collection<Run> candidates) {
    return candidates.stream()
        .filter(processes::containsKey)
        .max(
            Comparator.<Run>comparingInt(run -> speeds(run).length)
                .thenComparingDouble(this::median));
  }

  /** Those that are within a share of the fastest. */
  List<Run> promising(Collection<Run> candidates, double share) {
    List<Run> measured = candidates.stream().filter(processes::containsKey).toList();
    double best = measured.stream().mapToDouble(this::median).max().orElse(0);
    return measured.stream().filter(run -> median(run) >= share * best).toList();
  }

  private double median(Run run) {
    return Statistics.median(speeds(run));
  }
}
