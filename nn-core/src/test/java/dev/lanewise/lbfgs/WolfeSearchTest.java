package dev.lanewise.lbfgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lbfgs.Objective.Point;
import dev.lanewise.lbfgs.WolfeSearch.Trial;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class WolfeSearchTest {
  private static final Point NOWHERE = new Point(new double[0], 0, new double[0]);
  private static final int MANY = 60;

  /** A function of one variable and its derivative. */
  private record Line(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    Trial at(double step) {
      return new Trial(step, value.applyAsDouble(step), slope.applyAsDouble(step), NOWHERE);
    }
  }

  private static final List<Line> LINES =
      List.of(
          new Line("parabola", a -> (a - 3) * (a - 3), a -> 2 * (a - 3)),
          new Line("narrow", a -> 1e6 * (a - 1e-3) * (a - 1e-3), a -> 2e6 * (a - 1e-3)),
          new Line("quartic", a -> Math.pow(a - 7, 4), a -> 4 * Math.pow(a - 7, 3)),
          new Line("wave", a -> 0.1 * a + Math.cos(2 * a + 1), a -> 0.1 - 2 * Math.sin(2 * a + 1)),
          new Line(
              "More and Thuente 1",
              a -> -a / (a * a + 2),
              a -> (a * a - 2) / ((a * a + 2) * (a * a + 2))),
          new Line(
              "More and Thuente 2",
              a -> Math.pow(a + 0.004, 5) - 2 * Math.pow(a + 0.004, 4),
              a -> 5 * Math.pow(a + 0.004, 4) - 8 * Math.pow(a + 0.004, 3)),
          new Line(
              "logarithm, not a number from 5",
              a -> -2 * a - Math.log(5 - a),
              a -> -2 + 1 / (5 - a)));

  @Test
  void findsAPlaceThatMeetsTheConditions() {
    for (Line line : LINES) {
      for (double first : new double[] {1e-6, 1e-3, 0.1, 1, 4, 10, 1e3, 1e6}) {
        String label = line.name + " from " + first;
        Trial start = line.at(0);
        assertTrue(start.slope() < 0, label);
        WolfeSearch search = new WolfeSearch(line::at, start, MANY, () -> false);
        Trial found = search.run(first);
        assertTrue(search.evaluations() < MANY, label);
        assertTrue(found.step() > 0, label);
        assertTrue(found.value() <= start.value() + 1e-4 * found.step() * start.slope(), label);
        assertTrue(Math.abs(found.slope()) <= 0.9 * Math.abs(start.slope()), label);
      }
    }
  }

  @Test
  void acceptsAGoodFirstStep() {
    Line line = LINES.getFirst();
    WolfeSearch search = new WolfeSearch(line::at, line.at(0), MANY, () -> false);
    assertEquals(3.5, search.run(3.5).step());
    assertEquals(1, search.evaluations());
  }

  @Test
  void staysAtTheStartIfNothingIsLower() {
    Line rising = new Line("rising", a -> a, a -> -1);
    Trial start = rising.at(0);
    WolfeSearch search = new WolfeSearch(rising::at, start, 10, () -> false);
    assertSame(start, search.run(1));
    assertEquals(10, search.evaluations());
  }

  @Test
  void givesTheLowestPlaceWhenEvaluationsRunOut() {
    Line endless = new Line("endless", a -> -a, a -> -1);
    WolfeSearch search = new WolfeSearch(endless::at, endless.at(0), 5, () -> false);
    assertTrue(search.run(1).step() > 1);
    assertEquals(5, search.evaluations());
  }

  @Test
  void theMinimumOfACubicIsExact() {
    Line cubic = new Line("cubic", a -> a * a * a - 3 * a, a -> 3 * a * a - 3);
    assertEquals(1, WolfeSearch.minimum(cubic.at(0), cubic.at(2), 0, 2), 1e-15);
    assertEquals(1, WolfeSearch.minimum(cubic.at(2), cubic.at(0), 0, 2), 1e-15);
    assertEquals(1.5, WolfeSearch.minimum(cubic.at(0), cubic.at(2), 1.5, 2));
    Trial none = new Trial(2, Double.NaN, Double.NaN, NOWHERE);
    assertEquals(1.25, WolfeSearch.minimum(cubic.at(0), none, 0.5, 2));
  }
}
