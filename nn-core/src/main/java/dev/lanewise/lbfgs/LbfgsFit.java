package dev.lanewise.lbfgs;

import dev.lanewise.engine.SampleWeights;
import dev.lanewise.train.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one call of {@link LbfgsTrainer#fit(dev.lanewise.data.Dataset, LbfgsFit)} shall do.
 *
 * @param sampleWeights a factor on the loss of each sample, if any
 * @param listeners who watches
 */
public record LbfgsFit(Optional<float[]> sampleWeights, List<LbfgsListener> listeners) {

  /** Checks the weights; copies weights and listeners. */
  public LbfgsFit {
    listeners = List.copyOf(listeners);
    sampleWeights = sampleWeights.map(float[]::clone);
    sampleWeights.ifPresent(weights -> SampleWeights.check("sample", weights));
  }

  /** All samples count the same, and nobody watches. */
  public static LbfgsFit plain() {
    return new LbfgsFit(Optional.empty(), List.of());
  }

  /**
   * With a factor on the loss of each sample, at least 0; the mean is still over the number of
   * samples, as in {@link Fit#withSampleWeights}.
   */
  public LbfgsFit withSampleWeights(float[] weights) {
    return new LbfgsFit(Optional.of(weights), listeners);
  }

  /** With one more listener. */
  public LbfgsFit withListener(LbfgsListener listener) {
    List<LbfgsListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new LbfgsFit(sampleWeights, more);
  }
}
