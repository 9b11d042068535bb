package dev.lanewise.tabular;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Tables of series for tests. */
final class SeriesText {
  private SeriesText() {}

  static CsvTable table(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return CsvTable.read(new ByteArrayInputStream(bytes), "series", CsvFormat.standard());
  }

  /** Columns {@code t,a,b,c}: numbers that ascend, and noise on different scales. */
  static double[][] noise(int rows) {
    Random random = new Random(7);
    double[][] values = new double[rows][4];
    for (int i = 0; i < rows; i++) {
      values[i] =
          new double[] {
            i, 1000 + 30 * random.nextGaussian(), random.nextDouble(), -5 + i * random.nextDouble()
          };
    }
    return values;
  }

  static String text(double[][] values) {
    StringBuilder text = new StringBuilder("t,a,b,c\n");
    for (double[] row : values) {
      text.append("%s,%s,%s,%s\n".formatted(row[0], row[1], row[2], row[3]));
    }
    return text.toString();
  }

  /** A sine of a season of 20 rows with noise. */
  static CsvTable sine(int rows) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("x\n");
    for (int i = 0; i < rows; i++) {
      double noise = 0.4 * random.nextGaussian();
      text.append(100 + 5 * (StrictMath.sin(2 * Math.PI * i / 20) + noise)).append('\n');
    }
    return table(text.toString());
  }
}
