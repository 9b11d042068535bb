package dev.lanewise.listeners;

import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import dev.lanewise.train.TrainingListener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Writes event files for TensorBoard, as Keras does: {@code tensorboard --logdir DIR} shows the
 * runs {@code train} and {@code validation} with the curves {@code epoch_loss} and {@code
 * epoch_accuracy} over the epochs; for training also {@code epoch_samples_per_second}, and if
 * wanted {@code epoch_learning_rate}, and {@code batch_loss} over the batches. {@link #histograms}
 * shows how parameters are distributed.
 *
 * <pre>{@code
 * try (TensorBoardLog log = TensorBoardLog.create(Path.of("runs/first"))) {
 *   trainer.fit(train, Fit.epochs(5).withValidation(test).withListener(log));
 *   log.histograms(trainer.model(), 5);
 * }
 * }</pre>
 *
 * <p>Each log writes new files and can share a directory with earlier ones. Every entry is in its
 * file at once. Failures to write are {@link dev.lanewise.DataException}s that name the file. A log
 * belongs to one thread at a time.
 */
public final class TensorBoardLog implements TrainingListener, AutoCloseable {
  private final Path directory;
  private final InstantSource clock;
  private final EventFile training;
  private Optional<EventFile> validation = Optional.empty();
  private Optional<EpochRate> learningRate = Optional.empty();
  private BatchCounter batches = new BatchCounter(0);
  private boolean open = true;

  private TensorBoardLog(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
    training = EventFile.create(directory.resolve("train"), clock);
  }

  /**
   * Starts a log in a directory, which is created if there is none.
   *
   * @throws dev.lanewise.DataException if it cannot be written
   */
  public static TensorBoardLog create(Path directory) {
    return create(directory, InstantSource.system());
  }

  static TensorBoardLog create(Path directory, InstantSource clock) {
    return new TensorBoardLog(directory, clock);
  }

  /**
   * Writes the learning rate of the last step of each epoch, with what schedule and plateau did,
   * and returns this log.
   *
   * @param source such as {@code trainer::learningRate}; asked only if the log is told of an epoch
   *     and not of its steps
   */
  public TensorBoardLog withLearningRate(DoubleSupplier source) {
    learningRate = Optional.of(new EpochRate(source));
    return this;
  }

  /**
   * Writes the loss of every so many batches, and returns this log. Their steps are those of the
   * trainer's whole life, so that the curve of a resumed training goes on.
   *
   * @param count at least 1
   */
  public TensorBoardLog everyBatches(int count) {
    batches = new BatchCounter(Output.everyBatches(count));
    return this;
  }

  @Override
  public void onBatch(Progress progress) {
    Output.requireOpen(open, directory);
    if (learningRate.isPresent()) {
      learningRate.get().see(progress);
    }
    if (batches.count()) {
      training.scalar("batch_loss", progress.finishedSteps(), progress.batchLoss());
    }
  }

  @Override
  public void onEpoch(EpochResult result) {
    Output.requireOpen(open, directory);
    write(training, result.epoch(), result.training());
    training.scalar("epoch_samples_per_second", result.epoch(), result.samplesPerSecond());
    learningRate.ifPresent(
        rate -> training.scalar("epoch_learning_rate", result.epoch(), rate.end()));
    result.validation().ifPresent(held -> write(validationFile(), result.epoch(), held));
  }

  private EventFile validationFile() {
    EventFile file =
        validation.orElseGet(() -> EventFile.create(directory.resolve("validation"), clock));
    validation = Optional.of(file);
    return file;
  }

  private static void write(EventFile file, int epoch, Evaluation evaluation) {
    file.scalar("epoch_loss", epoch, evaluation.loss());
    evaluation.accuracy().ifPresent(accuracy -> file.scalar("epoch_accuracy", epoch, accuracy));
  }

  /**
   * Writes a histogram of each parameter, such as {@code 0.weight}, to the training run. A trainer
   * gives its model away between calls of {@code fit}, not during one.
   *
   * @param step usually the epoch
   * @throws dev.lanewise.DataException if a value is not finite, or the file cannot be written
   */
  public void histograms(Model model, long step) {
    Output.requireOpen(open, directory);
    List<NamedParameter> parameters = model.network().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      training.histogram(name, step, Histogram.of(name, model.values(i)));
    }
  }

  /**
   * Closes the files. More calls do nothing.
   *
   * @throws dev.lanewise.DataException if that fails
   */
  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        validation.ifPresent(EventFile::close);
      } finally {
        training.close();
      }
    }
  }
}
