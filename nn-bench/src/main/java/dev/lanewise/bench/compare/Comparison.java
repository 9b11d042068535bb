package dev.lanewise.bench.compare;

import dev.lanewise.bench.Networks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The outcome: a verdict for each workload, a row for each workload and number of threads, and what
 * they were computed from.
 *
 * @param verdicts everybody at the best setting and number of threads
 * @param rows on as many threads as a cell says
 * @param peaks GFLOP/s of a core, one for each round
 */
record Comparison(
    Campaign.Plan plan, List<Row> verdicts, List<Row> rows, List<Double> peaks, Results results) {
  private static final double LEVEL = 0.95;

  /**
   * Lanewise in a cell.
   *
   * @param speed the median, samples a second
   * @param memory the most that a process occupied, the median, in MB; NaN if not known
   * @param shareOfPeak the arithmetic done, as a share of what the threads could do at their peak
   * @param rivals the peers, the fastest first
   */
  record Row(Cell cell, double speed, double memory, double shareOfPeak, List<Rival> rivals) {

    /** The fastest peer. */
    Optional<Rival> best() {
      return rivals.stream().findFirst();
    }
  }

  /**
   * A peer in a cell, in its best setting.
   *
   * @param ratio Lanewise's median divided by the peer's
   * @param interval of the ratio, 95 %; empty if there was a single process of one of them
   */
  record Rival(
      String name,
      Setting setting,
      double speed,
      double memory,
      double ratio,
      Optional<Interval> interval) {}

  /**
   * The comparison of Lanewise with peers.
   *
   * @param rounds what counts; verdicts come from here alone
   * @param screening stands in for numbers of threads that no round has
   */
  static Comparison of(
      Campaign.Plan plan,
      Peer lanewise,
      List<Peer> peers,
      Results rounds,
      Results screening,
      List<Double> peaks) {
    Judge strict = new Judge(lanewise, peers, rounds, new Results(), median(peaks));
    Judge lenient = new Judge(lanewise, peers, rounds, screening, median(peaks));
    List<Row> verdicts =
        plan.workloads().stream()
            .flatMap(workload -> strict.row(workload, plan.threads()).stream())
            .toList();
    List<Row> rows =
        plan.cells().stream()
            .flatMap(cell -> lenient.row(cell.workload(), List.of(cell.threads())).stream())
            .toList();
    return new Comparison(plan, verdicts, rows, List.copyOf(peaks), rounds.or(screening));
  }

  private record Judge(
      Peer lanewise, List<Peer> peers, Results rounds, Results screening, double peak) {

    Optional<Row> row(Workload workload, List<Integer> threads) {
      return best(lanewise, workload, threads).map(ours -> row(ours, rivals(ours, threads)));
    }

    private Optional<Run> best(Peer library, Workload workload, List<Integer> threads) {
      List<Run> candidates = Schedule.runs(library, workload, threads);
      return rounds.best(candidates).or(() -> screening.best(candidates));
    }

    private double[] speeds(Run run) {
      return rounds.or(screening).speeds(run);
    }

    private double memory(Run run) {
      return rounds.or(screening).memory(run);
    }

    private Row row(Run ours, List<Rival> rivals) {
      double speed = Statistics.median(speeds(ours));
      int threads = ours.setting().threads();
      double work = speed * Networks.operations(Networks.of(ours.workload().network()));
      return new Row(
          new Cell(ours.workload(), threads),
          speed,
          memory(ours),
          work / (threads * 1e9 * peak),
          rivals);
    }

    private List<Rival> rivals(Run ours, List<Integer> threads) {
      return peers.stream()
          .flatMap(peer -> best(peer, ours.workload(), threads).stream())
          .map(theirs -> rival(ours, theirs))
          .sorted(Comparator.comparingDouble(Rival::speed).reversed())
          .toList();
    }

    private Rival rival(Run ours, Run theirs) {
      double[] mine = speeds(ours);
      double[] other = speeds(theirs);
      boolean several = mine.length > 1 && other.length > 1;
      return new Rival(
          theirs.library().name(),
          theirs.setting(),
          Statistics.median(other),
          memory(theirs),
          Statistics.median(mine) / Statistics.median(other),
          several ? Optional.of(Statistics.ratioInterval(mine, other, LEVEL)) : Optional.empty());
    }
  }

  /** The geometric mean of the verdicts' ratios; empty without peers. */
  OptionalDouble meanRatio() {
    double[] ratios =
        verdicts.stream().flatMap(row -> row.best().stream()).mapToDouble(Rival::ratio).toArray();
    return ratios.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Statistics.geometricMean(ratios));
  }

  /** The median of the peaks. */
  double peak() {
    return median(peaks);
  }

  private static double median(List<Double> values) {
    return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
