package dev.lanewise.layers;

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

/**
 * Root mean square normalization (Zhang and Sennrich 2019) over the last axis: {@code y = gamma x /
 * sqrt(mean x² + epsilon)}, of the channels of each position of each sample. Its parameter is
 * {@code gamma}, which begins with 1; PyTorch calls it {@code weight}.
 *
 * @param epsilon what is added to the mean square, above 0; 1e-5 unless told otherwise
 */
public record RmsNorm(float epsilon) implements Layer {

  /** Checks the number. */
  public RmsNorm {
    BatchNorm.checkEpsilon("RmsNorm", epsilon);
  }

  /** A layer with the default. */
  public RmsNorm() {
    this(1e-5f);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.channels();
    return List.of(
        Parameter.vector(NormGradients.GAMMA, channels, Initializer.constant(1), channels));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.perSample(input.channels() + 6L * input.positions());
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    return LayerNormPasses.uncentered(at, epsilon).forward();
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return LayerNormPasses.uncentered(at, epsilon).training(at);
  }
}
