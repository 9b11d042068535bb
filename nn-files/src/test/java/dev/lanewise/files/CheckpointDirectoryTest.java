package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointDirectoryTest {
  @TempDir private Path parent;
  private CheckpointDirectory checkpoints = new CheckpointDirectory(Path.of(""));

  @BeforeEach
  void name() {
    checkpoints = new CheckpointDirectory(parent.resolve("run").resolve("checkpoints"));
  }

  private static TrainerState state(long seed) {
    return Fixtures.state(Fixtures.SMALL.initialize(seed));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(checkpoints.directory())) {
      return files.map(Path::getFileName).map(Path::toString).sorted().toList();
    }
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
  }

  @Test
  void aDirectoryThatDoesNotExistIsEmpty() {
    assertEquals(new Recovery(Optional.empty(), List.of()), checkpoints.last());
  }

  @Test
  void theLastTwoAndTheBestAreKept() throws IOException {
    for (int i = 1; i <= 4; i++) {
      checkpoints.save(state(i));
    }
    checkpoints.saveBest(state(5));
    checkpoints.saveBest(state(6));
    assertEquals(
        List.of("best-000002.safetensors", "last-000003.safetensors", "last-000004.safetensors"),
        names());
    CheckpointTest.assertSame(state(4), checkpoints.last().found().orElseThrow().state());
    CheckpointTest.assertSame(state(6), checkpoints.best().found().orElseThrow().state());
    assertEquals(List.of(), checkpoints.last().skipped());
  }

  @Test
  void aDamagedOneIsReplacedByTheOneBeforeAndTold() throws IOException {
    checkpoints.save(state(1));
    Path newest = checkpoints.save(state(2));
    cut(newest);
    Recovery recovery = checkpoints.last();
    CheckpointTest.assertSame(state(1), recovery.found().orElseThrow().state());
    assertEquals(1, recovery.skipped().size());
    assertEquals(newest, recovery.skipped().getFirst().file());
    assertTrue(recovery.skipped().getFirst().reason().getMessage().contains("cut off"));
    assertEquals("last-000003.safetensors", checkpoints.save(state(3)).getFileName() + "");
  }

  /** As a later version of the library writes it, with the right checksum. */
  private static void makeNewer(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    String header = new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8);
    String rest = header.substring(header.indexOf(",\"lanewise.format"));
    String newer = rest.replace("\"lanewise.version\":\"2\"", "\"lanewise.version\":\"3\"");
    byte[] data = Arrays.copyOfRange(bytes, Long.BYTES + length, bytes.length);
    Files.write(file, RawFile.of(RawFile.sealed(newer), data));
  }

  @Test
  void thereIsNothingToGoOnFromInANewDirectory() {
    assertEquals(Optional.empty(), checkpoints.last().state());
    checkpoints.save(state(1));
    CheckpointTest.assertSame(state(1), checkpoints.last().state().orElseThrow());
  }

  @Test
  void whenFilesExistButNoneLoadsNobodyStartsAnew() throws IOException {
    makeNewer(checkpoints.save(state(1)));
    makeNewer(checkpoints.save(state(2)));
    assertError(
        FileException.class,
        () -> checkpoints.last().state(),
        "last-000002",
        "version 3",
        "None of the checkpoints there (2) can be used");
    assertEquals(2, checkpoints.last().skipped().size());
  }

  @Test
  void whatCannotBeReadIsNeverDeleted() throws IOException {
    makeNewer(checkpoints.save(state(1)));
    Path flipped = checkpoints.save(state(2));
    byte[] bytes = Files.readAllBytes(flipped);
    bytes[bytes.length - 1] ^= 1;
    Files.write(flipped, bytes);
    cut(checkpoints.save(state(3)));
    makeNewer(checkpoints.saveBest(state(4)));
    for (int i = 5; i <= 9; i++) {
      checkpoints.save(state(i));
      checkpoints.saveBest(state(i));
    }
    assertEquals(
        List.of(
            "best-000001.safetensors",
            "best-000006.safetensors",
            "last-000001.safetensors",
            "last-000002.safetensors",
            "last-000003.safetensors",
            "last-000007.safetensors",
            "last-000008.safetensors"),
        names());
  }

  @Test
  void anInterruptedThreadSavesAndReads() throws IOException {
    Thread.currentThread().interrupt();
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    Recovery recovery = checkpoints.last();
    assertTrue(Thread.interrupted());
    CheckpointTest.assertSame(state(2), recovery.state().orElseThrow());
    assertEquals(List.of(), recovery.skipped());
    assertEquals(2, names().size());
  }

  @Test
  @Timeout(60)
  void thereIsAlwaysOneForReadersWhileOthersAreSaved() throws InterruptedException {
    CheckpointDirectory one = new CheckpointDirectory(checkpoints.directory(), 1);
    one.save(state(1));
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 100; i++) {
                one.save(state(1));
              }
            });
    while (writer.isAlive()) {
      assertEquals(List.of(), one.last().skipped());
      assertTrue(one.last().found().isPresent());
    }
    writer.join();
  }

  /** A rule of a user's own that has the name of another one, and less state. */
  private record Adam(double learningRate) implements Optimizer {

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public Update bind(Kernels kernels) {
      return Optimizer.momentum(learningRate, 0.9).bind(kernels);
    }
  }

  @Test
  void anOptimizerOfOnesOwnWithTheNameOfAnotherIsRefusedBeforeItIsLost() {
    ArrayDataset data = ArrayDataset.of(new float[][] {{1}, {2}}, new int[] {0, 1});
    try (Trainer trainer =
        Trainer.builder(Fixtures.TINY.initialize(1), Loss.softmaxCrossEntropy(), new Adam(0.1))
            .build()) {
      trainer.fit(data, Fit.epochs(1));
      assertError(
          SettingException.class,
          () -> checkpoints.save(trainer.state()),
          "Adam[learningRate=0.1] keeps 2 arrays",
          "name of its own");
      assertEquals(List.of(), checkpoints.last().skipped());
    }
  }

  @Test
  void whatCouldNotBeReadIsNotSaved() {
    TrainerState good = state(1);
    TrainerState bad =
        new TrainerState(
            good.model(),
            good.optimizer(),
            good.frozen(),
            good.slots(),
            good.step(),
            good.epochs(),
            good.position(),
            new double[] {Double.NaN},
            good.epochCorrect(),
            good.learningRate(),
            good.schedule(),
            good.seed(),
            good.samples());
    assertError(SettingException.class, () -> checkpoints.save(bad), "loss: expected a finite sum");
    assertEquals(new Recovery(Optional.empty(), List.of()), checkpoints.last());
  }

  @Test
  void leftoversAreGoneBeforeTheDiskIsNeeded() throws IOException {
    checkpoints.save(state(1));
    Path left = checkpoints.directory().resolve(".best-000002.safetensors.1-2-3.tmp");
    Files.writeString(left, "half");
    Files.createDirectory(checkpoints.directory().resolve("last-999999999999.safetensors"));
    assertError(FileException.class, () -> checkpoints.save(state(2)), "numbers up to");
    assertTrue(Files.notExists(left));
  }

  @Test
  void whatCouldNotBeSavedIsKnownBeforeTraining() throws IOException {
    checkpoints.requireSavable(Fixtures.SMALL);
    assertEquals(List.of(), names());
    Path file = Files.writeString(parent.resolve("file"), "mine");
    assertError(
        FileException.class,
        () -> new CheckpointDirectory(file.resolve("run")).requireSavable(Fixtures.SMALL),
        "directory for checkpoints");
    Network nine = Network.of(Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 2), new Flatten());
    assertError(
        FileException.class, () -> checkpoints.requireSavable(nine), "at most 8", "found 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR-u-nu-arabext", "ar-EG-u-nu-arab"})
  void digitsAreAsciiInEveryLocale(String locale) throws IOException {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      Path file = checkpoints.save(state(1));
      assertEquals(List.of("last-000001.safetensors"), names());
      CheckpointTest.assertSame(state(1), checkpoints.last().state().orElseThrow());
      cut(file);
      String message = checkpoints.last().skipped().getFirst().reason().getMessage();
      String name = file.toString();
      assertTrue(
          message.replace(name, "").chars().allMatch(c -> c < 128 || !Character.isDigit(c)),
          message);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void allDamagedIsToldToo() throws IOException {
    cut(checkpoints.save(state(1)));
    cut(checkpoints.save(state(2)));
    Recovery recovery = checkpoints.last();
    assertTrue(recovery.found().isEmpty());
    assertEquals(2, recovery.skipped().size());
  }

  @Test
  void whatInterruptedSavesLeaveIsIgnoredAndCleaned() throws IOException {
    checkpoints.save(state(1));
    Path left = checkpoints.directory().resolve(".last-000002.safetensors.1-2-3.tmp");
    Files.writeString(left, "half");
    Files.writeString(checkpoints.directory().resolve("notes.txt"), "mine");
    Files.writeString(checkpoints.directory().resolve("last-x.safetensors"), "mine");
    assertEquals(List.of(), checkpoints.last().skipped());
    checkpoints.save(state(2));
    assertEquals(
        List.of(
            "last-000001.safetensors",
            "last-000002.safetensors",
            "last-x.safetensors",
            "notes.txt"),
        names());
  }

  @Test
  void atLeastOneIsKept() {
    assertError(SettingException.class, () -> new CheckpointDirectory(parent, 0), "at least 1");
  }
}
