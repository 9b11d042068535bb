package dev.lanewise.lbfgs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lbfgs.LbfgsMinimizer.Minimum;
import dev.lanewise.lbfgs.LbfgsResult.Stop;
import dev.lanewise.lbfgs.Objective.Point;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LbfgsMinimizerTest {
  private static final Lbfgs EXACT = Lbfgs.iterations(500).withTolerances(1e-9, 0);

  /** Goes on until something else ends it, or so many evaluations were allowed. */
  private record Watch(int most, AtomicInteger asked) implements LbfgsMinimizer.Watch {
    @Override
    public Optional<Stop> stop() {
      return asked.getAndIncrement() < most ? Optional.empty() : Optional.of(Stop.CANCELLED);
    }

    @Override
    public void stepped(Point point, int iterations, int evaluations) {}
  }

  private static Minimum minimize(Objective function, double[] start, Lbfgs settings) {
    Watch watch = new Watch(Integer.MAX_VALUE, new AtomicInteger());
    return LbfgsMinimizer.minimize(function, start, settings, watch);
  }

  /** Rosenbrock's valley for each pair of coordinates; the minimum is 0 where all are 1. */
  private static Point rosenbrock(double[] x) {
    double value = 0;
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i += 2) {
      double rise = x[i + 1] - x[i] * x[i];
      value += 100 * rise * rise + (1 - x[i]) * (1 - x[i]);
      gradient[i] = -400 * rise * x[i] - 2 * (1 - x[i]);
      gradient[i + 1] = 200 * rise;
    }
    return new Point(x, value, gradient);
  }

  /** A bowl with axes from 1 to 10^6, whose minimum is 5 where coordinate i is i. */
  private static Point bowl(double[] x) {
    double value = 5;
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double curvature = Math.pow(10, 6.0 * i / (x.length - 1));
      value += 0.5 * curvature * (x[i] - i) * (x[i] - i);
      gradient[i] = curvature * (x[i] - i);
    }
    return new Point(x, value, gradient);
  }

  @Test
  void findsTheEndOfRosenbrocksValley() {
    for (int size : new int[] {2, 10, 100}) {
      double[] start = new double[size];
      Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
      Minimum found = minimize(LbfgsMinimizerTest::rosenbrock, start, EXACT);
      assertEquals(Stop.GRADIENT, found.stop());
      assertTrue(found.evaluations() < 100, found::toString);
      for (double x : found.point().x()) {
        assertEquals(1, x, 1e-8);
      }
    }
  }

  @Test
  void findsTheBottomOfALongBowl() {
    Minimum found = minimize(LbfgsMinimizerTest::bowl, new double[8], EXACT);
    assertEquals(5, found.point().value(), 1e-12);
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, found.point().x(), 1e-6);
  }

  @Test
  void stopsAtOnceAtAMinimum() {
    double[] ones = {1, 1};
    Minimum found = minimize(LbfgsMinimizerTest::rosenbrock, ones, EXACT);
    assertEquals(new Minimum(found.point(), 0, 1, Stop.GRADIENT), found);
  }

  @Test
  void keepsToItsLimits() {
    double[] start = {-1.2, 1};
    Lbfgs few = new Lbfgs(3, 1000, 10, 0, 0);
    Minimum found = minimize(LbfgsMinimizerTest::rosenbrock, start, few);
    assertEquals(Stop.ITERATIONS, found.stop());
    assertEquals(3, found.iterations());
    for (int most = 2; most < 20; most++) {
      Lbfgs evaluations = new Lbfgs(1000, most, 10, 0, 0);
      int[] calls = new int[1];
      found =
          minimize(
              x -> {
                calls[0]++;
                return rosenbrock(x);
              },
              start,
              evaluations);
      assertEquals(Stop.EVALUATIONS, found.stop());
      assertEquals(most, found.evaluations());
      assertEquals(most, calls[0]);
      assertTrue(found.point().value() < 24.2);
    }
  }

  /** In the middle of a line search, too; what is lower than the start is kept. */
  @Test
  void stopsWheneverItIsWanted() {
    double[] start = {-1.2, 1};
    int last = 0;
    for (int most = 0; most < 40; most++) {
      Watch watch = new Watch(most, new AtomicInteger());
      Minimum found = LbfgsMinimizer.minimize(LbfgsMinimizerTest::rosenbrock, start, EXACT, watch);
      assertEquals(Stop.CANCELLED, found.stop());
      assertTrue(found.evaluations() <= most + 1, found::toString);
      assertTrue(found.evaluations() >= last, found::toString);
      assertTrue(found.point().value() <= rosenbrock(start).value(), found::toString);
      last = found.evaluations();
    }
    assertTrue(last > 10);
  }

  @Test
  void stopsWhenStepsChangeLittle() {
    double[] start = {-1.2, 1};
    Lbfgs coarse = Lbfgs.iterations(500).withTolerances(0, 1e-3);
    Minimum found = minimize(LbfgsMinimizerTest::rosenbrock, start, coarse);
    assertEquals(Stop.CHANGE, found.stop());
    assertTrue(found.point().value() < 0.1, found::toString);
  }

  @Test
  void givesUpWhereNothingLeadsDown() {
    Objective wrong = x -> new Point(x, x[0] * x[0], new double[] {-1});
    Minimum found = minimize(wrong, new double[] {0}, EXACT);
    assertEquals(Stop.NO_DECREASE, found.stop());
    assertEquals(0, found.iterations());
    assertEquals(0, found.point().x()[0]);
  }

  /** The place that was evaluated counts, not the one that was asked for. */
  @Test
  void comesCloseInSinglePrecision() {
    Objective rounded =
        x -> {
          double[] floats = Arrays.stream(x).map(each -> (float) each).toArray();
          Point exact = rosenbrock(floats);
          double[] gradient = Arrays.stream(exact.gradient()).map(each -> (float) each).toArray();
          return new Point(floats, (float) exact.value(), gradient);
        };
    Minimum found = minimize(rounded, new double[] {-1.2, 1}, EXACT);
    assertEquals(1, found.point().x()[0], 1e-5);
    assertEquals(1, found.point().x()[1], 1e-5);
    assertEquals(found.point().x()[0], (float) found.point().x()[0]);
  }
}
