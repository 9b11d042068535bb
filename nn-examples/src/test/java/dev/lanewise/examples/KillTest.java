package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.files.CheckpointDirectory;
import dev.lanewise.files.Recovery;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that is killed again and again ends with the parameters of one that was left alone.
 * {@code -Dlanewise.kills=50} kills more often than the usual test run, {@code
 * -Dlanewise.tests=all} trains for longer and interrupts more often.
 */
@Timeout(600)
class KillTest {
  private static final int KILLS = Integer.getInteger("lanewise.kills", 3);
  private static final int INTERRUPTIONS = TestSize.of(1, 3);
  private static final int EPOCHS = TestSize.of(10, 30);
  private static final int FIRST_MILLIS = 500;
  private static final int LAST_MILLIS = 3000;

  /** Ends a process as Ctrl-C does, whose signal is 2; a shell may keep that from its jobs. */
  private static final int SIGTERM = 15;

  @TempDir Path directory;

  private final Random random = new Random(4);

  @BeforeEach
  void writeTable() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,c"));
    for (int i = 0; i < 4000; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble();
      lines.add(String.format(Locale.ROOT, "%.4f,%.4f,%s", a, b, a * b > 0.2 ? "yes" : "no"));
    }
    Files.write(directory.resolve("table.csv"), lines);
  }

  private Process start(Path checkpoints, int threads) throws IOException {
    return start(
        "--epochs=" + EPOCHS,
        "--checkpoint=" + checkpoints,
        "--checkpoint-steps=7",
        "--threads=" + threads);
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Nn.class.getName()));
    command.addAll(List.of("train", "--data=" + directory.resolve("table.csv"), "--target=c"));
    command.addAll(List.of("--batch=16", "--hidden=64", "--dropout=0.1"));
    command.addAll(List.of(options));
    File log = directory.resolve("log.txt").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("log.txt"));
  }

  private long finish(Path checkpoints, int threads) throws Exception {
    assertEquals(0, start(checkpoints, threads).waitFor(), log());
    return found(checkpoints).state().model().checksum();
  }

  private static Recovery.Found found(Path checkpoints) {
    return new CheckpointDirectory(checkpoints).last().found().orElseThrow();
  }

  @Test
  void killedAtAnyMomentNothingIsLost() throws Exception {
    long expected = finish(directory.resolve("alone"), 1);
    Path checkpoints = directory.resolve("killed");
    int kills = 0;
    int finished = 0;
    int skipped = 0;
    long steps = 0;
    while (kills < KILLS) {
      Process process = start(checkpoints, 1 + kills % 3);
      if (process.waitFor(random.nextInt(FIRST_MILLIS, LAST_MILLIS), TimeUnit.MILLISECONDS)) {
        assertEquals(0, process.exitValue(), log());
        assertEquals(expected, found(checkpoints).state().model().checksum());
        finished++;
        steps = 0;
        checkpoints = directory.resolve("killed" + finished);
        continue;
      }
      process.destroyForcibly().waitFor();
      kills++;
      Recovery recovery = new CheckpointDirectory(checkpoints).last();
      skipped += recovery.skipped().size();
      long reached = recovery.found().map(found -> found.state().step()).orElse(0L);
      assertTrue(reached >= steps, "step " + reached + " after step " + steps);
      steps = reached;
    }
    assertEquals(expected, finish(checkpoints, 2));
    assertEquals(0, leftovers(checkpoints), "files that interrupted saves have left");
    System.out.printf(
        "%d kills, %d runs finished between them, %d damaged checkpoints%n",
        kills, finished, skipped);
  }

  @Test
  void interruptedItShowsAndSavesTheResultSoFar() throws Exception {
    Path model = directory.resolve("m.safetensors");
    for (int i = 0; i < INTERRUPTIONS; i++) {
      Process process = start("--epochs=1000000", "--model=" + model);
      while (process.isAlive() && !log().contains("\nepoch 1/")) {
        Thread.sleep(20);
      }
      process.destroy();
      assertEquals(128 + SIGTERM, process.waitFor(), log());
      assertTrue(log().contains("\n\nstopped before the end"), log());
      assertTrue(log().matches("(?s).*\nmodel +\\S+m.safetensors\\R"), log());
      Files.delete(model);
    }
  }

  @Test
  void interruptedItTellsWhatFails() throws Exception {
    Path place = Files.createDirectory(directory.resolve("place"));
    for (int i = 0; i < INTERRUPTIONS; i++) {
      Process process = start("--epochs=1000000", "--model=" + place.resolve("m.safetensors"));
      while (process.isAlive() && !log().contains("\nepoch 1/")) {
        Thread.sleep(20);
      }
      Files.delete(place);
      process.destroy();
      process.waitFor();
      assertTrue(log().contains("nn train: ") && log().contains("m.safetensors"), log());
      Files.createDirectory(place);
    }
  }

  private static long leftovers(Path checkpoints) throws IOException {
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.filter(file -> !file.toString().endsWith(".safetensors")).count();
    }
  }
}
