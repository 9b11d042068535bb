package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarLineTest {
  private static final List<String> FIGURES =
      List.of("loss 0.3514", "accuracy 90.12 %", "29,216/s", "1.5 s");

  private static String line(int width, double done) {
    return BarLine.of(width, "epoch 3/20", done, FIGURES);
  }

  @Test
  void aWideTerminalHasRoomForABar() {
    assertEquals(
        "epoch 3/20  50 % [=====     ]  loss 0.3514  accuracy 90.12 %  29,216/s  1.5 s",
        line(79, 0.5));
    assertEquals(line(109, 1), line(500, 1));
    assertTrue(line(500, 1).contains(" [" + "=".repeat(40) + "] "), line(500, 1));
  }

  @Test
  void aNarrowOneHasTheFiguresThatMatterMost() {
    assertEquals("epoch 3/20   7 %  loss 0.3514  accuracy 90.12 %  29,216/s", line(60, 0.079));
    assertEquals("epoch 3/20  99 %  loss 0.3514", line(40, 0.999));
    assertEquals("epoch 3/20 100 %", line(17, 1));
    assertEquals("epoch 3/2", line(10, 1));
  }

  /** In the last column a terminal begins another line, and the next drawing would not go back. */
  @Test
  void theLastColumnStaysFree() {
    for (int width = 0; width < 200; width++) {
      for (double done : new double[] {0, 0.3, 1}) {
        assertTrue(line(width, done).length() <= Math.max(width - 1, 0), width + " columns");
      }
    }
  }
}
