package dev.lanewise.images;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;

/** The buffers in which an image is changed; of one thread at a time. */
final class Darkroom {
  private final Warp warp;
  private final Retouch retouch;
  private final Matrix original;
  private final Matrix target;
  private final Matrix partner;
  private final Matrix partnerTarget;

  Darkroom(Dataset data, Augmentation augmentation) {
    Shape shape = data.inputShape();
    int height = shape.dimensions().get(0);
    int width = shape.dimensions().get(1);
    warp = new Warp(augmentation, height, width, shape.channels());
    retouch = new Retouch(augmentation, height, width, shape.channels());
    boolean mixes = augmentation.mixUp() > 0;
    original = Matrix.allocate(1, shape.size());
    target = Matrix.allocate(1, data.targetColumns());
    partner = Matrix.allocate(mixes ? 1 : 0, shape.size());
    partnerTarget = Matrix.allocate(mixes ? 1 : 0, data.targetColumns());
  }

  /** Writes a changed image and its targets into a row. */
  void develop(AugmentedEpoch epoch, int index, Matrix inputs, Matrix targets, int row) {
    change(epoch, index, inputs, targets, row);
    double alpha = epoch.augmentation().mixUp();
    if (alpha > 0) {
      long key = Draws.key(epoch.key(), index);
      float share = (float) Draws.beta(alpha, key);
      change(epoch, Draws.below(epoch.size(), key, Draws.PARTNER), partner, partnerTarget, 0);
      mix(share, partner, inputs, row);
      mix(share, partnerTarget, targets, row);
    }
  }

  private void change(AugmentedEpoch epoch, int index, Matrix inputs, Matrix targets, int row) {
    epoch.data().read(index, original, target, 0);
    long key = Draws.key(epoch.key(), index);
    warp.run(key, original.data(), inputs.data(), inputs.row(row));
    retouch.run(key, warp.fill(), inputs.data(), inputs.row(row));
    System.arraycopy(target.data(), 0, targets.data(), targets.row(row), targets.cols());
  }

  private static void mix(float share, Matrix other, Matrix values, int row) {
    int at = values.row(row);
    for (int i = 0; i < values.cols(); i++) {
      values.data()[at + i] = share * values.data()[at + i] + (1 - share) * other.data()[i];
    }
  }
}
