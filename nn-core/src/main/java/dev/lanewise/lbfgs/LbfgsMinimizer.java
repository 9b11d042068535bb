package dev.lanewise.lbfgs;

import static dev.lanewise.lbfgs.DoubleVectors.difference;
import static dev.lanewise.lbfgs.DoubleVectors.dot;
import static dev.lanewise.lbfgs.DoubleVectors.isFinite;
import static dev.lanewise.lbfgs.DoubleVectors.largest;
import static dev.lanewise.lbfgs.DoubleVectors.sum;
import static dev.lanewise.lbfgs.DoubleVectors.sumOfMagnitudes;

import dev.lanewise.lbfgs.LbfgsResult.Stop;
import dev.lanewise.lbfgs.Objective.Point;
import dev.lanewise.lbfgs.WolfeSearch.Trial;
import java.util.Optional;

/** L-BFGS (Nocedal and Wright 2006, algorithm 7.5) for any function. */
final class LbfgsMinimizer {
  /** Evaluations of one line search; most need one or two. */
  private static final int SEARCH_EVALUATIONS = 25;

  /** A change of a parameter, relative to the largest one, that changes the loss for sure. */
  private static final double VISIBLE = 1e-3;

  private final Objective function;
  private final Lbfgs settings;
  private final Watch watch;
  private final CurvaturePairs pairs;
  private Point here;
  private int iterations;
  private int evaluations = 1;

  private LbfgsMinimizer(Objective function, double[] start, Lbfgs settings, Watch watch) {
    this.watch = watch;
    this.function = function;
    this.settings = settings;
    pairs = new CurvaturePairs(settings.history());
    here = function.at(start);
  }

  /**
   * The end of a run.
   *
   * @param point the lowest point
   * @param iterations steps taken
   * @param evaluations how often the function was evaluated
   * @param stop why it ended
   */
  record Minimum(Point point, int iterations, int evaluations, Stop stop) {}

  /** Whoever looks on. */
  interface Watch {
    /** Why the run shall end now, if it shall; asked before each evaluation. */
    Optional<Stop> stop();

    /** A step is done; what was found so far. */
    void stepped(Point point, int iterations, int evaluations);
  }

  /** Goes downhill from a place. */
  static Minimum minimize(Objective function, double[] start, Lbfgs settings, Watch watch) {
    LbfgsMinimizer run = new LbfgsMinimizer(function, start, settings, watch);
    Optional<Stop> stop = run.finished();
    while (stop.isEmpty()) {
      stop = run.iterate().or(run::finished);
    }
    return new Minimum(run.here, run.iterations, run.evaluations, stop.get());
  }

  private Optional<Stop> finished() {
    if (largest(here.gradient()) <= settings.gradientTolerance()) {
      return Optional.of(Stop.GRADIENT);
    }
    Optional<Stop> wanted = watch.stop();
    if (wanted.isPresent()) {
      return wanted;
    }
    if (iterations >= settings.maxIterations()) {
      return Optional.of(Stop.ITERATIONS);
    }
    return evaluations < settings.maxEvaluations()
        ? Optional.empty()
        : Optional.of(Stop.EVALUATIONS);
  }

  /** Takes a step; or, if none leads down, forgets the curvature, and gives up if there is none. */
  private Optional<Stop> iterate() {
    double[] direction = pairs.direction(here.gradient());
    double slope = dot(here.gradient(), direction);
    Trial start = new Trial(0, here.value(), slope, here);
    Trial found = slope < 0 ? search(start, direction) : start;
    if (found.step() == 0) {
      boolean searched = evaluations < settings.maxEvaluations() && watch.stop().isEmpty();
      boolean hopeless = pairs.isEmpty() && searched;
      pairs.clear();
      return hopeless ? Optional.of(Stop.NO_DECREASE) : Optional.empty();
    }
    return moveTo(found.point());
  }

  private Trial search(Trial start, double[] direction) {
    // Without curvature the scale is unknown; a sum of all changes of 1 does no harm, or of as much
    // as large parameters need for a change that floats can show.
    double change = Math.max(1, VISIBLE * largest(here.x()));
    double first = pairs.isEmpty() ? Math.min(1, change / sumOfMagnitudes(direction)) : 1;
    int left = settings.maxEvaluations() - evaluations;
    WolfeSearch search =
        new WolfeSearch(
            step -> trial(direction, step),
            start,
            Math.min(left, SEARCH_EVALUATIONS),
            () -> watch.stop().isPresent());
    Trial found = search.run(first);
    evaluations += search.evaluations();
    return found;
  }

  private Trial trial(double[] direction, double step) {
    Point point = function.at(sum(here.x(), step, direction));
    boolean finite = Double.isFinite(point.value()) && isFinite(point.x(), point.gradient());
    double value = finite ? point.value() : Double.POSITIVE_INFINITY;
    return new Trial(step, value, dot(point.gradient(), direction), point);
  }

  private Optional<Stop> moveTo(Point next) {
    double[] moved = difference(next.x(), here.x());
    pairs.add(moved, difference(next.gradient(), here.gradient()));
    double decrease = here.value() - next.value();
    here = next;
    iterations++;
    watch.stepped(here, iterations, evaluations);
    boolean flat = largest(here.gradient()) <= settings.gradientTolerance();
    double change = Math.min(decrease, largest(moved));
    return !flat && change <= settings.changeTolerance()
        ? Optional.of(Stop.CHANGE)
        : Optional.empty();
  }
}
