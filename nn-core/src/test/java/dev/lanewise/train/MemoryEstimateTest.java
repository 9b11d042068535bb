package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.engine.TrainingRules;
import dev.lanewise.engine.TrainingSetup;
import dev.lanewise.engine.TrainingSteps;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Padding;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.networks.Networks;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.team.Team;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    assertEquals(4 * 256 * (10 + 2 * 20 + 2 * 3 + 10 + 20 + 20 + 3), copied.activations());
    assertEquals(copied, MemoryEstimate.of(NETWORK, 2, 256, true));
  }

  static Stream<Arguments> networks() {
    Shape digit = Shape.of(28, 28, 1);
    Shape photo = Shape.of(32, 32, 3);
    Network dense =
        Network.of(Shape.of(784), new Dense(512, Activation.RELU), new Dense(512), new Dense(10));
    Network norms =
        Network.of(
            Shape.of(12, 12, 8),
            new Conv2d(32, 3).withPadding(Padding.same()),
            new GroupNorm(4),
            new Activate(Activation.SILU),
            new ConvTranspose2d(16, 3, 1),
            new LayerNorm(),
            new Conv2d(16, 3, Activation.GELU),
            new GlobalAveragePool(),
            new Dense(10));
    Shape sequence = Shape.of(20, 16);
    Network recurrent =
        Network.of(
            sequence,
            new Lstm(32),
            new Gru(32),
            new SimpleRnn(48).withOutput(Output.LAST),
            new Dense(10));
    Network attention =
        Network.of(
            sequence,
            new LearnedPositions(20),
            new MultiHeadAttention(2).withCausality(),
            new RmsNorm(),
            new GlobalAveragePool(),
            new Dense(10));
    return Stream.of(
        Arguments.of("dense", dense, 64, 1),
        Arguments.of("dense, copied", dense, 512, 0.87),
        Arguments.of("cnn", Networks.cnn(digit, 10), 32, 1),
        Arguments.of("cnn, long batch", Networks.cnn(digit, 10), 300, 1),
        Arguments.of("residual", Networks.resnet(photo, 10, 14), 64, 1),
        Arguments.of("norms", norms, 64, 1),
        Arguments.of("recurrent", recurrent, 64, 0.77),
        Arguments.of("attention", attention, 64, 1.02),
        Arguments.of(
            "many weights",
            Network.of(
                Shape.of(4, 4, 64), new Conv2d(2048, 3), new GlobalAveragePool(), new Dense(10)),
            100,
            0.91));
  }

  /**
   * All that a trainer's thread allocates, but the copies of a model's values, which pass by. The
   * reference needs less than other backends: it neither copies units, having one panel, nor turns
   * the weights of convolutions.
   *
   * @param share what of the estimate it needs
   */
  @ParameterizedTest
  @MethodSource("networks")
  void isWhatIsAllocated(String name, Network network, int batchSize, double share) {
    ReferenceKernels kernels = new ReferenceKernels();
    MemoryEstimate need =
        MemoryEstimate.of(network, 0, batchSize, kernels.tuning().blocking().copies(batchSize));
    Dataset data = Samples.classes(2, network.input(), 10, 1);
    Model model = network.initialize(1);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Team team = Team.of(1)) {
      TrainingSetup setup =
          new TrainingSetup(
              kernels,
              model,
              WeightedLosses.of(Loss.softmaxCrossEntropy()),
              TrainingRules.none(),
              Optional.empty(),
              batchSize,
              0,
              team);
      new TrainingSteps(setup, data).set(model);
      long before = threads.getCurrentThreadAllocatedBytes();
      TrainingSteps steps = new TrainingSteps(setup, data);
      long between = threads.getCurrentThreadAllocatedBytes();
      steps.set(model);
      long copies = threads.getCurrentThreadAllocatedBytes() - between;
      double allocated = between - before - copies;
      assertEquals(share, allocated / need.total(), 0.05, name);
    }
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
