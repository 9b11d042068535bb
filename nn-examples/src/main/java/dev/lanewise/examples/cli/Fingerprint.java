package dev.lanewise.examples.cli;

import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import java.util.HexFormat;

/** Tells whether data are the same, sample by sample and in the same order. */
final class Fingerprint {

  /** The prime of Fowler, Noll and Vo's hash of 64 bits. */
  private static final long PRIME = 0x100000001b3L;

  private long hash = 0xcbf29ce484222325L;

  private Fingerprint() {}

  /** Sixteen hexadecimal digits that depend on every value. */
  static String of(Dataset train, Dataset test) {
    Fingerprint print = new Fingerprint();
    print.add(train);
    print.add(test);
    return HexFormat.of().toHexDigits(print.hash);
  }

  private void add(Dataset data) {
    Matrix inputs = Matrix.allocate(1, data.inputShape().size());
    Matrix targets = Matrix.allocate(1, data.targetColumns());
    add(data.size());
    for (int i = 0; i < data.size(); i++) {
      data.read(i, inputs, targets, 0);
      add(inputs);
      add(targets);
    }
  }

  private void add(Matrix row) {
    for (int i = 0; i < row.cols(); i++) {
      add(Float.floatToIntBits(row.get(0, i)));
    }
  }

  private void add(int bits) {
    hash = (hash ^ bits) * PRIME;
    // The upper bits of a product do not come down by themselves.
    hash ^= hash >>> 32;
  }
}
