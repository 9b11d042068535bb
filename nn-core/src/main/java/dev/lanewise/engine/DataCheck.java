package dev.lanewise.engine;

import dev.lanewise.DataException;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;

/** Whether data suit a network and a loss. */
public final class DataCheck {

  private DataCheck() {}

  /** Refuses data without samples, or of another shape than the network's input. */
  public static void fits(Network network, Dataset data) {
    if (data.size() < 1) {
      throw new DataException("A data set needs at least 1 sample; found " + data.size() + ".");
    }
    if (data.inputShape().size() != network.input().size()) {
      throw new ShapeException(
          "The network takes samples of shape %s (%s values); the data have shape %s (%s values)."
              .formatted(
                  network.input(),
                  network.input().size(),
                  data.inputShape(),
                  data.inputShape().size()));
    }
  }

  /** Refuses the targets of a row that the loss cannot mean, and names the sample. */
  public static void targets(Loss loss, LossRows rows, int row, int sample) {
    try {
      loss.checkRow(rows, row);
    } catch (DataException e) {
      throw new DataException("Sample %s of the data set: %s".formatted(sample, e.getMessage()), e);
    }
  }
}
