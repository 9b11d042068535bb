package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.Observation;
import dev.lanewise.nn.spi.TrainingBinding;
import java.util.Arrays;

/** The state of a recurrent layer that goes on from batch to batch, a row for each of a batch. */
final class CarriedState {
  static final String NAME = "carried";

  private final BatchState batch;
  private final Matrix before;
  private final Matrix after;

  /**
   * Binds a state.
   *
   * @param numbers of a row
   */
  CarriedState(TrainingBinding at, int rows, int numbers) {
    if (at.input().rows() != rows) {
      throw new SettingException(
          "A recurrent layer carries the states of %s rows; found batches of %s samples. Set the trainer's batch size to the number of rows, as in the data."
              .formatted(rows, at.input().rows()));
    }
    batch = at.batch();
    float[] state = at.parameter(NAME).data();
    before = new Matrix(state, 0, rows, numbers, numbers);
    after = new Matrix(new float[state.length], 0, rows, numbers, numbers);
  }

  /** What the state follows, once a batch is done. */
  Observation observation() {
    return new Observation(NAME, after.data(), 1);
  }

  /** Keeps what rows have that a short batch does not. */
  void prepare() {
    if (batch.beginsEpoch()) {
      Arrays.fill(after.data(), 0);
    } else {
      System.arraycopy(before.data(), 0, after.data(), 0, after.data().length);
    }
  }

  /** Whether rows begin with zeros. */
  boolean isNew() {
    return batch.beginsEpoch();
  }

  /** What rows begin with. */
  Matrix before() {
    return before;
  }

  /** Where they put what they end with. */
  Matrix after() {
    return after;
  }
}
