package dev.lanewise.loss;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Activate;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;

/** Losses that compare each output with its own target and average over the outputs. */
public sealed interface ElementwiseLoss extends Loss {

  /** The formula. */
  ElementLoss element();

  /** Where {@link ElementLoss#HUBER} turns linear; otherwise 0. */
  default float delta() {
    return 0;
  }

  @Override
  default void run(Kernels kernels, LossRows rows, float scale, int from, int to, Scratch scratch) {
    kernels.elementLoss(element(), delta(), rows, scale, from, to, scratch);
  }

  @Override
  default double weight(int outputs) {
    return 1.0 / outputs;
  }

  /**
   * Mean squared error.
   *
   * @param factor 1, or 1/2 for the convention in which the gradient is {@code y - t}
   */
  record SquaredError(double factor) implements ElementwiseLoss {
    @Override
    public ElementLoss element() {
      return ElementLoss.SQUARED;
    }

    @Override
    public double weight(int outputs) {
      return factor / outputs;
    }
  }

  /** Mean absolute error. */
  record AbsoluteError() implements ElementwiseLoss {
    @Override
    public ElementLoss element() {
      return ElementLoss.ABSOLUTE;
    }
  }

  /**
   * Huber's loss.
   *
   * @param delta where it turns linear, positive and finite
   */
  record Huber(float delta) implements ElementwiseLoss {
    /** Checks the threshold. */
    public Huber {
      if (!(delta > 0 && Float.isFinite(delta))) {
        throw new SettingException(
            "Huber: delta must be positive and finite; found " + delta + ".");
      }
    }

    @Override
    public ElementLoss element() {
      return ElementLoss.HUBER;
    }
  }

  /** Binary cross-entropy of logits. A sigmoid at the end of the network is skipped in training. */
  record BinaryCrossEntropy() implements ElementwiseLoss {
    @Override
    public ElementLoss element() {
      return ElementLoss.LOGISTIC;
    }

    @Override
    public Network training(Network network) {
      List<Layer> layers = new ArrayList<>(network.layers());
      Layer last = layers.removeLast();
      if (last instanceof Dense dense && dense.activation().equals(Activation.SIGMOID)) {
        layers.add(dense.withActivation(Activation.IDENTITY));
        return new Network(network.input(), layers);
      }
      boolean included = last instanceof Activate(Activation f) && f.equals(Activation.SIGMOID);
      return included && !layers.isEmpty() ? new Network(network.input(), layers) : network;
    }

    @Override
    public boolean classifies() {
      return true;
    }

    @Override
    public boolean correct(LossRows rows, int row) {
      Matrix y = rows.outputs();
      Matrix t = rows.targets();
      for (int c = 0; c < y.cols(); c++) {
        boolean said = y.data()[y.row(row) + c] > 0;
        if (said != t.data()[t.row(row) + c] > 0.5f) {
          return false;
        }
      }
      return true;
    }
  }
}
