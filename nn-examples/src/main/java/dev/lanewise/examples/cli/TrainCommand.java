package dev.lanewise.examples.cli;

import dev.lanewise.LanewiseException;
import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.examples.cli.Interruption.Guard;
import dev.lanewise.files.ModelFile;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import dev.lanewise.train.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a classifier of images, or on a table or a text. */
@Command(
    name = "train",
    description = "Trains a network on images, a table or a text, and tests it after each epoch.",
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
      "  nn train --network cnn --epochs 1",
      "  nn train --data photos --network resnet --depth 20 --augment flip,crop",
      "  nn train --data iris.csv --target species --model iris.safetensors",
      "  nn train --data load.csv --target load --look-back 48 --horizon 12 --season 24",
      "  nn train --data book.txt --network gpt --epochs 3 --model book.safetensors",
      "  nn train --epochs 50 --checkpoint run1     again, and it goes on where it was",
      "",
      "With --json, standard output holds one JSON object a line and nothing else:",
      "  epoch                    from 1",
      "  loss, accuracy           on the training data, while the model changed",
      "  testLoss, testAccuracy   on the test data, after the epoch",
      "                           (of numbers: mean squared errors in the",
      "                           square of the column's unit)",
      "  seconds                  of training, without testing",
      "  samplesPerSecond         training samples in a second",
      "  perplexity, testPerplexity, testBitsPerCharacter, tokensPerSecond   of a text",
      "  checksum                 of all parameters, 16 hexadecimal digits",
      "Numbers that are not finite are null. If a table has few rows, early stopping",
      "finds out how many epochs are best, and so many on all training rows make the",
      "model; then a last object with \"refit\":true, testLoss, testAccuracy and checksum",
      "tells of it. With --folds, there is an object for each fold and one for all.",
      "Of a series the last object has the errors on the test windows, in the unit of the",
      "column: windows, and columns with name, model, naive and seasonal (rmse, mae each).",
      "Its rows are split in the order of time: to learn from, to stop by, to test with.",
      "",
      "Ctrl-C ends training after the current batch, and a standard output that is",
      "closed, as by head -1, after the current epoch. Both keep the result so far.",
      "Exit status: 0 success, 1 failure, 2 wrong options or values, 130 Ctrl-C."
    })
public final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "mnist|DIR|FILE",
      defaultValue = TrainingData.MNIST,
      converter = FileName.class,
      description =
          "The digits that come with the program, a directory with four IDX files named as MNIST's,"
              + " plain or gzip, or with photos (PNG, JPEG, GIF, BMP) in a folder for each class, or a"
              + " table: a CSV file, or - for standard input; or, with a network for texts or a name that"
              + " ends in .txt, a text in UTF-8, whose next tokens are learnt (default:"
              + " ${DEFAULT-VALUE}).")
  private String data;

  @Mixin private TableOptions tableOptions;
  @Mixin private ImageOptions imageOptions;
  @Mixin private SeriesOptions seriesOptions;
  @Mixin private TextOptions textOptions;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private TrainingOptions trainingOptions;
  @Mixin private Checkpoints checkpoints;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Save the trained model in this file, for nn evaluate and nn predict.")
  private Optional<Path> model;

  @Option(
      names = "--json",
      description = "Print one JSON object for each epoch instead of text for people.")
  private boolean json;

  @Override
  public Integer call() {
    Optional<TrainerState> state = checkpoints.newest(spec.commandLine().getErr());
    boolean given = spec.commandLine().getParseResult().hasMatchedOption("--seed");
    long seed = trainingOptions.seed(state, given);
    DataKind kind =
        seriesOptions.kind(
            DataKind.of(data, tableOptions.hasTarget(), networkOptions.isOfText()), data);
    if (kind == DataKind.TEXT) {
      networkOptions.chooseForText();
    } else {
      textOptions.refuse(data);
      if (kind == DataKind.SERIES) {
        networkOptions.chooseForSeries();
      } else {
        networkOptions.refuseRecurrent();
      }
    }
    networkOptions.check();
    imageOptions.refuseOthers(data, kind);
    return switch (kind) {
      case TABLE -> trainOnTable(state, seed);
      case IDX, PHOTOS -> trainOnImages(kind, state, seed);
      case TEXT -> trainOnText(state, seed);
      case SERIES -> trainOnSeries(state, seed);
    };
  }

  private int trainOnImages(DataKind kind, Optional<TrainerState> state, long seed) {
    tableOptions.refuseForImages(data, kind);
    double share = trainingOptions.validationShare(false, checkpoints.isOn());
    TrainingData read =
        kind == DataKind.IDX
            ? TrainingData.images(data).settingAside(share, seed)
            : photos(share, seed);
    TrainingData images = read.augmented(imageOptions.augment());
    return train(images, trainingOptions.ofImages(images), state, seed);
  }

  private int trainOnText(Optional<TrainerState> state, long seed) {
    tableOptions.refuseForText(data);
    model.ifPresent(file -> Overwriting.refuse("--model", file, "--data", Path.of(data)));
    double share = trainingOptions.validationShare(false, checkpoints.isOn());
    try (TextTask task = TextTask.read(data, textOptions, networkOptions.context())) {
      TrainingData read = task.training(tableOptions.testShareOfText(), share);
      return train(read, trainingOptions.ofText(read), state, seed);
    }
  }

  private int trainOnSeries(Optional<TrainerState> state, long seed) {
    model.ifPresent(this::requireOther);
    SeriesTask task = SeriesTask.read(data, tableOptions, seriesOptions);
    TrainingData read = task.training(trainingOptions.validationShare(true, checkpoints.isOn()));
    tell(SeriesText.note(read.test()).stream().toList());
    return train(read, trainingOptions.ofTable(read), state, seed);
  }

  private TrainingData photos(double share, long seed) {
    PhotoTask task = PhotoTask.open(data, tableOptions, imageOptions);
    tell(task.notes());
    return task.training(share, seed, trainingOptions.threads());
  }

  private void tell(List<String> notes) {
    PrintWriter writer = json ? spec.commandLine().getErr() : out();
    notes.forEach(note -> writer.println("note      " + Printable.of(note)));
    writer.flush();
  }

  private int trainOnTable(Optional<TrainerState> state, long seed) {
    model.ifPresent(this::requireOther);
    TableTask task = TableTask.read(data, tableOptions);
    double share = trainingOptions.validationShare(true, checkpoints.isOn());
    tell(task.notes());
    if (tableOptions.folds().isPresent()) {
      checkpoints.refuse("--folds");
      return crossValidate(task, share, seed);
    }
    TrainingData read = task.training(share, seed);
    return train(read, trainingOptions.ofTable(read), state, seed);
  }

  private void requireOther(Path file) {
    if (!data.equals(TableInput.STANDARD_INPUT)) {
      Overwriting.refuse("--model", file, "--data", Path.of(data));
    }
    tableOptions.test().ifPresent(test -> Overwriting.refuse("--model", file, "--test", test));
  }

  private int crossValidate(TableTask task, double share, long seed) {
    if (model.isPresent()) {
      throw new SettingException(
          "--folds trains several models to tell how good they are, and keeps none; found --model. Leave one of them out.");
    }
    int folds = tableOptions.folds().orElseThrow();
    CrossValidation validation = new CrossValidation(networkOptions, trainingOptions, seed);
    validation.run(task, task.folds(folds, share, seed), json, out());
    return ExitCode.OK;
  }

  private int train(TrainingData read, Plan plan, Optional<TrainerState> state, long seed) {
    checkpoints.requireSame(read, state);
    Network network = networkOptions.network(read.train().inputShape(), read.outputs());
    try (Trainer trainer = trainingOptions.trainer(network, read, plan, state, seed);
        Guard guard = Interruption.stops(trainer, out())) {
      try {
        run(read, plan, trainer, state, seed, guard);
        return ExitCode.OK;
      } catch (LanewiseException e) {
        // After Ctrl-C the JVM waits for the guard, and for nothing that comes later.
        return Failures.failure(e, spec.commandLine(), spec.commandLine().getParseResult());
      } finally {
        out().flush();
      }
    }
  }

  private void run(
      TrainingData read,
      Plan plan,
      Trainer trainer,
      Optional<TrainerState> state,
      long seed,
      Guard guard) {
    Model start = trainer.model();
    checkpoints.begin(read, start, state);
    model.ifPresent(file -> ModelFile.requireSavable(start.network(), read.metadata(), file));
    if (!json) {
      printStart(read, plan, start.network(), trainer, state, seed);
    }
    History history = fit(trainer, read, plan, guard);
    Result result = new Refit(trainingOptions, plan, seed).result(read, trainer, history, guard);
    model.ifPresent(file -> new ModelFile(result.model(), read.metadata()).save(file));
    if (json && result.refit()) {
      out().println(JsonReport.refit(result, read.quality()));
    } else if (!json) {
      printEnd(result, read, history, guard);
    }
    SeriesText.tell(result.model(), read.test(), json, out());
  }

  private History fit(Trainer trainer, TrainingData read, Plan plan, Guard guard) {
    try (Report report = Report.of(json, plan.epochs(), read.quality(), out())) {
      TrainingListener epochs =
          new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
              if (json || plan.isShown(result.epoch())) {
                report.epochEnded(read.tested(result, trainer), trainer.model());
              }
            }
          };
      return trainer.fit(
          read.train(),
          plan.fit(read)
              .withListener(report)
              .withListener(epochs)
              .withListener(checkpoints.saves(trainer))
              .withListener(guard));
    }
  }

  private void printStart(
      TrainingData read,
      Plan plan,
      Network network,
      Trainer trainer,
      Optional<TrainerState> state,
      long seed) {
    PrintWriter out = out();
    out.println("data      " + read.description());
    out.printf(
        Locale.ROOT,
        "network   %s, %,d parameters%n",
        networkOptions.describe(network.input(), read.outputs()),
        network.parameterCount());
    out.println("training  " + trainingOptions.describe(read, plan, seed));
    out.printf(
        Locale.ROOT,
        "backend   %s (%s), %s; threads %d%n",
        trainer.backend().backend().name(),
        trainer.backend().backend().description(),
        trainingOptions.reason(trainer, read, plan),
        trainingOptions.threads());
    state.ifPresent(from ->
        out.printf(
            Locale.ROOT,
            "resumed   after %,d steps, in epoch %d%n",
            from.step(),
            from.epochs() + 1));
    out.flush();
  }

  private void printEnd(Result result, TrainingData read, History history, Guard guard) {
    if (guard.interrupted()) {
      // The terminal has shown ^C in the line before.
      out().printf("%nstopped before the end; this is the model so far:%n");
    }
    read.best(history)
        .ifPresent(epoch ->
            out()
                .printf(
                    "ended     after %s epochs; the best was %s%s%n",
                    history.last().epoch(),
                    epoch,
                    result.refit() ? ", and so many on all training rows make the model" : ""));
    out()
        .printf(
            "test %s, checksum %s%n",
            read.quality().brief(result.test()), Checksum.text(result.model()));
    read.hint(result.model()).ifPresent(hint -> out().println("hint      " + hint));
    model.ifPresent(file -> out().println("model     " + Printable.of(file.toString())));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
