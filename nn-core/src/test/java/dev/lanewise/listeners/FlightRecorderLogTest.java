package dev.lanewise.listeners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Allocations;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The time limit only ends tests that would hang; nothing is timed. */
@Timeout(120)
class FlightRecorderLogTest {
  private static final String BATCH = "dev.lanewise.Batch";
  private static final String EPOCH = "dev.lanewise.Epoch";
  private static final Dataset DATA =
      ArrayDataset.of(new float[][] {{1}, {2}, {3}, {4}, {5}}, new int[] {0, 1, 0, 1, 0});

  @TempDir Path directory;

  private static final class Watch implements TrainingListener {
    final List<Double> losses = new ArrayList<>();
    final List<EpochResult> results = new ArrayList<>();

    @Override
    public void onBatch(Progress progress) {
      losses.add(progress.batchLoss());
    }

    @Override
    public void onEpoch(EpochResult result) {
      results.add(result);
    }
  }

  private static Watch train() {
    Watch watch = new Watch();
    try (Trainer trainer =
        Trainer.builder(
                Network.of(Shape.of(1), new Dense(2)).initialize(1),
                Loss.softmaxCrossEntropy(),
                Optimizer.sgd(0.1))
            .batchSize(2)
            .threads(1)
            .backend("reference")
            .build()) {
      Fit fit =
          Fit.epochs(2)
              .withValidation(DATA)
              .withListener(FlightRecorderLog.of(trainer.backend()))
              .withListener(watch);
      trainer.fit(DATA, fit);
    }
    return watch;
  }

  private List<RecordedEvent> events(Recording recording, String name) throws IOException {
    Path file = directory.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .toList();
  }

  @Test
  void recordsEachBatch() throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      Watch watch = train();
      recording.stop();
      List<RecordedEvent> batches = events(recording, BATCH);
      assertEquals(6, batches.size());
      for (int i = 0; i < 6; i++) {
        RecordedEvent batch = batches.get(i);
        boolean first = i % 3 == 0;
        assertEquals(i / 3 + 1, batch.getInt("epoch"));
        assertEquals(Math.min(5, 2 * (i % 3 + 1)), batch.getInt("done"));
        assertEquals(5, batch.getInt("total"));
        assertEquals(watch.losses.get(i), batch.getDouble("loss"));
        assertEquals("reference", batch.getString("backend"));
        assertEquals(first, Double.isNaN(batch.getDouble("samplesPerSecond")));
        assertTrue(first || batch.getDouble("samplesPerSecond") > 0);
        assertEquals(first, batch.getDuration().isZero(), () -> batch.toString());
      }
    }
  }

  @Test
  void recordsEachEpoch() throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      Watch watch = train();
      recording.stop();
      List<RecordedEvent> epochs = events(recording, EPOCH);
      assertEquals(2, epochs.size());
      for (int i = 0; i < 2; i++) {
        RecordedEvent epoch = epochs.get(i);
        EpochResult result = watch.results.get(i);
        Evaluation validation = result.validation().orElseThrow();
        assertEquals(i + 1, epoch.getInt("epoch"));
        assertEquals(5, epoch.getInt("samples"));
        assertEquals(result.training().loss(), epoch.getDouble("loss"));
        assertEquals(result.training().accuracy().orElseThrow(), epoch.getDouble("accuracy"));
        assertEquals(validation.loss(), epoch.getDouble("validationLoss"));
        assertEquals(validation.accuracy().orElseThrow(), epoch.getDouble("validationAccuracy"));
        assertEquals(result.samplesPerSecond(), epoch.getDouble("samplesPerSecond"));
        assertEquals((long) (result.seconds() * 1e9), epoch.getDuration("trainingTime").toNanos());
        assertEquals("reference", epoch.getString("backend"));
      }
    }
  }

  @Test
  void aCancelledEpochDoesNotLastUntilTheNextOne() throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      TrainingListener log = FlightRecorderLog.of(Backends.select("reference"));
      for (int done : new int[] {64, 128, 64, 128}) {
        log.onBatch(Results.batch(1, done, 0.5));
      }
      recording.stop();
      assertEquals(
          List.of(true, false, true, false),
          events(recording, BATCH).stream()
              .map(event -> Double.isNaN(event.getDouble("samplesPerSecond")))
              .toList());
      assertTrue(events(recording, BATCH).get(2).getDuration().isZero());
    }
  }

  @Test
  void whatIsMissingIsNotANumber() throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      FlightRecorderLog.of(Backends.select("reference")).onEpoch(Results.regression(1));
      recording.stop();
      RecordedEvent epoch = events(recording, EPOCH).getFirst();
      assertTrue(Double.isNaN(epoch.getDouble("accuracy")));
      assertTrue(Double.isNaN(epoch.getDouble("validationLoss")));
      assertTrue(Double.isNaN(epoch.getDouble("validationAccuracy")));
    }
  }

  @Test
  void settingsOfARecordingDecide() throws IOException {
    try (Recording recording = new Recording()) {
      recording.disable(EPOCH);
      recording.enable(BATCH).withThreshold(Duration.ofHours(1));
      recording.start();
      train();
      recording.stop();
      assertEquals(List.of(), events(recording, BATCH));
      assertEquals(List.of(), events(recording, EPOCH));
    }
  }

  @Test
  void allocatesNothingPerBatchWhileNobodyRecords() {
    assertAllocatesNothing();
  }

  @Test
  void allocatesNothingPerBatchWhileSomebodyElseRecords() {
    try (Recording recording = new Recording()) {
      recording.disable(BATCH);
      recording.start();
      assertAllocatesNothing();
    }
  }

  private static void assertAllocatesNothing() {
    TrainingListener log = FlightRecorderLog.of(Backends.select("reference"));
    Progress progress = Results.batch(1, 64, 0.5);
    Allocations allocations = new Allocations(List.of());
    boolean known = false;
    while (!known) {
      log.onBatch(progress);
      known = allocations.count();
    }
    assertTrue(allocations.isClean(), allocations::toString);
  }

  /** In a JVM of its own that has only the module java.base. */
  @Test
  void theLibraryWorksWithoutTheModule() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.base",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutFlightRecorder.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("trained"), output);
    assertTrue(output.contains("UsageException"), output);
    assertTrue(output.contains("--add-modules jdk.jfr"), output);
  }
}
