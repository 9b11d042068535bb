package dev.lanewise.examples.cli;

import dev.lanewise.data.Split;
import dev.lanewise.nn.Network;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Trains and tests several times, so that each row of a table is tested with once.
 *
 * @param network the options of the network
 * @param training the options of training
 * @param seed of all trainings
 */
record CrossValidation(NetworkOptions network, TrainingOptions training, long seed) {

  /** Does so, and tells how good the models are. */
  void run(TableTask task, List<Split> folds, boolean json, PrintWriter out) {
    double[] figures = new double[folds.size()];
    Optional<Quality> quality = Optional.empty();
    for (int i = 0; i < folds.size(); i++) {
      TrainingData data = task.training(folds.get(i));
      Plan plan = training.ofTable(data);
      if (i == 0 && !json) {
        out.println("data      " + data.description());
        out.println("training  " + training.describe(data, plan, seed));
      }
      quality = Optional.of(data.quality());
      if (out.checkError()) {
        return;
      }
      figures[i] = fold(data, plan, i + 1, folds.size(), json, out);
    }
    tellAll(figures, quality.orElseThrow(), json, out);
  }

  /** Tells of one training, and gives what there is a mean of: the accuracy, or the error. */
  private double fold(
      TrainingData data, Plan plan, int fold, int folds, boolean json, PrintWriter out) {
    Network described = network.network(data.train().inputShape(), data.outputs());
    try (Trainer trainer = training.trainer(described, data, plan, Optional.empty(), seed);
        Interruption.Guard guard = Interruption.stops(trainer, out)) {
      History history = trainer.fit(data.train(), plan.fit(data).withListener(guard));
      Evaluation test =
          new Refit(training, plan, seed).result(data, trainer, history, guard).test();
      OptionalDouble accuracy = test.accuracy();
      if (json) {
        out.printf(
            "{\"fold\":%s,\"epochs\":%s,%s,%s}%n",
            fold,
            history.epochs().size(),
            JsonReport.number("testLoss", data.quality().loss(test.loss())),
            JsonReport.number("testAccuracy", accuracy.orElse(Double.NaN)));
      } else {
        out.printf(
            "fold %s/%s  test %s  epochs %s%n",
            fold, folds, data.quality().brief(test), history.epochs().size());
      }
      out.flush();
      return accuracy.orElseGet(() -> Math.sqrt(data.quality().loss(test.loss())));
    }
  }

  private static void tellAll(double[] figures, Quality quality, boolean json, PrintWriter out) {
    double mean = DoubleStream.of(figures).average().orElseThrow();
    double squares = DoubleStream.of(figures).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / (figures.length - 1));
    boolean number = quality.number().isPresent();
    if (json) {
      String name = number ? "testRmse" : "testAccuracy";
      out.printf(
          "{\"folds\":%s,%s,%s}%n",
          figures.length, JsonReport.number(name, mean), JsonReport.number("deviation", deviation));
      return;
    }
    out.println(
        number
            ? String.format(
                Locale.ROOT, "mean test RMSE %.6g, standard deviation %.6g", mean, deviation)
            : String.format(
                Locale.ROOT,
                "mean test accuracy %.2f %%, standard deviation %.2f",
                100 * mean,
                100 * deviation));
  }
}
