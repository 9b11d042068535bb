package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.random.Seeds;

/**
 * Inverted dropout (Srivastava et al. 2014): in training each element is zero with probability
 * {@code rate} and otherwise divided by {@code 1 - rate}; in inference nothing happens.
 *
 * <p>Which elements are dropped depends on the trainer's seed, the step, the layer and the
 * element's place in the batch, not on threads or vector widths.
 *
 * @param rate the share of elements to drop, at least 0 and below 1
 */
public record Dropout(float rate) implements Layer {

  /** Checks the rate. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new SettingException(
          "Dropout: rate must be at least 0 and below 1; found " + rate + ".");
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public boolean isIdentityInInference() {
    return true;
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    return Identity.forward(at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    if (at.asInInference()) {
      return Identity.passes(at);
    }
    return TrainingPasses.of(
        masked(at, at.input(), at.output()),
        at.inputGradient()
            .map(dx -> masked(at, at.outputGradient(), dx))
            .orElse(RowPass.nothing()));
  }

  private RowPass masked(TrainingBinding at, Matrix x, Matrix y) {
    Kernels kernels = at.kernels();
    BatchState batch = at.batch();
    long seed = at.seed();
    return (from, to, scratch) ->
        kernels.elements().dropout(x, y, rate, Seeds.mix(seed, batch.step()), from, to);
  }
}
