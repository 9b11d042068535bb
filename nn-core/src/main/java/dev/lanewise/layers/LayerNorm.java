package dev.lanewise.layers;

import dev.lanewise.Shape;
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
 * Layer normalization (Ba, Kiros and Hinton 2016) over the last axis: {@code y = gamma (x - mean) /
 * sqrt(variance + epsilon) + beta}, with mean and variance of the channels of each position of each
 * sample, in training as in inference. The variance divides by the number of channels, as in
 * PyTorch and Keras.
 *
 * <p>Parameters are {@code gamma} and {@code beta}, which begin with 1 and 0, one number a channel.
 * PyTorch calls them {@code weight} and {@code bias}.
 *
 * @param epsilon what is added to the variance, above 0; 1e-5 unless told otherwise (Keras: 1e-3)
 */
public record LayerNorm(float epsilon) implements Layer {

  /** Checks the number. */
  public LayerNorm {
    BatchNorm.checkEpsilon("LayerNorm", epsilon);
  }

  /** A layer with the default. */
  public LayerNorm() {
    this(1e-5f);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return NormGradients.parameters(input.channels());
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.perSample(2L * input.channels() + 6L * input.positions());
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
    return new LayerNormPasses(at, epsilon).forward();
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return new LayerNormPasses(at, epsilon).training(at);
  }
}
