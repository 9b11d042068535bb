package dev.lanewise.bench.compare;

import dev.lanewise.bench.PeakBenchmark;
import dev.lanewise.bench.ProductBenchmark.Operations;
import java.util.List;
import java.util.Map;

/** Measures the peak of a core in a fresh JVM: what {@link PeakBenchmark} does, in a second. */
public final class PeakProcess {
  private static final int WARM_UP = 300;
  private static final int BATCHES = 20;
  private static final int CALLS = 50;

  private PeakProcess() {}

  /** The peak in GFLOP/s, now. */
  public static double measure() throws ChildProcess.FailedException {
    List<String> output =
        ChildProcess.run(new Launch(Java.command(PeakProcess.class, List.of()), Map.of()));
    return Double.parseDouble(output.getLast());
  }

  /** Prints the peak in GFLOP/s: the best of some batches, since everything else disturbs. */
  public static void main(String[] args) {
    PeakBenchmark benchmark = new PeakBenchmark();
    gflops(benchmark, WARM_UP);
    double best = 0;
    for (int i = 0; i < BATCHES; i++) {
      best = Math.max(best, gflops(benchmark, CALLS));
    }
    System.out.println(best);
  }

  private static double gflops(PeakBenchmark benchmark, int calls) {
    Operations done = new Operations();
    float used = 0;
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      used += benchmark.multiplyAdds(done).lane(0);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    return Float.isNaN(used) ? 0 : done.gflops / seconds;
  }
}
