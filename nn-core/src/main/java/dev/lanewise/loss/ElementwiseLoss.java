package dev.lanewise.loss;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Network;

/** WeightedLosses that compare each output with its own target and average over the outputs. */
public sealed interface ElementwiseLoss extends Loss {

  /** The formula. */
  ElementLoss element();

  /** Where {@link ElementLoss#HUBER} turns linear; otherwise 0. */
  default float delta() {
    return 0;
  }

  /** Every number is a target, but for NaN and the infinities. */
  @Override
  default void checkRow(LossRows rows, int row) {
    Matrix t = rows.targets();
    for (int c = 0; c < t.cols(); c++) {
      float target = t.data()[t.row(row) + c];
      if (!Float.isFinite(target)) {
        throw new DataException(
            "Target %s: must be finite; found %s. Leave the sample out, or fill in a value."
                .formatted(c, target));
      }
    }
  }

  @Override
  default void run(Kernels kernels, LossRows rows, float scale, int from, int to, Scratch scratch) {
    kernels.losses().elementLoss(element(), delta(), rows, scale, from, to, scratch);
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

  /**
   * Binary cross-entropy of logits; targets are from 0 to 1. A sigmoid at the end of the network is
   * skipped in training; functions of which logits are never negative are refused there.
   */
  record BinaryCrossEntropy() implements ElementwiseLoss {
    @Override
    public ElementLoss element() {
      return ElementLoss.LOGISTIC;
    }

    @Override
    public void checkRow(LossRows rows, int row) {
      Matrix t = rows.targets();
      for (int c = 0; c < t.cols(); c++) {
        float target = t.data()[t.row(row) + c];
        if (!(target >= 0 && target <= 1)) {
          throw new DataException(
              "Target %s: binary cross-entropy needs a number from 0 to 1; found %s. Scale the targets, or use a loss for numbers, such as the mean squared error."
                  .formatted(c, target));
        }
      }
    }

    /** With one output a sample is of class 0 or 1; with more it may have several labels. */
    @Override
    public int classes(int outputs) {
      return outputs == 1 ? 2 : 0;
    }

    @Override
    public float weigh(float[] weights, LossRows rows, int row) {
      Matrix t = rows.targets();
      int at = t.row(row);
      float one = weights[1] * t.data()[at];
      float all = weights[0] * (1 - t.data()[at]) + one;
      if (all > 0) {
        t.data()[at] = one / all;
      }
      return all;
    }

    @Override
    public Network training(Network network, int output) {
      LastFunction last = LastFunction.of(network, output);
      if (!last.decides() || (last.isProbability() && !last.isSigmoid())) {
        throw new SettingException(
            "Binary cross-entropy works from logits or a sigmoid; found %s: a logit would be never negative. Use sigmoid or no activation there and before, or softmax cross-entropy for one class of several."
                .formatted(last.name()));
      }
      return last.isSigmoid() ? last.removedFrom(network, output) : network;
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
        float output = y.data()[y.row(row) + c];
        boolean wanted = t.data()[t.row(row) + c] > 0.5f;
        // NaN is on neither side.
        if (!(wanted ? output > 0 : output <= 0)) {
          return false;
        }
      }
      return true;
    }
  }
}
