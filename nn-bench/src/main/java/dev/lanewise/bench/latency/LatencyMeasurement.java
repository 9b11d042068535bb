package dev.lanewise.bench.latency;

import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.WarmUp;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** Measures how long each of many calls takes. */
final class LatencyMeasurement {
  private static final double WARM_UP_SECONDS = 0.1;
  private static final double SECONDS = 1;
  private static final int MOST_CALLS = 1 << 20;

  private LatencyMeasurement() {}

  /** Prints the figures of a request, in microseconds. */
  static void run(Record request, Runnable call) {
    WarmUp.run(() -> times(call, WARM_UP_SECONDS));
    double[] times = times(call, SECONDS);
    for (Quantile quantile : Quantile.values()) {
      new Figure(quantile.figure(request), quantile.of(times)).print();
    }
  }

  /** The microseconds of each call, the reading of the clock included. */
  private static double[] times(Runnable call, double seconds) {
    double[] times = new double[MOST_CALLS];
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    int count = 0;
    long before = begin;
    while (before < end && count < MOST_CALLS) {
      call.run();
      long after = System.nanoTime();
      times[count++] = (after - before) * 1e-3;
      before = after;
    }
    return Arrays.copyOf(times, count);
  }

  /** A point of the distribution. */
  enum Quantile {
    /** The median. */
    P50(50),
    /** What one call of a hundred exceeds. */
    P99(99);

    private final double percent;

    Quantile(double percent) {
      this.percent = percent;
    }

    /** The smallest value that so many percent do not exceed. */
    double of(double[] values) {
      return new Percentile(percent).withEstimationType(EstimationType.R_1).evaluate(values);
    }

    /** The name of the figure. */
    String figure(Record request) {
      return "%s, p%.0f".formatted(request, percent);
    }
  }
}
