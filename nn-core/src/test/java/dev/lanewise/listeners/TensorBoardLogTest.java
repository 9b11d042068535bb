package dev.lanewise.listeners;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.UsageException;
import dev.lanewise.layers.Dense;
import dev.lanewise.listeners.EventReader.Message;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorBoardLogTest {
  private static final double NOW = 1_700_000_000.25;
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_250L));

  @TempDir Path directory;

  /** A scalar as the reader sees it. */
  private record Scalar(String tag, long step, float value) {}

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static List<Message> events(Path directory) throws IOException {
    List<Message> events = new ArrayList<>();
    for (Path file : files(directory)) {
      List<Message> read = EventReader.read(file);
      assertEquals("brain.Event:2", read.getFirst().text(3));
      assertFalse(read.getFirst().fields().containsKey(5));
      for (Message event : read) {
        assertEquals(NOW, event.doubleValue(1));
      }
      events.addAll(read.subList(1, read.size()));
    }
    return events;
  }

  private static List<Scalar> scalars(Path directory) throws IOException {
    return events(directory).stream()
        .map(event -> {
          Message value = event.message(5).message(1);
          return new Scalar(value.text(1), event.integer(2), value.floatValue(2));
        })
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR-u-nu-arabext", "ar-EG-u-nu-arab"})
  void namesFilesWithAsciiDigitsInEveryLocale(String locale) throws IOException {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try (TensorBoardLog log = TensorBoardLog.create(directory, CLOCK)) {
      log.onEpoch(Results.classifier(1));
    } finally {
      Locale.setDefault(usual);
    }
    for (String run : List.of("train", "validation")) {
      assertEquals(
          List.of(Path.of("events.out.tfevents.1700000000.lanewise.000")),
          files(directory.resolve(run)).stream().map(Path::getFileName).toList());
    }
  }

  @Test
  void writesTheCurvesOfBothRuns() throws IOException {
    try (TensorBoardLog log =
        TensorBoardLog.create(directory, CLOCK).withLearningRate(() -> 0.001).everyBatches(2)) {
      for (int i = 1; i <= 5; i++) {
        log.onBatch(Results.batch(1, i * 1024, 0.5));
      }
      log.onEpoch(Results.classifier(1));
      assertEquals(
          List.of(
              new Scalar("batch_loss", 256, 0.5f),
              new Scalar("batch_loss", 512, 1),
              new Scalar("epoch_loss", 1, 0.25f),
              new Scalar("epoch_accuracy", 1, 0.875f),
              new Scalar("epoch_samples_per_second", 1, 24690),
              new Scalar("epoch_learning_rate", 1, 0.1f)),
          scalars(directory.resolve("train")),
          "before the log is closed");
      log.onEpoch(Results.classifier(300));
    }
    assertEquals(
        List.of(
            new Scalar("epoch_loss", 1, (float) (1 / 3.0)),
            new Scalar("epoch_accuracy", 1, 0.8125f),
            new Scalar("epoch_loss", 300, (float) (1 / 3.0)),
            new Scalar("epoch_accuracy", 300, 0.8125f)),
        scalars(directory.resolve("validation")));
  }

  @Test
  void asksForARateThatNoStepHasTold() throws IOException {
    try (TensorBoardLog log = TensorBoardLog.create(directory, CLOCK).withLearningRate(() -> 7)) {
      log.onBatch(Results.batch(1, 64, 0.5));
      log.onEpoch(Results.regression(1));
      log.onEpoch(Results.regression(2));
    }
    assertEquals(
        List.of(
            new Scalar("epoch_learning_rate", 1, 0.1f), new Scalar("epoch_learning_rate", 2, 7)),
        scalars(directory.resolve("train")).stream()
            .filter(scalar -> scalar.tag().equals("epoch_learning_rate"))
            .toList());
  }

  @Test
  void writesWhatThereIs() throws IOException {
    try (TensorBoardLog log = TensorBoardLog.create(directory, CLOCK)) {
      log.onBatch(Results.batch(1, 64, 0.5));
      log.onEpoch(Results.regression(1));
    }
    assertEquals(
        List.of(new Scalar("epoch_loss", 1, 1e-7f), new Scalar("epoch_samples_per_second", 1, 25)),
        scalars(directory.resolve("train")));
    assertFalse(Files.exists(directory.resolve("validation")));
  }

  @Test
  void logsOfOneSecondHaveFilesOfTheirOwn() throws IOException {
    for (int i = 1; i <= 3; i++) {
      try (TensorBoardLog log = TensorBoardLog.create(directory, CLOCK)) {
        log.onEpoch(Results.regression(i));
      }
    }
    List<Path> files = files(directory.resolve("train"));
    assertEquals(
        List.of(
            "events.out.tfevents.1700000000.lanewise.000",
            "events.out.tfevents.1700000000.lanewise.001",
            "events.out.tfevents.1700000000.lanewise.002"),
        files.stream().map(file -> file.getFileName().toString()).toList());
    assertEquals(6, events(directory.resolve("train")).size());
  }

  @Test
  void writesHistogramsOfParameters() throws IOException {
    Network network = Network.of(Shape.of(2), new Dense(3));
    float[] weight = {-1, -0.5f, 0, 0.5f, 2, 1.96875f};
    Model model = new Model(network, new float[][] {weight, {4, 4, 4}});
    try (TensorBoardLog log = TensorBoardLog.create(directory, CLOCK)) {
      log.histograms(model, 7);
    }
    List<Message> events = events(directory.resolve("train"));
    assertEquals(2, events.size());
    assertEquals(7, events.getFirst().integer(2));
    Message value = events.getFirst().message(5).message(1);
    assertEquals("0.weight", value.text(1));
    Message histogram = value.message(5);
    assertEquals(-1, histogram.doubleValue(1));
    assertEquals(2, histogram.doubleValue(2));
    assertEquals(6, histogram.doubleValue(3));
    assertEquals(2.96875, histogram.doubleValue(4));
    assertEquals(9.3759765625, histogram.doubleValue(5));
    double[] limits = histogram.doubles(6);
    double[] counts = histogram.doubles(7);
    assertEquals(30, limits.length);
    assertEquals(-0.9, limits[0], 1e-12);
    assertEquals(2, limits[29]);
    assertEquals(List.of(0, 5, 10, 15, 29), filled(counts));
    assertEquals(2, counts[29]);
    assertEquals(6, DoubleStream.of(counts).sum());

    Message bias = events.getLast().message(5).message(1);
    assertEquals("0.bias", bias.text(1));
    assertArrayEquals(new double[] {4}, bias.message(5).doubles(6));
    assertArrayEquals(new double[] {3}, bias.message(5).doubles(7));
  }

  private static List<Integer> filled(double[] counts) {
    List<Integer> filled = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        filled.add(i);
      }
    }
    return filled;
  }

  /** What TensorBoard's own RecordWriter wrote for this record. */
  @Test
  void framesRecordsLikeTensorBoard() {
    assertEquals(
        "0800000000000000ff86240f6c616e6577697365117efbc2",
        HexFormat.of().formatHex(TfRecord.of("lanewise".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void refusesParametersThatAreNotFinite() {
    Network network = Network.of(Shape.of(1), new Dense(1));
    Model model = new Model(network, new float[][] {{1}, {Float.NaN}});
    try (TensorBoardLog log = TensorBoardLog.create(directory, CLOCK)) {
      assertError(DataException.class, () -> log.histograms(model, 1), "0.bias", "NaN");
    }
  }

  @Test
  void refusesWhatCannotBe() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertError(DataException.class, () -> TensorBoardLog.create(file), file.toString(), "log");
    TensorBoardLog log = TensorBoardLog.create(directory);
    assertError(SettingException.class, () -> log.everyBatches(0), "at least 1");
    log.close();
    log.close();
    assertError(UsageException.class, () -> log.onEpoch(Results.regression(1)), "closed");
    assertError(UsageException.class, () -> log.onBatch(Results.batch(1, 1, 1)), "closed");
    Model model = Network.of(Shape.of(1), new Dense(1)).initialize(1);
    assertError(UsageException.class, () -> log.histograms(model, 1), "closed");
  }
}
