package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/**
 * Adds waves to a sequence, so that attention knows where things are (Vaswani et al. 2017): channel
 * {@code 2i} of position {@code t} gets {@code sin(t / 10000^(2i / channels))}, and channel {@code
 * 2i + 1} the cosine of the same angle. Nothing is learned.
 */
public record SinusoidalPositions() implements Layer {
  private static final double LONGEST = 10_000;

  @Override
  public Shape outputShape(Shape input) {
    return SequenceShape.check("SinusoidalPositions", input);
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.fixed(3L * input.size());
  }

  private static float[] waves(Shape shape) {
    int channels = shape.channels();
    float[] waves = new float[shape.size()];
    for (int i = 0; i < waves.length; i++) {
      int channel = i % channels;
      double exponent = (double) (channel - channel % 2) / channels;
      int position = i / channels;
      double angle = position / StrictMath.pow(LONGEST, exponent);
      waves[i] = (float) (channel % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
    }
    return waves;
  }

  @Override
  public RowPass inference(Binding at) {
    return new PositionTable(waves(at.inputShape(0))).forward(at);
  }

  @Override
  public RowPass stepping(StepBinding at) {
    return new PositionTable(waves(Shape.of(at.context(), at.input().cols()))).stepping(at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return TrainingPasses.of(inference(at), PositionTable.backward(at));
  }
}
