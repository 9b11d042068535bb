package dev.lanewise.train;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.SoftmaxCrossEntropy;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Adadelta;
import dev.lanewise.optimizer.Adagrad;
import dev.lanewise.optimizer.Adam;
import dev.lanewise.optimizer.Adamax;
import dev.lanewise.optimizer.Clipping;
import dev.lanewise.optimizer.Lion;
import dev.lanewise.optimizer.Nadam;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.optimizer.RmsProp;
import dev.lanewise.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A small training run with everything that decides its result.
 *
 * @param epochs so many that there are about ten steps
 * @param settings sets what else there is to set
 */
record TrainingCase(
    String name,
    Network network,
    Loss loss,
    Optimizer optimizer,
    Dataset data,
    int batchSize,
    int epochs,
    UnaryOperator<Trainer.Builder> settings) {

  private TrainingCase(
      String name,
      Network network,
      Loss loss,
      Optimizer optimizer,
      Dataset data,
      int batchSize,
      int epochs) {
    this(name, network, loss, optimizer, data, batchSize, epochs, builder -> builder);
  }

  static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.IDENTITY,
          Activation.SIGMOID,
          Activation.TANH,
          Activation.RELU,
          Activation.LEAKY_RELU,
          Activation.ELU,
          Activation.elu(0.5f),
          Activation.SELU,
          Activation.GELU,
          Activation.SILU,
          Activation.SOFTPLUS,
          Activation.SOFTSIGN,
          Activation.HARD_SIGMOID,
          Activation.HARD_TANH);

  private static final Loss CROSS_ENTROPY = Loss.softmaxCrossEntropy();
  private static final Network RULED =
      Network.of(Shape.of(19), dense(33, Activation.RELU), dense(5));
  private static final Loss SQUARED = Loss.meanSquaredError();

  @Override
  public String toString() {
    return name;
  }

  static List<TrainingCase> all() {
    List<TrainingCase> cases = new ArrayList<>();
    cases.addAll(networks());
    cases.addAll(activations());
    cases.addAll(losses());
    cases.addAll(optimizers());
    cases.addAll(batches());
    cases.addAll(rules());
    return cases;
  }

  private static List<TrainingCase> networks() {
    Dropout dropout = new Dropout(0.3f);
    return List.of(
        classifier("61-33-10", Shape.of(61), dense(33, Activation.RELU), dense(10)),
        classifier("large", Shape.of(130), dense(97, Activation.RELU), dense(33), dense(10)),
        regressor("wide", 5, dense(300, Activation.TANH), dense(290), dense(2)),
        regressor("5-1-1", 5, dense(1, Activation.SIGMOID), dense(1)),
        regressor("1-1", 1, dense(1)),
        classifier(
            "17-16-15-3 with dropout",
            Shape.of(17),
            dense(16, Activation.TANH),
            dropout,
            dense(15, Activation.GELU),
            dropout,
            dense(3)),
        classifier("dropout first", Shape.of(17), dropout, dense(5, Activation.ELU), dense(3)),
        regressor("dropout last", 9, dense(4), dropout),
        classifier(
            "Gaussian layers",
            Shape.of(17),
            new GaussianNoise(0.1f),
            dense(16, Activation.TANH),
            new GaussianDropout(0.3f),
            dense(3)),
        classifier("softmax last", Shape.of(9), dense(7, Activation.TANH), dense(4), new Softmax()),
        regressor("softmax trained", 9, dense(7, Activation.TANH), dense(4), new Softmax()),
        regressor("softmax within", 9, dense(33), new Softmax(), dense(4)),
        regressor("softmax first", 17, new Softmax(), dense(4)),
        classifier("flatten", Shape.of(3, 4, 5), new Flatten(), dense(7), new Flatten(), dense(3)),
        regressor("fused", 9, dense(7), new Activate(Activation.SILU), dense(2)),
        regressor("activate first", 9, new Activate(Activation.SOFTSIGN), dense(2)),
        regressor(
            "activate twice",
            9,
            dense(5, Activation.TANH),
            new Activate(Activation.GELU),
            dense(2)),
        regressor("activate last", 9, dense(5, Activation.TANH), new Activate(Activation.SELU)));
  }

  private static List<TrainingCase> activations() {
    return ACTIVATIONS.stream()
        .map(f -> regressor("activation " + f, 13, dense(9, f), dense(17, f), dense(3, f)))
        .toList();
  }

  private static List<TrainingCase> losses() {
    return List.of(
        withLoss(Loss.meanAbsoluteError(), Samples.regression(40, Shape.of(9), 5, 1)),
        withLoss(Loss.halfMeanSquaredError(), Samples.regression(40, Shape.of(9), 5, 2)),
        withLoss(Loss.huber(0.5f), Samples.regression(40, Shape.of(9), 5, 3)),
        withLoss(Loss.binaryCrossEntropy(), Samples.binary(40, Shape.of(9), 5, 4)),
        withLoss(CROSS_ENTROPY, Samples.distributions(40, Shape.of(9), 5, 5)),
        withLoss(new SoftmaxCrossEntropy(0.1f), Samples.distributions(40, Shape.of(9), 5, 6)),
        withLoss(new SoftmaxCrossEntropy(0.1f), Samples.classes(40, Shape.of(9), 5, 7)));
  }

  private static List<TrainingCase> optimizers() {
    return List.of(
        withOptimizer(Optimizer.sgd(0.1)),
        withOptimizer(Optimizer.sgd(0.1).withWeightDecay(0.01)),
        withOptimizer(Optimizer.momentum(0.05, 0.9).withWeightDecay(0.01)),
        withOptimizer(Optimizer.momentum(0.05, 0.9).withNesterov()),
        withOptimizer(Optimizer.rmsProp(0.01)),
        withOptimizer(new RmsProp(0.01, 0.9, 1e-7, 0.01)),
        withOptimizer(Optimizer.adam(0.01)),
        withOptimizer(new Adam(0.01, 0.8, 0.99, 1e-6, 0.01, 0)),
        withOptimizer(Optimizer.adamW(0.01)),
        withOptimizer(new Adagrad(0.05, 0.01, 1e-10, 0.01)),
        withOptimizer(new Adadelta(1, 0.9, 1e-6, 0.01)),
        withOptimizer(new Adamax(0.01, 0.9, 0.999, 1e-8, 0.01)),
        withOptimizer(new Nadam(0.01, 0.9, 0.999, 1e-8, 0.01, 0.004)),
        withOptimizer(new Lion(0.001, 0.9, 0.99, 0.1)),
        withOptimizer(Optimizer.rprop(0.01)));
  }

  /** Single samples, a last batch that is smaller, a batch larger than the data, many rows. */
  private static List<TrainingCase> batches() {
    return List.of(
        withBatch(1, 10, 1),
        withBatch(7, 24, 3),
        withBatch(64, 23, 10),
        withBatch(257, 600, 3),
        withBatch(1030, 1030, 3));
  }

  private static List<TrainingCase> rules() {
    Network network = RULED;
    return List.of(
        withRule("clipping by value", b -> b.clipping(Clipping.byValue(0.01))),
        withRule("clipping by parameter norm", b -> b.clipping(Clipping.byParameterNorm(0.1))),
        withRule("clipping by global norm", b -> b.clipping(Clipping.byGlobalNorm(0.1))),
        withRule("accumulation", b -> b.accumulation(3)),
        withRule(
            "accumulation and clipping",
            b -> b.accumulation(2).clipping(Clipping.byGlobalNorm(0.05))),
        withRule(
            "penalties",
            b ->
                b.regularization(
                    Regularization.ofWeights(network, Penalty.elastic(0.01, 0.02))
                        .with("1.bias", Penalty.l1(0.1)))),
        withRule(
            "largest norms",
            b ->
                b.regularization(
                    Regularization.none()
                        .withMaxNorm("0.weight", 0.9)
                        .withMaxNorm("1.weight", 0.5))),
        withRule("weights of classes", b -> b.classWeights(1, 0.5f, 0, 2, 3)),
        withRule("schedule", b -> b.schedule(Schedule.cosine(12, 0).afterWarmup(3))),
        withRule("plateau", b -> b.reduceOnPlateau(Plateau.of(Monitor.LOSS, 0))));
  }

  private static TrainingCase withRule(String name, UnaryOperator<Trainer.Builder> settings) {
    return new TrainingCase(
        name,
        RULED,
        CROSS_ENTROPY,
        Optimizer.momentum(0.1, 0.9),
        Samples.classes(40, RULED.input(), 5, 11),
        8,
        3,
        settings);
  }

  private static TrainingCase withLoss(Loss loss, Dataset data) {
    Network network = Network.of(Shape.of(9), dense(17, Activation.TANH), dense(5));
    return new TrainingCase(
        loss + " of " + data.targetColumns(),
        network,
        loss,
        Optimizer.momentum(0.1, 0.5),
        data,
        8,
        2);
  }

  private static TrainingCase withOptimizer(Optimizer optimizer) {
    Shape input = Shape.of(19);
    Network network = Network.of(input, dense(33, Activation.RELU), dense(5));
    return new TrainingCase(
        optimizer.toString(),
        network,
        CROSS_ENTROPY,
        optimizer,
        Samples.classes(40, input, 5, 11),
        8,
        3);
  }

  private static TrainingCase withBatch(int batchSize, int samples, int epochs) {
    Shape input = Shape.of(61);
    Network network = Network.of(input, dense(75, Activation.SIGMOID), new Dropout(0.2f), dense(5));
    return new TrainingCase(
        "batches of %d from %d samples".formatted(batchSize, samples),
        network,
        CROSS_ENTROPY,
        Optimizer.adam(0.01),
        Samples.classes(samples, input, 5, 12),
        batchSize,
        epochs);
  }

  private static TrainingCase classifier(String name, Shape input, Layer... layers) {
    Network network = Network.of(input, layers);
    Dataset data = Samples.classes(64, input, network.output().size(), name.hashCode());
    return new TrainingCase(name, network, CROSS_ENTROPY, Optimizer.adam(0.01), data, 13, 2);
  }

  private static TrainingCase regressor(String name, int inputs, Layer... layers) {
    Shape input = Shape.of(inputs);
    Network network = Network.of(input, layers);
    Dataset data = Samples.regression(50, input, network.output().size(), name.hashCode());
    Optimizer optimizer = Optimizer.momentum(0.05, 0.9);
    return new TrainingCase(name, network, SQUARED, optimizer, data, 11, 2);
  }

  private static Dense dense(int units) {
    return dense(units, Activation.IDENTITY);
  }

  private static Dense dense(int units, Activation activation) {
    return new Dense(units, activation)
        .withInitializers(Initializer.glorotUniform(), Initializer.torchLinear());
  }
}
