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
 * Adds Gaussian noise in training, {@code y = x + deviation n} with standard normal {@code n}; in
 * inference nothing happens. The gradient passes unchanged.
 *
 * <p>The noise depends on the trainer's seed, the step, the layer and the element's place in the
 * batch, as in {@link Dropout}.
 *
 * @param deviation the standard deviation, at least 0
 */
public record GaussianNoise(float deviation) implements Layer {

  /** Checks the deviation. */
  public GaussianNoise {
    if (!(deviation >= 0 && Float.isFinite(deviation))) {
      throw new SettingException(
          "GaussianNoise: deviation must be finite and at least 0; found " + deviation + ".");
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
    Matrix x = at.input();
    Matrix y = at.output();
    Kernels kernels = at.kernels();
    BatchState batch = at.batch();
    long seed = at.seed();
    RowPass forward =
        (from, to, scratch) -> {
          long key = Seeds.mix(seed, batch.step());
          kernels.elements().gaussianNoise(x, y, deviation, key, from, to);
        };
    return TrainingPasses.of(forward, Identity.backward(at));
  }
}
