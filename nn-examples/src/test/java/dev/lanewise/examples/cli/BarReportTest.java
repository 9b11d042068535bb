package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.tabular.NumberScale;
import dev.lanewise.tabular.Target;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import dev.lanewise.train.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a terminal gets. */
class BarReportTest {
  private static final Quality CLASSES = new Quality(Optional.empty());
  private static final Quality NUMBERS =
      new Quality(Optional.of(new Target.OfNumber("price", new NumberScale.Standard(50, 10))));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private int width = 80;

  private BarReport report(Quality quality) {
    return new BarReport(2, quality, () -> width, out);
  }

  /** What was printed, a line of the terminal each, with all that was drawn in it. */
  private List<String> lines() {
    return List.of(bytes.toString(StandardCharsets.UTF_8).split("\n", -1));
  }

  /** A batch, the first of its epoch, so that it is drawn at once. */
  private record Batch(int epoch, double loss, double accuracy) implements Progress {
    @Override
    public int done() {
      return 30;
    }

    @Override
    public int total() {
      return 60;
    }

    @Override
    public long finishedSteps() {
      return 1;
    }

    @Override
    public double learningRate() {
      return 1;
    }

    @Override
    public double batchLoss() {
      return loss;
    }
  }

  private static EpochResult result(int epoch, double loss, OptionalDouble accuracy) {
    Evaluation evaluation = new Evaluation(loss, accuracy, 60);
    return new EpochResult(epoch, evaluation, Optional.of(evaluation), 2);
  }

  private static Model model() {
    return Network.of(Shape.of(1), new Dense(1)).initialize(1);
  }

  @Test
  void eachEpochHasOneLineWhateverTheWidth() {
    for (int columns : new int[] {200, 80, 79, 60, 40, 20, 5, 2}) {
      bytes.reset();
      width = columns;
      BarReport report = report(CLASSES);
      for (int epoch = 1; epoch <= 2; epoch++) {
        report.onBatch(new Batch(epoch, 0.5, 0.75));
        report.epochEnded(result(epoch, 0.4, OptionalDouble.of(0.8)), model());
      }
      report.close();
      assertEquals(3, lines().size(), lines().toString());
      for (String drawing : bytes.toString(StandardCharsets.UTF_8).split("[\r\n]", -1)) {
        assertTrue(drawing.length() < columns, columns + " columns: " + drawing);
      }
    }
  }

  @Test
  void tellsLossAndAccuracyOfClasses() {
    BarReport report = report(CLASSES);
    report.onBatch(new Batch(1, 0.5, 0.75));
    report.epochEnded(result(1, 0.4, OptionalDouble.of(0.8)), model());
    String line = lines().getFirst();
    assertTrue(line.startsWith("\repoch 1/2  50 % [=====      ]  loss 0.5000  acc"), line);
    assertTrue(line.contains("accuracy 75.00 %"), line);
    assertTrue(line.contains("  loss 0.4000  test 80.00 %  30/s  2.0 s"), line);
  }

  /** A mean squared error of 0.25 is an error of 0.5 scales of 10. */
  @Test
  void tellsTheErrorOfNumbersInTheirUnit() {
    BarReport report = report(NUMBERS);
    report.onBatch(new Batch(1, 1, Double.NaN));
    report.epochEnded(result(1, 0.25, OptionalDouble.empty()), model());
    String line = lines().getFirst();
    assertTrue(line.contains("  RMSE 10.0000  "), line);
    assertTrue(line.contains("  test RMSE 5.00000  30/s"), line);
    assertFalse(line.contains("NaN"), line);
  }

  @Test
  void aLineThatIsCutOffEnds() {
    BarReport report = report(CLASSES);
    report.onBatch(new Batch(1, 0.5, 0.75));
    report.close();
    assertEquals("", lines().getLast());
    assertEquals(2, lines().size());
  }

  @Test
  void aShorterDrawingHidesALongerOne() {
    BarReport report = report(CLASSES);
    report.onBatch(new Batch(1, 12345.5, 0.75));
    report.epochEnded(result(1, 0.4, OptionalDouble.of(0.8)), model());
    String[] drawings = lines().getFirst().split("\r", -1);
    assertTrue(drawings[2].length() >= drawings[1].length(), lines().getFirst());
  }
}
