package dev.lanewise.examples.lessons;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.EarlyStopping;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Monitor;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** A large network learns a few noisy points by heart; what helps against that, one by one. */
public final class Overfitting {
  private static final double NOISE = 0.35;
  static final Moons FEW = Moons.of(60, NOISE, 1);
  private static final Moons MANY = Moons.of(600, NOISE, 2);
  static final Moons VALIDATION = Moons.of(1000, NOISE, 3);

  private static final Dense HIDDEN = new Dense(64, Activation.RELU);
  private static final Dense OUTPUT = new Dense(1);
  static final Network LARGE = Network.of(Shape.of(2), HIDDEN, HIDDEN, OUTPUT);
  static final Network SMALL = Network.of(Shape.of(2), new Dense(4, Activation.TANH), OUTPUT);
  private static final Network WITH_DROPOUT =
      Network.of(Shape.of(2), HIDDEN, new Dropout(0.5f), HIDDEN, new Dropout(0.5f), OUTPUT);
  private static final Network WITH_NOISE =
      Network.of(Shape.of(2), new GaussianNoise(0.4f), HIDDEN, HIDDEN, OUTPUT);

  static final Regularization NONE = Regularization.none();
  static final Fit FIT = Fit.epochs(300);

  private Overfitting() {}

  /** A line of the table: the mean loss of the points that were learned, and of others. */
  record Result(String cure, double training, double validation) {}

  static Model train(Network network, long seed, Moons data, Regularization rule, Fit fit) {
    try (Trainer trainer =
        Trainer.builder(network.initialize(seed), Loss.binaryCrossEntropy(), Optimizer.adam(0.01))
            .batchSize(20)
            .regularization(rule)
            .threads(1)
            .build()) {
      trainer.fit(data.dataset(), fit);
      return trainer.model();
    }
  }

  /** Binary cross-entropy: how surprised the models, on average, are by the true classes. */
  static double loss(List<Model> models, Moons data) {
    List<float[][]> logits =
        models.stream().map(model -> Predictor.of(model).predict(data.points())).toList();
    double surprise = 0;
    for (int i = 0; i < data.points().length; i++) {
      double probability = 0;
      for (float[][] of : logits) {
        double z = data.classes()[i][0] == 1 ? of[i][0] : -of[i][0];
        probability += 1 / (1 + StrictMath.exp(-z)) / logits.size();
      }
      surprise -= StrictMath.log(probability) / data.points().length;
    }
    return surprise;
  }

  static List<Result> results() {
    Fit early =
        FIT.withValidation(VALIDATION.dataset())
            .withEarlyStopping(EarlyStopping.of(Monitor.VALIDATION_LOSS, 20));
    Regularization maxNorm =
        NONE.withMaxNorm("0.weight", 1).withMaxNorm("1.weight", 1).withMaxNorm("2.weight", 1);
    List<Model> five =
        LongStream.rangeClosed(1, 5).mapToObj(seed -> train(LARGE, seed, FEW, NONE, FIT)).toList();
    return List.of(
        one("nothing", LARGE, FEW, NONE, FIT),
        one("L2 penalty", LARGE, FEW, Regularization.ofWeights(LARGE, Penalty.l2(0.003)), FIT),
        one("L1 penalty", LARGE, FEW, Regularization.ofWeights(LARGE, Penalty.l1(0.001)), FIT),
        one("max norm", LARGE, FEW, maxNorm, FIT),
        one("dropout", WITH_DROPOUT, FEW, NONE, FIT),
        one("noise on inputs", WITH_NOISE, FEW, NONE, FIT),
        one("early stopping", LARGE, FEW, NONE, early),
        one("smaller network", SMALL, FEW, NONE, FIT),
        result("mean of 5 networks", FEW, five),
        one("10 times the data", LARGE, MANY, NONE, Fit.epochs(30)));
  }

  static Result one(String cure, Network network, Moons data, Regularization rule, Fit fit) {
    return result(cure, data, List.of(train(network, 1, data, rule, fit)));
  }

  private static Result result(String cure, Moons data, List<Model> models) {
    return new Result(cure, loss(models, data), loss(models, VALIDATION));
  }

  /** Trains with each cure, and prints the table. */
  public static void main(String[] args) {
    System.out.print(
        """
        A network with 4,400 weights learns 60 points of two moons (nn example boundary)
        that are so noisy that they overlap. Then the same with a cure.

        cure                  training loss  validation loss
        """);
    for (Result row : results()) {
      System.out.printf(
          Locale.ROOT, "%-20s  %13.3f  %15.3f%n", row.cure, row.training, row.validation);
    }
    System.out.print(
        """

        Look at: without a cure the network is right about the points that it learned
        by heart, and so sure of itself that its errors on other points are expensive:
        a coin has a loss of 0.693. Each cure makes it worse on the former and better
        on the latter; only the mean of networks that err differently costs nothing.
        Try: an L2 penalty of 0.1, with which the network is no better than the coin;
        two cures at once; a NOISE of 0.1, where there is less to cure.
        Note: the strengths were chosen by the validation loss, which therefore looks a
        little too good. A fair number needs a third set of points, used only once.
        """);
  }
}
