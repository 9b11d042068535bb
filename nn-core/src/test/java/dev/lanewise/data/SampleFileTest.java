package dev.lanewise.data;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SampleFileTest extends DatasetContract {
  private static final float[][] INPUTS = {
    {1, 2, 3, 4, 5, 6}, {Float.NaN, -0f, Float.MIN_VALUE, 1e30f, -7, 8}, {9, 8, 7, 6, 5, 4}
  };
  private static final float[][] TARGETS = {{0, 1}, {Float.NEGATIVE_INFINITY, 2}, {5, 6}};

  @TempDir private Path directory;
  private SampleFile samples;

  @BeforeEach
  void writeAndOpen() {
    SampleFile.write(file("three"), three());
    samples = SampleFile.open(file("three"), 2);
  }

  @AfterEach
  void closeFile() {
    samples.close();
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private static Dataset three() {
    return ArrayDataset.of(INPUTS, TARGETS).withInputShape(Shape.of(2, 3));
  }

  /** Samples whose only input is their index, with class 0 or 1. */
  private static Dataset counted(int size) {
    float[][] inputs = new float[size][1];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      inputs[i][0] = i / (float) size;
      labels[i] = i % 2;
    }
    return ArrayDataset.of(inputs, labels);
  }

  @Override
  Dataset dataset() {
    return samples;
  }

  @Override
  float[][] expectedInputs() {
    return INPUTS;
  }

  @Override
  float[][] expectedTargets() {
    return TARGETS;
  }

  @Override
  Shape expectedShape() {
    return Shape.of(2, 3);
  }

  @Test
  void writesTheDocumentedBytes() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(file("three"))).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(64 + 3 * 8 * 4, bytes.remaining());
    assertEquals("LANEWSMP", new String(bytes.array(), 0, 8, StandardCharsets.US_ASCII));
    int[] header = new int[13];
    bytes.slice(8, 52).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(header);
    assertArrayEquals(new int[] {1, 2, 3, 0, 2, 2, 3, 0, 0, 0, 0, 0, 0}, header);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(64, 3 * 8 * 4));
    checksum.update(bytes.slice(0, 60));
    assertEquals((int) checksum.getValue(), bytes.getInt(60));
    assertEquals(9, bytes.getFloat(64 + 2 * 8 * 4));
    assertEquals(6, bytes.getFloat(64 + 3 * 8 * 4 - 4));
  }

  @Test
  void ordersWindowByWindow() {
    SampleFile.write(file("many"), counted(100));
    try (SampleFile many = SampleFile.open(file("many"), 30)) {
      int[] order = new int[100];
      int[] expected = new int[100];
      many.order(order, 7, 3, true);
      SampleOrder.shuffledInWindows(expected, 30, 7, 3);
      assertArrayEquals(expected, order);
      many.order(order, 7, 3, false);
      SampleOrder.identity(expected);
      assertArrayEquals(expected, order);
      int[] part = new int[50];
      int[] expectedPart = new int[50];
      Subset.first(many, 50).order(part, 7, 3, true);
      SampleOrder.shuffledInWindows(expectedPart, 30, 7, 3);
      assertArrayEquals(expectedPart, part);
    }
  }

  @Test
  void theDefaultWindowIs32MegabytesAndAtMostTheFile() {
    try (SampleFile whole = SampleFile.open(file("three"))) {
      assertEquals(3, whole.window());
    }
  }

  @Test
  void manyEpochsOfManyWindowsReadTheRightSamples() throws Exception {
    SampleFile.write(file("many"), counted(5000));
    try (SampleFile many = SampleFile.open(file("many"), 64);
        ExecutorService workers = Executors.newFixedThreadPool(3)) {
      for (int epoch = 0; epoch < 20; epoch++) {
        int[] order = new int[5000];
        many.order(order, 1, epoch, true);
        Future<?>[] parts = new Future<?>[3];
        for (int worker = 0; worker < 3; worker++) {
          int first = worker;
          parts[worker] = workers.submit(() -> readEveryThird(many, order, first));
        }
        for (Future<?> part : parts) {
          part.get(30, TimeUnit.SECONDS);
        }
      }
    }
  }

  private static void readEveryThird(Dataset data, int[] order, int first) {
    Matrix inputs = Matrix.allocate(1, 1);
    Matrix targets = Matrix.allocate(1, 1);
    for (int i = first; i < order.length; i += 3) {
      data.read(order[i], inputs, targets, 0);
      assertEquals(order[i] / (float) order.length, inputs.get(0, 0));
      assertEquals(order[i] % 2, targets.get(0, 0));
    }
  }

  @Test
  void trainsTheSameModelAsFromMemory() {
    SampleFile.write(file("many"), counted(200));
    try (SampleFile many = SampleFile.open(file("many"), 200)) {
      assertEquals(checksum(counted(200)), checksum(many));
    }
  }

  private static long checksum(Dataset data) {
    Network network = Network.of(Shape.of(1), new Dense(2));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(0.1))
            .build()) {
      trainer.fit(data, Fit.epochs(3));
      return trainer.model().checksum();
    }
  }

  @Test
  void refusesToReadOnceClosed() {
    samples.close();
    samples.close();
    Matrix inputs = Matrix.allocate(1, 6);
    Matrix targets = Matrix.allocate(1, 2);
    assertError(UsageException.class, () -> samples.read(0, inputs, targets, 0), "is closed");
    assertError(UsageException.class, () -> samples.fetch(0), "is closed");
  }

  @Test
  void closingEndsTheThread() {
    long before = readers();
    SampleFile another = SampleFile.open(file("three"));
    assertEquals(before + 1, readers());
    another.close();
    assertEquals(before, readers());
  }

  @Test
  void closingWhileInterruptedKeepsTheInterrupt() {
    Thread.currentThread().interrupt();
    samples.close();
    assertTrue(Thread.interrupted());
  }

  @Test
  void closingWhileOthersReadRaisesTheTypedError() throws Exception {
    SampleFile.write(file("many"), counted(5000));
    for (int i = 0; i < 20; i++) {
      SampleFile many = SampleFile.open(file("many"), 64);
      try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
        Future<?> reading =
            worker.submit(() ->
                assertThrows(
                    UsageException.class,
                    () -> {
                      while (true) {
                        readEveryThird(many, identity(5000), 0);
                      }
                    }));
        Thread.sleep(5);
        many.close();
        reading.get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void readingAheadMeetsAFileThatWasCutOff() throws Exception {
    Path cut = file("many");
    SampleFile.write(cut, counted(50_000));
    try (SampleFile many = SampleFile.open(cut, 20_000)) {
      try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
        channel.truncate(64 + 8 * 30_000);
      }
      Matrix inputs = Matrix.allocate(1, 1);
      Matrix targets = Matrix.allocate(1, 1);
      assertError(
          DataException.class,
          () -> {
            while (true) {
              many.read(0, inputs, targets, 0);
            }
          },
          "many, sample 0",
          "240064 of 400064 bytes");
    }
  }

  private static int[] identity(int size) {
    int[] order = new int[size];
    SampleOrder.identity(order);
    return order;
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("lanewise-read-ahead"))
        .count();
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = Files.readAllBytes(file("three"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file("cut"), Arrays.copyOf(whole, length));
      assertError(
          DataException.class,
          () -> SampleFile.open(file("cut")).close(),
          "cut",
          "expected",
          "found");
    }
    Files.write(file("long"), Arrays.copyOf(whole, whole.length + 1));
    assertError(DataException.class, () -> SampleFile.open(file("long")).close(), "97 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, something else",
    "8, 2, version",
    "12, 0, target columns",
    "12, -5, target columns",
    "12, 2147483647, target columns",
    "16, 0, samples from 1",
    "16, 4, 4 samples",
    "20, 1, samples from 1",
    "20, -1, samples from 1",
    "24, 0, dimensions",
    "24, 9, dimensions",
    "28, 0, a dimension",
    "28, -1, a dimension",
    "28, 2147483639, a product of dimensions",
    "32, 4, 3 samples of 40 bytes"
  })
  void refusesADamagedHeader(int offset, int value, String found) throws IOException {
    byte[] bytes = Files.readAllBytes(file("three"));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    Files.write(file("damaged"), bytes);
    assertError(DataException.class, () -> SampleFile.open(file("damaged")).close(), found);
  }

  @Test
  void opensALargeFileByItsHeaderOnly() throws IOException {
    byte[] bytes = Files.readAllBytes(file("three"));
    bytes[64] ^= 1;
    Files.write(file("damaged"), bytes);
    assertError(DataException.class, () -> SampleFile.open(file("damaged")).close(), "checksum");
    try (SampleFile unchecked = SampleFile.openUnchecked(file("damaged"), 2)) {
      assertEquals(3, unchecked.size());
      assertEquals(2, unchecked.window());
    }
    bytes[16] = 4;
    Files.write(file("damaged"), bytes);
    assertError(
        DataException.class, () -> SampleFile.openUnchecked(file("damaged")).close(), "4 samples");
    assertError(
        SettingException.class, () -> SampleFile.openUnchecked(file("three"), 0).close(), "window");
  }

  @ParameterizedTest
  @CsvSource({"2147483647, 1", "1, 2147483647", "1, 0"})
  void writesNothingThatCouldNotBeRead(int inputs, int targets) {
    assertError(
        ShapeException.class,
        () -> SampleFileWriter.create(file("huge"), Shape.of(inputs), targets).close(),
        "2147483639 of each");
    assertEquals(List.of(file("three")), list());
    SampleHeader.requireRoom(file("huge"), 2147483638);
    assertError(
        DataException.class,
        () -> SampleHeader.requireRoom(file("huge"), 2147483639),
        "at most 2147483639 samples");
  }

  @Test
  void aLinkToAFileThatIsNotThereYetStaysALink() throws IOException {
    Path real = Files.createDirectory(file("disk")).resolve("real");
    Files.createSymbolicLink(file("link"), Path.of("disk", "real"));
    SampleFile.write(file("link"), three());
    assertTrue(Files.isSymbolicLink(file("link")));
    assertTrue(Files.isRegularFile(real));
  }

  @Test
  void refusesAFlippedBitInEveryByte() throws IOException {
    byte[] whole = Files.readAllBytes(file("three"));
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 << (i % Byte.SIZE));
      Files.write(file("flipped"), damaged);
      assertError(
          DataException.class, () -> SampleFile.open(file("flipped")).close(), "flipped: expected");
    }
  }

  @Test
  void readsFilesOfEarlierVersionsWithoutChecksum() throws IOException {
    byte[] earlier = Files.readAllBytes(file("three"));
    ByteBuffer.wrap(earlier).putInt(60, 0);
    Files.write(file("earlier"), earlier);
    try (SampleFile opened = SampleFile.open(file("earlier"))) {
      assertEquals(3, opened.size());
    }
  }

  @Test
  void anInterruptSpoilsNothing() throws IOException {
    Thread.currentThread().interrupt();
    SampleFile.write(file("interrupted"), three());
    try (SampleFile opened = SampleFile.open(file("interrupted"))) {
      assertEquals(3, opened.size());
    }
    assertTrue(Thread.interrupted());
    assertArrayEquals(Files.readAllBytes(file("three")), Files.readAllBytes(file("interrupted")));
  }

  @Test
  void writersOfTheSameFileDoNotMeet() throws IOException {
    try (SampleFileWriter first = SampleFileWriter.create(file("both"), Shape.of(1), 1);
        SampleFileWriter second = SampleFileWriter.create(file("both"), Shape.of(1), 1)) {
      for (int i = 0; i < 100_000; i++) {
        first.write(new float[] {1}, new float[] {1});
        second.write(new float[] {2}, new float[] {2});
      }
      SampleFileWriter third = SampleFileWriter.create(file("both"), Shape.of(1), 1);
      third.close();
      first.finish();
      assertInputs(1, 100_000);
      second.finish();
    }
    assertInputs(2, 100_000);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(2, files.count());
    }
  }

  private void assertInputs(float expected, int size) {
    Matrix inputs = Matrix.allocate(1, 1);
    Matrix targets = Matrix.allocate(1, 1);
    try (SampleFile both = SampleFile.open(file("both"))) {
      assertEquals(size, both.size());
      for (int i = 0; i < size; i++) {
        both.read(i, inputs, targets, 0);
        assertEquals(expected, inputs.get(0, 0));
      }
    }
  }

  @Test
  void plantedLinksLeadNowhere() throws IOException {
    Path victim = Files.writeString(file("victim"), "precious");
    Files.createSymbolicLink(file("new.part"), victim);
    SampleFile.write(file("new"), three());
    assertEquals("precious", Files.readString(victim));
    assertTrue(Files.isSymbolicLink(file("new.part")));
  }

  @Test
  void theModeOfAReplacedFileIsKept() throws IOException {
    var mode = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(file("three"), mode);
    SampleFile.write(file("three"), three());
    assertEquals(mode, Files.getPosixFilePermissions(file("three")));
  }

  @Test
  void refusesAWindowOfNothingAndAMissingFile() {
    assertError(SettingException.class, () -> SampleFile.open(file("three"), 0).close(), "0");
    assertError(DataException.class, () -> SampleFile.open(file("none")).close(), "none");
    assertError(DataException.class, () -> SampleFile.open(directory).close(), "readable file");
  }

  @Test
  void aWriterThatDoesNotFinishLeavesNothing() {
    try (SampleFileWriter writer = SampleFileWriter.create(file("half"), Shape.of(1), 1)) {
      writer.write(new float[] {1}, new float[] {2});
    }
    assertFalse(Files.exists(file("half")));
    assertEquals(List.of(file("three")), list());
  }

  private List<Path> list() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aWriterRefusesWhatDoesNotFit() {
    try (SampleFileWriter writer = SampleFileWriter.create(file("bad"), Shape.of(2), 1)) {
      assertError(ShapeException.class, () -> writer.write(new float[1], new float[1]), "2 inputs");
      assertError(DataException.class, writer::finish, "at least 1 sample");
      writer.write(new float[2], new float[1]);
      writer.finish();
      assertError(UsageException.class, writer::finish, "finished");
      assertError(UsageException.class, () -> writer.write(new float[2], new float[1]), "finished");
    }
    assertTrue(Files.exists(file("bad")));
    assertError(
        ShapeException.class,
        () -> SampleFileWriter.create(file("x"), Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 1), 1).close(),
        "8 dimensions");
    assertError(
        DataException.class,
        () -> SampleFileWriter.create(file("no/such"), Shape.of(1), 1).close(),
        "writable");
  }
}
