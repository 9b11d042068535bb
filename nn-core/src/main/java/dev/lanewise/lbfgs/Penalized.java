package dev.lanewise.lbfgs;

import dev.lanewise.SettingException;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.optimizer.Penalty;
import dev.lanewise.optimizer.Regularization;
import java.util.ArrayList;
import java.util.List;

/** An objective with the {@link Penalty penalties} of a network's parameters, in double. */
final class Penalized implements Objective {

  /** The parameters {@code [from, to)} that have the same penalty. */
  private record Range(int from, int to, double l2) {}

  private final Objective loss;
  private final List<Range> ranges = new ArrayList<>();

  /** Adds penalties that {@link #check} has let pass. */
  Penalized(Objective loss, Network network, Regularization regularization) {
    this.loss = loss;
    int from = 0;
    for (NamedParameter named : network.parameters()) {
      int to = from + named.parameter().size();
      if (regularization.penalty(named.name()).isPresent()) {
        ranges.add(new Range(from, to, regularization.penalty(named.name()).get().l2()));
      }
      from = to;
    }
  }

  /** Refuses what L-BFGS cannot minimise. */
  static void check(Regularization regularization) {
    regularization
        .penalties()
        .forEach((name, penalty) -> {
          if (penalty.l1() > 0) {
            throw new SettingException(
                "L-BFGS: the penalty of %s must have a gradient everywhere, so no l1; found %s. Use Penalty.l2, or a Trainer, which takes l1."
                    .formatted(name, penalty));
          }
        });
    regularization
        .maxNorms()
        .forEach((name, norm) -> {
          throw new SettingException(
              "L-BFGS: minimises without constraints; found a largest norm of %s for %s. Use Penalty.l2, or a Trainer, which takes largest norms."
                  .formatted(norm, name));
        });
  }

  @Override
  public Point at(double[] x) {
    Point point = loss.at(x);
    double penalty = 0;
    double[] gradient = point.gradient().clone();
    for (Range range : ranges) {
      double squares = 0;
      for (int i = range.from; i < range.to; i++) {
        squares += point.x()[i] * point.x()[i];
        gradient[i] += 2 * range.l2 * point.x()[i];
      }
      penalty += range.l2 * squares;
    }
    return new Point(point.x(), point.loss(), point.penalty() + penalty, gradient);
  }
}
