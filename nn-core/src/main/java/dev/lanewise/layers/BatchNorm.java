package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalization (Ioffe and Szegedy 2015) over the last axis: {@code y = gamma (x - mean) /
 * sqrt(variance + epsilon) + beta} for each channel, over all samples of the batch and all their
 * positions; in inference with running means and variances.
 *
 * <p>Formulas and defaults are PyTorch's: the variance of a batch of {@code n} values divides by
 * {@code n}, the one that the running variance follows by {@code n - 1}. A batch of a single value
 * has variance 0. Gradients are those of whole batches; where a step has several (see
 * accumulation), each has statistics of its own, and running numbers follow each.
 *
 * <p>Parameters are {@code gamma} and {@code beta}, which begin with 1 and 0; state is {@code mean}
 * and {@code variance}, which begin with 0 and 1; one number a channel. PyTorch calls them {@code
 * weight}, {@code bias}, {@code running_mean} and {@code running_var}, Keras {@code gamma}, {@code
 * beta}, {@code moving_mean} and {@code moving_variance}.
 *
 * <p>The sums are exact to a few roundings however large the mean is: distances from the mean of
 * each sample, joined in double (Chan, Golub and LeVeque 1983).
 *
 * @param rate how far the running numbers follow a batch, from 0 to 1: PyTorch's momentum, one
 *     minus Keras'; 0.1 unless told otherwise
 * @param epsilon what is added to the variance, above 0; 1e-5 unless told otherwise (Keras: 1e-3)
 */
public record BatchNorm(float rate, float epsilon) implements Layer {
  static final String GAMMA = "gamma";
  static final String BETA = "beta";
  static final String MEAN = "mean";
  static final String VARIANCE = "variance";

  /** Checks the numbers. */
  public BatchNorm {
    if (!(rate >= 0 && rate <= 1)) {
      throw new SettingException("BatchNorm: rate must be from 0 to 1; found " + rate + ".");
    }
    checkEpsilon("BatchNorm", epsilon);
  }

  /** Refuses what cannot keep a root from zero. */
  static void checkEpsilon(String layer, float epsilon) {
    if (!(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
      throw new SettingException(
          layer + ": epsilon must be above 0 and finite; found " + epsilon + ".");
    }
  }

  /** A layer with the defaults. */
  public BatchNorm() {
    this(0.1f, 1e-5f);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.channels();
    return List.of(
        Parameter.vector(GAMMA, channels, Initializer.constant(1), channels),
        Parameter.vector(BETA, channels, Initializer.zeros(), channels),
        Parameter.state(MEAN, channels, Initializer.zeros()),
        Parameter.state(VARIANCE, channels, Initializer.constant(1)));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.perSample(2L * input.channels());
  }

  @Override
  public Optional<Layer> fuse(Layer next) {
    return ActivatedNorm.of(this, next);
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    return new RunningNorm(at, epsilon).forward();
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    if (at.asInInference()) {
      RunningNorm norm = new RunningNorm(at, epsilon);
      return TrainingPasses.of(norm.forward(), norm.backward(at));
    }
    return new BatchNormPasses(at, rate, epsilon).passes();
  }
}
