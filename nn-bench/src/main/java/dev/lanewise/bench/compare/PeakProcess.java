package dev.lanewise.bench.compare;

import dev.lanewise.simd.Ruler;
import java.util.List;
import java.util.Map;

/** Measures the peak of a core in a fresh JVM with the {@link Ruler}, in a second. */
public final class PeakProcess {
  private static final int WARM_UP = 300;
  private static final int BATCHES = 20;
  private static final int CALLS = 50;
  private static final int ROUNDS = 100_000;

  private PeakProcess() {}

  /** The peak in GFLOP/s, now. */
  public static double measure() throws ChildProcess.FailedException {
    List<String> output =
        ChildProcess.run(new Launch(Java.command(PeakProcess.class, List.of()), Map.of()));
    return Double.parseDouble(output.getLast());
  }

  /** Prints the peak in GFLOP/s: the best of some batches, since everything else disturbs. */
  public static void main(String[] args) {
    gflops(WARM_UP);
    double best = 0;
    for (int i = 0; i < BATCHES; i++) {
      best = Math.max(best, gflops(CALLS));
    }
    System.out.println(best);
  }

  private static double gflops(int calls) {
    float used = 0;
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      used += Ruler.multiplyAdds(ROUNDS);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    return Float.isNaN(used) ? 0 : 1e-9 * Ruler.operations(ROUNDS) * calls / seconds;
  }
}
