package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Matrix;
import dev.lanewise.TestSize;
import dev.lanewise.data.SampleFile;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many rows are split, fitted and encoded in a virtual machine with a small heap: with {@code
 * -Dlanewise.tests=all} a million in 64 MB.
 */
class LargeTableTest {
  private static final int ROWS = TestSize.of(200_000, 1_000_000);
  private static final int HEAP_MEGABYTES = TestSize.of(16, 64);

  @TempDir private Path directory;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void manyRowsNeedLittleMemory() throws IOException, InterruptedException {
    Path table = Flowers.write(directory.resolve("flowers.csv"), ROWS);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Encode.class.getName(),
            table.toString(),
            directory.resolve("flowers.samples").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor(), () -> String.join("\n", output));
    assertEquals(List.of(ROWS / 10 * 7 + " samples of 7 inputs, mean 0.000"), output);
  }

  /** Encodes the training part of a table into a file of samples and reads it in a mixed order. */
  static final class Encode {
    private Encode() {}

    public static void main(String[] arguments) {
      CsvTable table = CsvTable.open(Path.of(arguments[0]), CsvFormat.standard());
      int[] labels = ClassColumn.read(table, "kind", 10).labels();
      Split split = Splits.stratified(labels, 0.2, 0.1, 1);
      TableRecipe recipe =
          TableRecipe.predicting("kind")
              .ignoring("id")
              .withNumbers(Scaling.STANDARD, Imputation.MEDIAN);
      TableEncoder encoder = TableEncoder.fit(table, recipe, split.training());
      Path file = Path.of(arguments[1]);
      encoder.write(table, split.training(), file);
      try (SampleFile samples = SampleFile.open(file, 1 << 16)) {
        int[] order = new int[samples.size()];
        samples.order(order, 1, 0, true);
        Matrix inputs = Matrix.allocate(1, encoder.width());
        Matrix targets = Matrix.allocate(1, 1);
        double sum = 0;
        for (int index : order) {
          samples.read(index, inputs, targets, 0);
          sum += inputs.get(0, 0);
        }
        System.out.printf(
            Locale.ROOT,
            "%d samples of %d inputs, mean %.3f%n",
            order.length,
            encoder.width(),
            Math.abs(sum / order.length));
      }
    }
  }
}
