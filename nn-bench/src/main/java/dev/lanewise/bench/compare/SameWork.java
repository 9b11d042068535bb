package dev.lanewise.bench.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks that libraries that begin with the same weights come to the same loss. Lanewise, which
 * runs first, sets it.
 */
final class SameWork {
  /** Orders of samples are not the same, and rounding is not. */
  private static final double TOLERANCE = 0.02;

  private final Map<Workload, Double> losses = new HashMap<>();

  /** Networks of tokens begin with the same weights; of others everything is fine. */
  void require(Workload workload, List<Epoch> epochs) throws ChildProcess.FailedException {
    if (!workload.ofTokens()) {
      return;
    }
    double loss = epochs.getFirst().loss();
    double expected = losses.computeIfAbsent(workload, _ -> loss);
    if (!(Math.abs(loss - expected) <= TOLERANCE * expected)) {
      throw new ChildProcess.FailedException(
          String.format(
              Locale.ROOT,
              "expected a loss near Lanewise's %.4f after an epoch; found %.4f",
              expected,
              loss));
    }
  }
}
