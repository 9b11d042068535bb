package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;
import java.util.Optional;

/**
 * Group normalization (Wu and He 2018): channels, which are the last axis, are cut into groups of
 * neighbours; {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}, with mean and
 * variance of all positions and channels of a group of one sample, in training as in inference. The
 * variance divides by how many numbers those are, as in PyTorch. One group for each channel is
 * instance normalization.
 *
 * <p>Parameters are {@code gamma} and {@code beta}, which begin with 1 and 0, one number a channel.
 * PyTorch calls them {@code weight} and {@code bias}.
 *
 * <p>The sums are exact to a few roundings however large the mean is: distances from the mean of
 * each channel, joined in double.
 *
 * @param groups how many groups, at least 1; divides the channels
 * @param epsilon what is added to the variance, above 0; 1e-5 unless told otherwise (Keras: 1e-3)
 */
public record GroupNorm(int groups, float epsilon) implements Layer {

  /** Checks the numbers. */
  public GroupNorm {
    if (groups < 1) {
      throw new SettingException("GroupNorm: groups must be at least 1; found " + groups + ".");
    }
    BatchNorm.checkEpsilon("GroupNorm", epsilon);
  }

  /** A layer with the default epsilon. */
  public GroupNorm(int groups) {
    this(groups, 1e-5f);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.channels() % groups != 0) {
      throw new ShapeException(
          "GroupNorm on %s: the number of channels must be a multiple of the groups; found %s channels in %s groups."
              .formatted(input, input.channels(), groups));
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return NormGradients.parameters(input.channels());
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.perSample(2L * input.channels() + 4L * groups);
  }

  @Override
  public Optional<Layer> fuse(Layer next) {
    return ActivatedNorm.of(this, next);
  }

  @Override
  public RowPass inference(Binding at) {
    return new GroupNormPasses(at, groups, epsilon).forward();
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return new GroupNormPasses(at, groups, epsilon).training(at);
  }
}
