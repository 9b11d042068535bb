package dev.lanewise.train;

import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A dense layer that counts the rows that go backward, and tells whose gradient it computes. */
record CountingDense(Dense dense, AtomicInteger backward, AtomicInteger inputGradients)
    implements Layer {

  CountingDense(int units) {
    this(GraphCase.dense(units), new AtomicInteger(), new AtomicInteger());
  }

  @Override
  public Shape outputShape(Shape input) {
    return dense.outputShape(input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return dense.parameters(input);
  }

  @Override
  public RowPass inference(Binding at) {
    return dense.inference(at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    TrainingPasses passes = dense.training(at);
    if (at.inputGradient().isPresent()) {
      inputGradients.incrementAndGet();
    }
    return new TrainingPasses(
        passes.forward(),
        List.<Pass>of(passes.backward().getFirst(), counting()),
        passes.gradients(),
        List.of(),
        Optional.empty());
  }

  private RowPass counting() {
    return (from, to, scratch) -> backward.addAndGet(to - from);
  }
}
