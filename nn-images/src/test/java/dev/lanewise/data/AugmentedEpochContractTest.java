package dev.lanewise.data;

import dev.lanewise.Shape;
import dev.lanewise.images.Augmentation;
import dev.lanewise.images.AugmentedDataset;
import dev.lanewise.images.OneHotDataset;

/** Contrast of 1 x 1 pixels is their mean, so that everything is done and nothing changes. */
class AugmentedEpochContractTest extends DatasetContract {
  private static final Dataset DATA =
      OneHotDataset.of(
          ArrayDataset.of(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(1, 1, 2), new int[] {1, 0, 2}),
          3);

  @Override
  Dataset dataset() {
    return AugmentedDataset.of(
            DATA, Augmentation.none().withFlip().withVerticalFlip().withContrast(0.5))
        .inEpoch(1, 2);
  }

  @Override
  float[][] expectedInputs() {
    return new float[][] {{1, 2}, {3, 4}, {5, 6}};
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(1, 1, 2);
  }
}
