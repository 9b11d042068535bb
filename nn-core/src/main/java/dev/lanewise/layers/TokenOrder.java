package dev.lanewise.layers;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.UnitPass;
import java.util.Arrays;

/**
 * Where each token occurs in a batch: positions, counted through the samples, by token and then in
 * their order; by counting, once a batch.
 */
final class TokenOrder implements UnitPass {
  private final Matrix x;

  /** Where the positions of a token begin; those of the next one end them. */
  private final int[] starts;

  private final int[] positions;

  TokenOrder(Matrix x, int tokens) {
    this.x = x;
    starts = new int[tokens + 1];
    positions = new int[Math.multiplyExact(x.rows(), x.cols())];
  }

  static DataException refused(float token, int position, int tokens) {
    return new DataException(
        "Token %s at position %s: must be a whole number from 0 to %s, since the embedding has %s tokens."
            .formatted(token, position, tokens - 1, tokens));
  }

  @Override
  public int parts() {
    return 1;
  }

  @Override
  public void run(int part, int samples, Scratch scratch) {
    int steps = x.cols();
    Arrays.fill(starts, 0);
    for (int i = 0; i < samples * steps; i++) {
      starts[token(i, steps)]++;
    }
    int end = 0;
    for (int token = 0; token < starts.length; token++) {
      end += starts[token];
      starts[token] = end;
    }
    for (int i = samples * steps - 1; i >= 0; i--) {
      int token = token(i, steps);
      starts[token]--;
      positions[starts[token]] = i;
    }
  }

  private int token(int position, int steps) {
    int row = position / steps;
    return (int) x.data()[x.row(row) + position - row * steps];
  }

  /** The number of places before those of a token. */
  int start(int token) {
    return starts[token];
  }

  /** The position at a place. */
  int position(int place) {
    return positions[place];
  }
}
