package dev.lanewise.lbfgs;

import dev.lanewise.DivergedException;
import dev.lanewise.SettingException;
import dev.lanewise.engine.WholeBatch;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Place;
import java.util.Collection;

/**
 * The mean loss over a whole data set as a function of all parameters, one after the other in the
 * order of {@link Network#parameters}, each row-major. The data set is one batch, read once.
 */
final class FullBatch implements Objective {
  private final Network network;
  private final WholeBatch batch;
  private boolean evaluated;

  /** A function of the parameters of a network that {@link #check} has let pass. */
  FullBatch(Network network, WholeBatch batch) {
    this.network = network;
    this.batch = batch;
  }

  /** Refuses networks of which the loss is no function of the parameters. */
  static void check(Network network) {
    for (Place place : network.places()) {
      if (place.operation().isRandom()) {
        throw new SettingException(
            "L-BFGS: the loss must be a function of the parameters alone, but %s is random; leave it out or use a Trainer."
                .formatted(place.label()));
      }
    }
    for (NamedParameter named : network.parameters()) {
      if (!named.parameter().isTrained()) {
        throw new SettingException(
            "L-BFGS: all parameters must be trained, but %s follows what batches show; leave its layer out or use a Trainer."
                .formatted(named.name()));
      }
    }
  }

  /** The parameters of the model that it was made from. */
  double[] parameters() {
    return gather(batch.parameters());
  }

  private static double[] gather(Collection<Panels> panels) {
    double[] all = new double[panels.stream().mapToInt(each -> each.rows() * each.cols()).sum()];
    int next = 0;
    for (Panels each : panels) {
      for (float value : each.toRowMajor()) {
        all[next] = value;
        next++;
      }
    }
    return all;
  }

  /** The model of given parameters, rounded to floats. */
  Model model(double[] x) {
    return new Model(network, split(x));
  }

  private float[][] split(double[] x) {
    float[][] values =
        batch.parameters().stream()
            .map(panels -> new float[panels.rows() * panels.cols()])
            .toArray(float[][]::new);
    int next = 0;
    for (float[] each : values) {
      for (int i = 0; i < each.length; i++) {
        each[i] = (float) x[next];
        next++;
      }
    }
    return values;
  }

  /** Evaluates at {@code x} rounded to floats. */
  @Override
  public Point at(double[] x) {
    batch.set(model(x));
    double value = batch.loss();
    if (!evaluated && !Double.isFinite(value)) {
      throw diverged(value);
    }
    Collection<Panels> gradient = batch.gradient();
    if (!evaluated) {
      batch.checkGradient();
    }
    evaluated = true;
    return new Point(gather(batch.parameters()), value, gather(gradient));
  }

  private DivergedException diverged(double value) {
    String layer = batch.firstNotFinite();
    return new DivergedException(
        1,
        layer,
        "The loss of the model to start from is %s; the first values that are not finite came from %s. Start from smaller parameters, scale inputs and targets, or check the data for NaN."
            .formatted(value, layer));
  }
}
