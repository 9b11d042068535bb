package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.team.Team;
import java.util.List;
import java.util.Objects;

/**
 * The images of a folder as samples of height x width x channels, with the number of their class as
 * the only target.
 *
 * <p>The data set is immutable and safe to share between threads. With pixels in memory, a byte
 * each, reading a sample allocates nothing. Without, it decodes the file, which must be as it was:
 * that allocates what the image needs, and takes 0.2 ms for the smallest photo and 200 for one of
 * 12 million pixels. The samples are the same.
 */
public final class PhotoDataset implements Dataset {
  private static final int CACHE_LINE = 64;

  private final ImageFolder folder;
  private final int[] labels;
  private final ImageSettings settings;
  private final Pixels pixels;
  private final boolean inMemory;
  private final Shape shape;
  private final int columns;
  private final int channels;
  private final float[] table;

  /** Where the pixels of images come from. */
  interface Pixels {
    /** Those of an image, not to be changed. */
    byte[] of(int image);
  }

  private PhotoDataset(
      ImageFolder folder, ImageSettings settings, Pixels pixels, boolean inMemory) {
    this.folder = folder;
    this.labels = folder.labels();
    this.settings = settings;
    this.pixels = pixels;
    this.inMemory = inMemory;
    this.shape = settings.shape();
    this.columns = shape.size();
    this.channels = shape.channels();
    this.table = settings.normalization().table(channels);
  }

  /**
   * Reads the images of a folder.
   *
   * @param most how many bytes of pixels may be kept
   */
  static PhotoDataset read(ImageFolder folder, ImageSettings settings, Team team, long most) {
    PhotoLoading loading = new PhotoLoading(folder, new PhotoReader(settings), team);
    if (!loading.fits(settings.shape().size(), most)) {
      loading.checkBeginnings();
      PhotoReader reader = new PhotoReader(settings);
      return new PhotoDataset(
          folder, settings, image -> reader.pixels(folder.files().get(image)), false);
    }
    byte[][] loaded = loading.load();
    return new PhotoDataset(folder, settings, image -> loaded[image], true);
  }

  /**
   * The same images with other values; the pixels are shared. With {@link Normalization#measured},
   * say: {@code data.withNormalization(Normalization.measured(Subset.of(data, training)))}.
   */
  public PhotoDataset withNormalization(Normalization other) {
    return new PhotoDataset(folder, settings.withNormalization(other), pixels, inMemory);
  }

  /** The files and classes of the samples. */
  public ImageFolder folder() {
    return folder;
  }

  /** How the images were read: what a prediction has to do, too. */
  public ImageSettings settings() {
    return settings;
  }

  /** The names of the classes, in the order of their numbers. */
  public List<String> classes() {
    return folder.classes();
  }

  /** Whether the pixels are in memory; else each reading decodes a file. */
  public boolean inMemory() {
    return inMemory;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  /** Always 1: the class index. {@link OneHotDataset} has a target for each class instead. */
  @Override
  public int targetColumns() {
    return 1;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such image or row
   * @throws ShapeException if a matrix has another number of columns than the samples
   * @throws DataException if the pixels are not in memory and the file is not as it was
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    Objects.checkIndex(index, labels.length);
    BatchRow.check("inputs", inputs, columns, row);
    BatchRow.check("targets", targets, 1, row);
    Normalization.apply(table, pixels.of(index), channels, inputs.data(), inputs.row(row));
    targets.data()[targets.row(row)] = labels[index];
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  @Override
  public float fetch(int index) {
    Objects.checkIndex(index, labels.length);
    int sum = 0;
    if (inMemory) {
      byte[] image = pixels.of(index);
      for (int i = 0; i < image.length; i += CACHE_LINE) {
        sum += image[i];
      }
    }
    return sum;
  }
}
