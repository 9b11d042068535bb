package dev.lanewise.listeners;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.UsageException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.schedule.Schedule;
import dev.lanewise.train.Fit;
import dev.lanewise.train.History;
import dev.lanewise.train.Monitor;
import dev.lanewise.train.Plateau;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {
  private static final String HEADER =
      "epoch,loss,accuracy,validation_loss,validation_accuracy,seconds,samples_per_second,learning_rate\n";
  private static final String FIRST = "1,0.25,0.875,0.3333333333333333,0.8125,0.5,24690.0,0.001\n";
  private static final String SECOND = "2,1.0E-7,,,,2.0,25.0,\n";

  @TempDir Path directory;

  @Test
  void eachLineIsInTheFileAtOnceWhateverTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      Path file = directory.resolve("log.csv");
      Files.writeString(file, "of an earlier run, and longer than the header".repeat(9));
      try (CsvLog log = CsvLog.create(file).withLearningRate(() -> 0.001)) {
        assertEquals(HEADER, Files.readString(file));
        log.onEpoch(Results.classifier(1));
        assertEquals(HEADER + FIRST, Files.readString(file));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void appendsToAnEarlierRun() throws IOException {
    Path file = directory.resolve("log.csv");
    try (CsvLog log = CsvLog.append(file).withLearningRate(() -> 0.001)) {
      log.onEpoch(Results.classifier(1));
    }
    try (CsvLog log = CsvLog.append(file)) {
      log.onEpoch(Results.regression(2));
    }
    assertEquals(HEADER + FIRST + SECOND, Files.readString(file));
  }

  /**
   * The optimizer's rate is 0.5; the plateau, which no loss pleases, takes half after each epoch.
   */
  @Test
  void theRateIsThatOfTheEpochsLastStep() throws IOException {
    Dataset data = ArrayDataset.of(new float[][] {{1}, {2}}, new int[] {0, 1});
    Path file = directory.resolve("log.csv");
    try (Trainer trainer =
            Trainer.builder(
                    Network.of(Shape.of(1), new Dense(2)).initialize(1),
                    Loss.softmaxCrossEntropy(),
                    Optimizer.sgd(0.5))
                .batchSize(1)
                .threads(1)
                .backend("reference")
                .schedule(Schedule.step(1, 0.5))
                .reduceOnPlateau(new Plateau(Monitor.LOSS, 0.5, 0, 1000, 0, 0))
                .build();
        CsvLog log = CsvLog.create(file).withLearningRate(trainer::learningRate)) {
      trainer.fit(data, Fit.epochs(3).withListener(log));
      assertEquals(0.5, trainer.learningRate());
    }
    assertEquals(
        List.of("0.25", "0.0625", "0.0078125"),
        Files.readAllLines(file).stream()
            .skip(1)
            .map(line -> line.substring(line.lastIndexOf(',') + 1))
            .toList());
  }

  @Test
  void aWrongPathShowsAtOnce() {
    Path file = directory.resolve("missing").resolve("log.csv");
    DataException error =
        assertError(
            DataException.class, () -> CsvLog.create(file), file.toString(), "Check the path");
    assertInstanceOf(NoSuchFileException.class, error.getCause());
    assertError(DataException.class, () -> CsvLog.create(directory), directory.toString());
  }

  @Test
  void refusesToWriteOnceClosed() {
    CsvLog log = CsvLog.create(directory.resolve("log.csv"));
    log.close();
    log.close();
    assertError(
        UsageException.class, () -> log.onEpoch(Results.regression(1)), "log.csv", "closed");
  }

  /** On Linux, writing to this device fails as on a full disk. */
  @Test
  @EnabledIf("hasFullDevice")
  void aFullDiskEndsTraining() {
    assertError(
        DataException.class, () -> CsvLog.create(Path.of("/dev/full")), "/dev/full", "free space");
  }

  @Test
  void aFailureEndsTrainingAndLeavesTheTrainerUsable() {
    Dataset data = ArrayDataset.of(new float[][] {{1}, {2}}, new int[] {0, 1});
    CsvLog closed = CsvLog.create(directory.resolve("log.csv"));
    closed.close();
    try (Trainer trainer =
            Trainer.builder(
                    Network.of(Shape.of(1), new Dense(2)).initialize(1),
                    Loss.softmaxCrossEntropy(),
                    Optimizer.sgd(0.1))
                .threads(1)
                .backend("reference")
                .build();
        CsvLog open = CsvLog.create(directory.resolve("other.csv"))) {
      assertError(
          UsageException.class,
          () -> trainer.fit(data, Fit.epochs(2).withListener(closed)),
          "log.csv");
      History history = trainer.fit(data, Fit.epochs(2).withListener(open));
      assertEquals(2, history.epochs().size());
    }
  }

  static boolean hasFullDevice() {
    return Files.isWritable(Path.of("/dev/full"));
  }
}
