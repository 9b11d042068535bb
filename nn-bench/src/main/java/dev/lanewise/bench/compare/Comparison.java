package dev.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome: a row for each cell, and what it was computed from.
 *
 * @param peaks GFLOP/s of a core, one for each round
 */
record Comparison(Campaign.Plan plan, List<Row> rows, List<Double> peaks, Results results) {
  private static final double LEVEL = 0.95;

  /**
   * Lanewise in a cell.
   *
   * @param speed the median, samples a second
   * @param shareOfPeak the arithmetic done, as a share of what the threads could do at their peak
   */
  record Row(Cell cell, double speed, double shareOfPeak, List<Rival> rivals) {}

  /**
   * A peer in a cell, in its best setting.
   *
   * @param ratio Lanewise's median divided by the peer's
   * @param interval of the ratio, 95 %; empty if there was a single round
   */
  record Rival(
      String name, Setting setting, double speed, double ratio, Optional<Interval> interval) {}

  static Comparison of(Campaign.Plan plan, Peer lanewise, Results results, List<Double> peaks) {
    List<Row> rows = new ArrayList<>();
    for (Cell cell : plan.cells()) {
      results
          .best(lanewise, cell)
          .ifPresent(ours -> rows.add(row(plan, cell, results.speeds(ours), results, peaks)));
    }
    return new Comparison(plan, List.copyOf(rows), List.copyOf(peaks), results);
  }

  private static Row row(
      Campaign.Plan plan, Cell cell, double[] ours, Results results, List<Double> peaks) {
    List<Rival> rivals = new ArrayList<>();
    for (Peer peer : plan.peers()) {
      results
          .best(peer, cell)
          .ifPresent(best -> rivals.add(rival(best, ours, results.speeds(best))));
    }
    double speed = Statistics.median(ours);
    double peak = cell.threads() * 1e9 * median(peaks);
    return new Row(
        cell, speed, speed * operations(cell.workload().network()) / peak, List.copyOf(rivals));
  }

  private static Rival rival(Run best, double[] ours, double[] theirs) {
    boolean several = ours.length > 1 && theirs.length > 1;
    return new Rival(
        best.library().name(),
        best.setting(),
        Statistics.median(theirs),
        Statistics.median(ours) / Statistics.median(theirs),
        several ? Optional.of(Statistics.ratioInterval(ours, theirs, LEVEL)) : Optional.empty());
  }

  /** The median of the peaks. */
  double peak() {
    return median(peaks);
  }

  private static double median(List<Double> values) {
    return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Floating-point operations that the products of a training step need for a sample: 2 for each
   * weight forward, 2 for its gradient and 2 for the gradient of its input, which the first layer
   * does not need.
   */
  static long operations(String network) {
    List<Long> sizes = List.of(network.split("-", -1)).stream().map(Long::valueOf).toList();
    long sum = 0;
    for (int i = 1; i < sizes.size(); i++) {
      sum += (i == 1 ? 4 : 6) * sizes.get(i - 1) * sizes.get(i);
    }
    return sum;
  }
}
