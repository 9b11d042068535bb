package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
  private static final Network NETWORK =
      Network.of(Shape.of(10), new Dense(20, Activation.RELU), new Dense(3));

  @Test
  void countsWhatATrainerKeeps() {
    long parameters = 10 * 20 + 20 + 20 * 3 + 3;
    MemoryEstimate need = MemoryEstimate.of(NETWORK, 2, 5, false);
    assertEquals(4 * parameters, need.parameters());
    assertEquals(4 * 2 * parameters, need.optimizer());
    assertEquals(4 * 5 * (10 + 2 * 20 + 2 * 3), need.activations());
    assertEquals(need.parameters() + need.optimizer() + need.activations(), need.total());
    MemoryEstimate copied = MemoryEstimate.of(NETWORK, Optimizer.adam(0.1), 256);
    assertEquals(2 * 256 / 5.0, copied.activations() / (double) need.activations());
    assertEquals(copied, MemoryEstimate.of(NETWORK, 2, 256, true));
  }

  @Test
  void refusesWhatTheHeapCannotHold() {
    MemoryEstimate need = MemoryEstimate.of(NETWORK, Optimizer.adam(0.1), 1 << 20);
    need.check(need.total());
    assertError(
        SettingException.class, () -> need.check(need.total() - 1), need.toString(), "-Xmx");
  }

  @Test
  void aTrainerRefusesBeforeItAllocates() {
    Trainer.Builder builder =
        Trainer.builder(NETWORK.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(1))
            .batchSize(2_000_000_000);
    try (Trainer trainer = builder.build()) {
      assertError(
          SettingException.class,
          () -> trainer.fit(Samples.classes(4, Shape.of(10), 3, 1), Fit.epochs(1)),
          "Training needs",
          "the heap has at most");
    }
  }
}
