package dev.lanewise.lbfgs;

import dev.lanewise.nn.Network;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Place;
import java.util.Arrays;
import java.util.List;

/**
 * An objective in units in which targets and losses are about 1. The parameters of the last layer
 * that has any are divided by the scale of the targets, since outputs have their units, and values
 * by that of the losses. So first steps and tolerances mean the same for targets of 1e7 as for
 * those of 1, and hidden layers are no more ill-conditioned. Scales are powers of two: a run with
 * targets times such a power takes the same steps, to the last bit.
 */
final class Rescaled implements Objective {
  private final Objective original;
  private final double losses;
  private final double[] scales;

  Rescaled(Objective original, Network network, TargetScale scale) {
    this.original = original;
    losses = scale.losses();
    scales = new double[Math.toIntExact(network.parameterCount())];
    Arrays.fill(scales, 1);
    int last = ofLastLayer(network).stream().mapToInt(Parameter::size).sum();
    Arrays.fill(scales, scales.length - last, scales.length, scale.targets());
  }

  /** The parameters of the last layer that has any. */
  private static List<Parameter> ofLastLayer(Network network) {
    return network.places().stream()
        .map(Place::parameters)
        .filter(parameters -> !parameters.isEmpty())
        .reduce(List.of(), (before, parameters) -> parameters);
  }

  /** The place of parameters. */
  double[] place(double[] parameters) {
    double[] place = new double[scales.length];
    Arrays.setAll(place, i -> parameters[i] / scales[i]);
    return place;
  }

  /** The parameters of a place. */
  double[] parameters(double[] place) {
    double[] parameters = new double[scales.length];
    Arrays.setAll(parameters, i -> place[i] * scales[i]);
    return parameters;
  }

  /** The loss or penalty of a value here, in the units of the data. */
  double inUnits(double value) {
    return value * losses;
  }

  @Override
  public Point at(double[] place) {
    Point point = original.at(parameters(place));
    double[] gradient = new double[scales.length];
    Arrays.setAll(gradient, i -> point.gradient()[i] * scales[i] / losses);
    return new Point(place(point.x()), point.loss() / losses, point.penalty() / losses, gradient);
  }
}
