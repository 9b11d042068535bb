package dev.lanewise.train;

import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning-rate range test (Smith 2017): the rate grows exponentially from step to step while
 * the loss is watched; a good rate lies below the one at which the loss rises.
 *
 * @param points rate and loss of each step, up to divergence
 */
public record RateRangeTest(List<Point> points) {
  private static final double SMOOTHING = 0.9;

  /**
   * A step.
   *
   * @param rate its learning rate
   * @param loss the loss of its batch, before the step
   */
  public record Point(double rate, double loss) {}

  /** Copies the points. */
  public RateRangeTest {
    points = List.copyOf(points);
  }

  /**
   * Runs the test on a trainer of its own, for which the schedule is replaced, and a plateau
   * ignored; the builder stays as it is.
   *
   * @param trainer how to build it
   * @param base the learning rate that the schedule multiplies, positive; such as the optimizer's
   * @param from the first rate, positive
   * @param to the last rate, larger
   * @param steps how many steps, at least 2
   */
  public static RateRangeTest run(
      Trainer.Builder trainer, double base, Dataset data, double from, double to, int steps) {
    if (!(from > 0 && to > from && Double.isFinite(to)) || steps < 2) {
      throw new SettingException(
          "RateRangeTest: needs 0 < from < to and at least 2 steps; found from %s, to %s, %s steps."
              .formatted(from, to, steps));
    }
    double growth = StrictMath.pow(to / from, 1.0 / (steps - 1));
    long first = trainer.firstStep();
    Schedule rising = step -> from / base * StrictMath.pow(growth, (double) (step - first));
    List<Point> points = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onBatch(Progress progress) {
            points.add(new Point(progress.learningRate(), progress.batchLoss()));
          }
        };
    try (Trainer own = trainer.build(rising)) {
      own.learningRate(base);
      own.fit(data, Fit.epochs(steps).withStepBudget(steps).withListener(listener));
    } catch (DivergedException e) {
      // What came before is the result.
    }
    return new RateRangeTest(points);
  }

  /**
   * A tenth of the rate at which the smoothed loss was lowest: a common choice.
   *
   * @throws java.util.NoSuchElementException if there is no point
   */
  public double suggestion() {
    double average = points.getFirst().loss();
    double lowest = average;
    double rate = points.getFirst().rate();
    for (Point point : points) {
      average = SMOOTHING * average + (1 - SMOOTHING) * point.loss();
      if (average < lowest) {
        lowest = average;
        rate = point.rate();
      }
    }
    return rate / 10;
  }
}
