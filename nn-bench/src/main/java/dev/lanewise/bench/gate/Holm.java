package dev.lanewise.bench.gate;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p-values for their number, so that the probability of any false alarm among all
 * benchmarks stays below the level, whatever the benchmarks have in common. With the p-values in
 * ascending order,
 *
 * <pre>
 *   adjusted p_(i) = max over j &lt;= i of min(1, (m - j + 1) p_(j))
 * </pre>
 *
 * <p>Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6, 1979.
 */
final class Holm {

  private Holm() {}

  /** The adjusted p-values in the order of the given ones. */
  static double[] adjust(double... pValues) {
    List<Integer> ascending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .toList();
    double[] adjusted = new double[pValues.length];
    double highest = 0;
    for (int j = 0; j < pValues.length; j++) {
      int i = ascending.get(j);
      highest = Math.max(highest, Math.min(1, (pValues.length - j) * pValues[i]));
      adjusted[i] = highest;
    }
    return adjusted;
  }
}
