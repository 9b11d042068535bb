package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.random.Seeds;

/**
 * Dropout of whole channels (Tompson et al. 2015), which are the last axis: in training each
 * channel of a sample is zero at all positions with probability {@code rate}, and otherwise divided
 * by {@code 1 - rate}; in inference nothing happens. For images it is PyTorch's {@code Dropout2d},
 * for sequences its {@code Dropout1d}; for vectors there is {@link Dropout}.
 *
 * <p>Which channels are dropped depends on the trainer's seed, the step, the layer, the sample's
 * place in the batch and the channel, not on threads or vector widths.
 *
 * @param rate the share of channels to drop, at least 0 and below 1
 */
public record SpatialDropout(float rate) implements Layer {

  /** Checks the rate. */
  public SpatialDropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new SettingException(
          "SpatialDropout: rate must be at least 0 and below 1; found " + rate + ".");
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.dimensions().size() < 2) {
      throw new ShapeException(
          "SpatialDropout takes samples with positions, such as (height, width, channels) or (time, features); found %s. Use Dropout for vectors."
              .formatted(input));
    }
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
    int positions = at.inputShape(0).positions();
    return (from, to, scratch) -> {
      long key = Seeds.mix(seed, batch.step());
      kernels.elements().dropoutOfChannels(x, y, positions, rate, key, from, to);
    };
  }
}
