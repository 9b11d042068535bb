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
 * Gaussian dropout (Srivastava et al. 2014): in training each element is multiplied by a normal
 * number of mean 1 and the variance {@code rate / (1 - rate)} of dropout; in inference nothing
 * happens.
 *
 * <p>The factors depend on the trainer's seed, the step, the layer and the element's place in the
 * batch, as in {@link Dropout}.
 *
 * @param rate as that of dropout, at least 0 and below 1
 */
public record GaussianDropout(float rate) implements Layer {

  /** Checks the rate. */
  public GaussianDropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new SettingException(
          "GaussianDropout: rate must be at least 0 and below 1; found " + rate + ".");
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
        multiplied(at, at.input(), at.output()),
        at.inputGradient()
            .map(dx -> multiplied(at, at.outputGradient(), dx))
            .orElse(RowPass.nothing()));
  }

  private RowPass multiplied(TrainingBinding at, Matrix x, Matrix y) {
    Kernels kernels = at.kernels();
    BatchState batch = at.batch();
    long seed = at.seed();
    float deviation = (float) Math.sqrt(rate / (1.0 - rate));
    return (from, to, scratch) -> {
      long key = Seeds.mix(seed, batch.step());
      kernels.elements().gaussianDropout(x, y, deviation, key, from, to);
    };
  }
}
