package dev.lanewise.listeners;

import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import dev.lanewise.train.TrainingListener;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Writes a line of comma-separated values for each epoch:
 *
 * <pre>
 * epoch,loss,accuracy,validation_loss,validation_accuracy,seconds,samples_per_second,learning_rate
 * </pre>
 *
 * <p>A value that does not exist is empty, one that is no number is {@code NaN}. Numbers are those
 * of {@link Double#toString(double)} everywhere, so reading them gives the same bits; lines end
 * with a line feed. Each line is in the file when the epoch's listeners return.
 *
 * <p>The file is opened at once, so that a wrong path shows before training. Failures to write are
 * {@link dev.lanewise.DataException}s that name the file. A log belongs to one thread at a time.
 */
public final class CsvLog implements TrainingListener, AutoCloseable {
  private static final String HEADER =
      "epoch,loss,accuracy,validation_loss,validation_accuracy,seconds,samples_per_second,learning_rate\n";

  private final Path file;
  private final Writer out;
  private Optional<EpochRate> learningRate = Optional.empty();
  private boolean open = true;

  private CsvLog(Path file, Writer out) {
    this.file = file;
    this.out = out;
  }

  /**
   * A new file; one of that name is overwritten.
   *
   * @throws dev.lanewise.DataException if it cannot be written
   */
  public static CsvLog create(Path file) {
    return open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /**
   * The end of a file, for training that goes on; it is created if there is none.
   *
   * @throws dev.lanewise.DataException if it cannot be written
   */
  public static CsvLog append(Path file) {
    return open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static CsvLog open(Path file, OpenOption... options) {
    return Output.write(
        file,
        () -> {
          CsvLog log = new CsvLog(file, Files.newBufferedWriter(file, options));
          if (Files.size(file) == 0) {
            log.write(HEADER);
          }
          return log;
        });
  }

  /**
   * Fills the column of the learning rate, and returns this log. It is that of the epoch's last
   * step, with what schedule and plateau did.
   *
   * @param source such as {@code trainer::learningRate}; asked only if the log is told of an epoch
   *     and not of its steps
   */
  public CsvLog withLearningRate(DoubleSupplier source) {
    learningRate = Optional.of(new EpochRate(source));
    return this;
  }

  @Override
  public void onBatch(Progress progress) {
    if (learningRate.isPresent()) {
      learningRate.get().see(progress);
    }
  }

  @Override
  public void onEpoch(EpochResult result) {
    Output.requireOpen(open, file);
    Optional<Evaluation> validation = result.validation();
    write(
        List.of(
                    String.valueOf(result.epoch()),
                    String.valueOf(result.training().loss()),
                    text(result.training().accuracy()),
                    validation.map(v -> String.valueOf(v.loss())).orElse(""),
                    validation.map(v -> text(v.accuracy())).orElse(""),
                    String.valueOf(result.seconds()),
                    String.valueOf(result.samplesPerSecond()),
                    learningRate.map(rate -> String.valueOf(rate.end())).orElse(""))
                .stream()
                .collect(Collectors.joining(","))
            + "\n");
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }

  private void write(String line) {
    Output.write(
        file,
        () -> {
          out.write(line);
          out.flush();
          return line;
        });
  }

  /**
   * Closes the file. More calls do nothing.
   *
   * @throws dev.lanewise.DataException if that fails
   */
  @Override
  public void close() {
    if (open) {
      open = false;
      Output.write(
          file,
          () -> {
            out.close();
            return file;
          });
    }
  }
}
