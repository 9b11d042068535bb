package dev.lanewise.examples.cli;

import dev.lanewise.examples.cli.Interruption.Guard;
import dev.lanewise.nn.Network;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a classifier of images. */
@Command(
    name = "train",
    description = "Trains a network that classifies images, and tests it after each epoch.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  nn train",
      "  nn train --hidden 512,512 --dropout 0.2 --epochs 20",
      "  nn train --optimizer sgd --lr 0.5 --activation tanh --json",
      "  nn train --data fashion-mnist     with the four IDX files in that directory",
      "",
      "With --json, standard output holds one JSON object a line and nothing else:",
      "  epoch                    from 1",
      "  loss, accuracy           on the training data, while the model changed",
      "  testLoss, testAccuracy   on the test data, after the epoch",
      "  seconds                  of training, without testing",
      "  samplesPerSecond         training samples in a second",
      "  checksum                 of all parameters, 16 hexadecimal digits",
      "Numbers that are not finite are null.",
      "",
      "Ctrl-C ends training after the current batch and shows the result so far.",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "mnist|DIR",
      defaultValue = TrainingData.MNIST,
      description =
          "The digits that come with the program, or a directory with four IDX files named as"
              + " MNIST's, plain or gzip (default: ${DEFAULT-VALUE}).")
  private String data;

  @Mixin private NetworkOptions networkOptions;
  @Mixin private TrainingOptions trainingOptions;

  @Option(
      names = "--json",
      description = "Print one JSON object for each epoch instead of text for people.")
  private boolean json;

  @Override
  public Integer call() {
    TrainingData read = TrainingData.read(data);
    Network network = networkOptions.network(read.train().inputShape(), read.classes());
    try (Trainer trainer = trainingOptions.trainer(network.initialize(trainingOptions.seed()));
        Guard guard = Interruption.stops(trainer)) {
      if (!json) {
        printStart(read, network, trainer);
      }
      train(trainer, read, guard);
      if (!json) {
        printEnd(trainer, read, guard);
      }
    }
    return ExitCode.OK;
  }

  /** One epoch at a time, because a checksum needs the model between epochs. */
  private void train(Trainer trainer, TrainingData read, Guard guard) {
    try (Report report = Report.of(json, trainingOptions.epochs(), out())) {
      Fit epoch =
          Fit.epochs(1).withValidation(read.test()).withListener(report).withListener(guard);
      for (int i = 0; i < trainingOptions.epochs() && !guard.interrupted(); i++) {
        History history = trainer.fit(read.train(), epoch);
        if (!history.cancelled()) {
          report.epochEnded(history.last(), trainer.model());
        }
      }
    }
  }

  private void printStart(TrainingData read, Network network, Trainer trainer) {
    PrintWriter out = out();
    out.println("data      " + read.describe());
    out.printf(
        Locale.ROOT,
        "network   %s, %,d parameters%n",
        networkOptions.describe(network.input(), read.classes()),
        network.parameterCount());
    out.println("training  " + trainingOptions.describe());
    out.printf(
        "backend   %s (%s), %s; threads %d%n",
        trainer.backend().backend().name(),
        trainer.backend().backend().description(),
        trainer.backend().reason(),
        trainingOptions.threads());
    out.flush();
  }

  private void printEnd(Trainer trainer, TrainingData read, Guard guard) {
    if (guard.interrupted()) {
      out().println("stopped before the end; this is the model so far:");
    }
    Evaluation test = trainer.evaluate(read.test());
    out()
        .printf(
            Locale.ROOT,
            "test accuracy %.2f %%, checksum %s%n",
            100 * test.accuracy().orElse(Double.NaN),
            Checksum.text(trainer.model()));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
