package dev.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What to run in a round, and in which order. */
final class Schedule {

  private Schedule() {}

  /** The runs of a library for a workload, each once, although cells share some. */
  static List<Run> runs(Peer library, Workload workload, List<Integer> threads) {
    return threads.stream()
        .flatMap(count -> library.settings(workload, count).stream())
        .distinct()
        .map(setting -> new Run(library, workload, setting))
        .toList();
  }

  /** The runs of several libraries for a workload. */
  static List<Run> runs(List<Peer> libraries, Workload workload, List<Integer> threads) {
    return libraries.stream()
        .flatMap(library -> runs(library, workload, threads).stream())
        .toList();
  }

  /**
   * Ours and theirs in turn, the longer list spread evenly over the shorter; backwards in every
   * other round, so that a machine that gets slower or faster favours neither.
   */
  static List<Run> interleave(List<Run> ours, List<Run> theirs, int round) {
    List<Run> order = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      order.add(ours.get(i));
      order.addAll(
          theirs.subList(i * theirs.size() / ours.size(), (i + 1) * theirs.size() / ours.size()));
    }
    return round % 2 == 0 ? order : order.reversed();
  }

  /** All pairs of workloads and threads. */
  static List<Cell> cells(List<Workload> workloads, List<Integer> threads) {
    return workloads.stream().flatMap(workload -> cells(workload, threads)).toList();
  }

  private static Stream<Cell> cells(Workload workload, List<Integer> threads) {
    return threads.stream().map(count -> new Cell(workload, count));
  }
}
