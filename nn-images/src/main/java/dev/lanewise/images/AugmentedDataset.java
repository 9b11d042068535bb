package dev.lanewise.images;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import java.util.List;

/**
 * A data set of images that vary in training: {@link #inEpoch} each image is changed as an {@link
 * Augmentation} says, which is a pure function of the seed of the training, the epoch and the
 * sample's number. So a training that goes on sees what it would have seen, and the number of
 * threads does not matter. Evaluations read the data set itself, which is the other one unchanged.
 *
 * <p>Split data first and augment the training part then: partners of mix-up come from the whole
 * data set that is augmented. As thread-safe as the other data set; allocates nothing for a sample
 * once each thread has its buffers, which are some times as large as an image.
 */
public final class AugmentedDataset implements Dataset {
  private final Dataset data;
  private final Augmentation augmentation;
  private final Spares<Darkroom> darkrooms;

  private AugmentedDataset(Dataset data, Augmentation augmentation) {
    this.data = data;
    this.augmentation = augmentation;
    this.darkrooms = new Spares<>(() -> new Darkroom(data, augmentation));
  }

  /**
   * Images that vary.
   *
   * @param data samples of height x width x channels; for mix-up with a target for each class, as
   *     {@link OneHotDataset} has them
   * @throws ShapeException if the samples have another kind of shape, mix-up finds a single target,
   *     or the fill has another number of channels
   */
  public static AugmentedDataset of(Dataset data, Augmentation augmentation) {
    Shape shape = data.inputShape();
    if (shape.dimensions().size() != 3 || data.inputShapes().size() != 1) {
      throw new ShapeException(
          "Augmentation: expected samples of height x width x channels; found %s."
              .formatted(data.inputShapes()));
    }
    if (augmentation.mixUp() > 0 && data.targetColumns() == 1) {
      throw new ShapeException(
          "Augmentation: mix-up expects a target for each class; found 1 target a sample. Use a OneHotDataset, for the data that validate, too.");
    }
    int fills = augmentation.fill().size();
    if (fills != 1 && fills != shape.channels()) {
      throw new ShapeException(
          "Augmentation: expected a fill for all channels or for each of %s; found %s values."
              .formatted(shape.channels(), fills));
    }
    return new AugmentedDataset(data, augmentation);
  }

  /** How images vary. */
  public Augmentation augmentation() {
    return augmentation;
  }

  @Override
  public int counted(int index) {
    return data.counted(index);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Shape inputShape() {
    return data.inputShape();
  }

  @Override
  public int targetColumns() {
    return data.targetColumns();
  }

  @Override
  public List<Integer> targetWidths() {
    return data.targetWidths();
  }

  /** Reads the image as it is. */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    data.read(index, inputs, targets, row);
  }

  @Override
  public float fetch(int index) {
    return data.fetch(index);
  }

  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    data.order(order, seed, epoch, shuffle);
  }

  /** The images as they are changed in that epoch. */
  @Override
  public Dataset inEpoch(long seed, int epoch) {
    Dataset then = data.inEpoch(seed, epoch);
    int columns = data.inputShape().size();
    return new AugmentedEpoch(then, columns, augmentation, Draws.epochKey(seed, epoch), darkrooms);
  }
}
