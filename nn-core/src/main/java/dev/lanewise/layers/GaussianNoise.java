package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Step;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;
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
  public Step inference(Binding at) {
    return Step.copy(at.input(), at.output());
  }

  @Override
  public TrainingStep training(TrainingBinding at) {
    Kernels kernels = at.kernels();
    Matrix x = at.input();
    Matrix y = at.output();
    BatchState batch = at.batch();
    long seed = at.seed();
    Step forward =
        (from, to, scratch) -> {
          long key = Seeds.mix(seed, batch.step());
          kernels.elements().gaussianNoise(x, y, deviation, key, from, to);
        };
    Step backward =
        at.inputGradient()
            .map(dx -> Step.copy(at.outputGradient(), dx))
            .orElse((from, to, scratch) -> {});
    return new TrainingStep(forward, backward);
  }
}
