package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainTest {
  private static final int SIDE = 4;
  private static final int CLASSES = 3;
  private static final String NUMBER = "(?:-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:E-?\\d+)?|null)";
  private static final Pattern JSON =
      Pattern.compile(
          ("\\{'epoch':[1-9]\\d*,'loss':N,'accuracy':N,'testLoss':N,'testAccuracy':N,"
                  + "'seconds':N,'samplesPerSecond':N,'checksum':'([0-9a-f]{16})'\\}")
              .replace('\'', '"')
              .replace("N", NUMBER));

  @TempDir Path directory;

  /** Writes images whose class is the row that is bright. */
  @BeforeEach
  void writeData() throws IOException {
    write("train", 150, 1);
    write("t10k", 50, 2);
  }

  private void write(String set, int count, long seed) throws IOException {
    Random random = new Random(seed);
    ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    ByteBuffer labels = ByteBuffer.allocate(8 + count);
    labels.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(CLASSES);
      labels.put((byte) label);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        images.put((byte) (random.nextInt(64) + (pixel / SIDE == label ? 160 : 0)));
      }
    }
    Files.write(directory.resolve(set + "-images-idx3-ubyte"), images.array());
    Files.write(directory.resolve(set + "-labels-idx1-ubyte"), labels.array());
  }

  private Outcome train(String... options) {
    return Outcome.of(
        Stream.concat(
                Stream.of("train", "--data", directory.toString(), "--batch", "16"),
                Stream.of(options))
            .toArray(String[]::new));
  }

  /** Checks that standard output is JSON and nothing else; returns the checksums. */
  private static List<String> checksums(Outcome outcome) {
    assertEquals("", outcome.err());
    assertEquals(0, outcome.status());
    List<String> checksums = new ArrayList<>();
    for (String line : outcome.out().split(System.lineSeparator(), -1)) {
      if (!line.isEmpty()) {
        var matcher = JSON.matcher(line);
        assertTrue(matcher.matches(), line);
        checksums.add(matcher.group(1));
      }
    }
    assertEquals(checksums.size(), outcome.out().lines().count());
    return checksums;
  }

  @Test
  void jsonIsOneObjectForEachEpoch() {
    List<String> checksums = checksums(train("--json", "--epochs", "3", "--hidden", "8"));
    assertEquals(3, checksums.size());
    assertEquals(3, checksums.stream().distinct().count());
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() {
    String[] one = {"--json", "--epochs", "2", "--dropout", "0.3", "--threads", "1"};
    String[] two = {"--json", "--epochs", "2", "--dropout", "0.3", "--threads", "2"};
    assertEquals(checksums(train(one)), checksums(train(two)));
  }

  @Test
  void theBackendDoesNotMatter() {
    String[] best = {"--json", "--epochs", "2", "--hidden", "9,7", "--activation", "gelu"};
    String[] reference =
        Stream.concat(Stream.of(best), Stream.of("--backend", "reference")).toArray(String[]::new);
    assertEquals(checksums(train(best)), checksums(train(reference)));
  }

  @Test
  void theSeedMatters() {
    assertNotEquals(
        checksums(train("--json", "--epochs", "1", "--seed", "1")),
        checksums(train("--json", "--epochs", "1", "--seed", "2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--network resnet",
        "--network resnet --depth 14 --augment flip,shift,crop",
        "--network vgg --depth 4 --augment rotate,zoom,brightness,contrast,cutout",
        "--hidden none",
        "--hidden 8,8 --activation selu --init lecun_normal",
        "--hidden 8 --activation hard_tanh --init torch",
        "--optimizer sgd",
        "--optimizer momentum",
        "--optimizer NESTEROV --lr 0.02",
        "--optimizer rmsprop",
        "--optimizer nadam",
        "--optimizer adamax",
        "--optimizer adagrad",
        "--optimizer adadelta",
        "--optimizer lion",
        "--optimizer adamw"
      })
  void optionsAreUsed(String options) {
    String[] all = ("--json --epochs 1 " + options).split(" ");
    assertNotEquals(checksums(train("--json", "--epochs", "1")), checksums(train(all)));
  }

  @Test
  void textTellsWhatRunsAndHowItEnds() {
    Outcome outcome = train("--epochs", "20", "--lr", "0.01", "--backend", "reference");
    assertEquals("", outcome.err());
    List<String> lines = outcome.out().lines().toList();
    assertTrue(lines.get(0).contains("150 training and 50 test images of 4 x 4 pixels, 3 classes"));
    assertTrue(lines.get(1).contains("16-128-3 relu, init glorot_uniform, 2,563 parameters"));
    assertTrue(lines.get(2).contains("adam, learning rate 0.01, batch 16, epochs 20, seed 1"));
    assertTrue(lines.get(3).contains("reference"));
    assertEquals(20, lines.stream().filter(line -> line.startsWith("epoch ")).count());
    assertTrue(lines.getLast().matches("test accuracy 100\\.00 %, checksum [0-9a-f]{16}"));
  }

  @Test
  void divergenceIsOneLineAndStatus1() {
    Outcome outcome = train("--json", "--optimizer", "sgd", "--lr", "9e8", "--epochs", "50");
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("nn train: "), outcome.err());
    assertFalse(outcome.out().contains("NaN"));
    assertEquals(1, outcome.status());
  }
}
