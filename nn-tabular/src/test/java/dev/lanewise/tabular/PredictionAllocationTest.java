package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Network;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link TablePredictor} says that a prediction allocates. */
class PredictionAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WINDOW = 1000;
  private static final int MOST_WINDOWS = 300;

  /** For what compilers do differently from one start to the next. */
  private static final double TOLERANCE = 1.2;

  record Numbers(double a, double b, double c) {}

  @Test
  void ofClasses() {
    TablePredictor predictor = numbers("t", 60);
    Numbers row = new Numbers(1, 2, 3);
    assertAllocates(400 + (4 + 4) * 3 + 8 * 60 + 24 * 3, () -> predictor.predict(row));
  }

  @Test
  void ofManyInputs() {
    List<List<?>> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      rows.add(List.of("c" + i % 300, "k" + i % 2));
    }
    TablePredictor predictor = predictor(List.of("a", "t"), rows);
    Map<String, String> row = Map.of("a", "c7");
    assertAllocates(400 + 4 * 300 + 4 + 8 * 2, () -> predictor.predict(row));
  }

  @Test
  void ofNumbers() {
    TablePredictor predictor = numbers("", 600);
    Numbers row = new Numbers(1, 2, 3);
    assertAllocates(400 + (4 + 4 + 24) * 3, () -> predictor.predict(row));
  }

  /** Three columns of numbers, and a target of so many different values. */
  private static TablePredictor numbers(String prefix, int values) {
    List<List<?>> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      rows.add(List.of(i * 0.1, i % 7 + 0.5, i % 11 + 0.5, prefix + i % values));
    }
    return predictor(List.of("a", "b", "c", "t"), rows);
  }

  private static TablePredictor predictor(List<String> columns, List<List<?>> rows) {
    TableEncoder encoder =
        TableEncoder.fit(MemoryTable.of(columns, rows), TableRecipe.predicting("t"));
    Dense last = new Dense(encoder.target().orElseThrow().outputs());
    return TablePredictor.of(encoder, Network.of(encoder.inputShape(), last).initialize(1));
  }

  /** Waits until the code is compiled, which allocates less than what comes before. */
  private static void assertAllocates(int expected, Runnable prediction) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < MOST_WINDOWS && least > expected * TOLERANCE; i++) {
      least = Math.min(least, bytes(prediction));
    }
    assertTrue(least <= expected * TOLERANCE, least + " bytes, expected " + expected);
  }

  private static double bytes(Runnable prediction) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < WINDOW; i++) {
      prediction.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) WINDOW;
  }
}
