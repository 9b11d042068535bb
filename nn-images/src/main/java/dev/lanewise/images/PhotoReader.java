package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import dev.lanewise.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads single images as a network wants them: PNG, JPEG, GIF and BMP, told by their content and
 * not by their names, with the readers of the JDK and without a screen.
 *
 * <pre>{@code
 * float[] scores = predictor.predict(new PhotoReader(settings).read(Path.of("photo.jpg")));
 * }</pre>
 *
 * <p>An image has the values that its file has, without colour management. Values of more than 8
 * bits are rounded to 8; what is transparent lies on white. A photo whose camera was turned (the
 * EXIF orientation of JPEG files) is turned back. Of an animation the first frame is read, as the
 * file has it. JPEG files in CMYK are refused.
 *
 * <p>The image is cut to the aspect, if the settings say so, and resized: means over areas where it
 * shrinks, bilinear interpolation where it grows, with the centres of pixels at halves; the result
 * is rounded to bytes and normalised. Instances are immutable and thread-safe; each reading
 * allocates what the image needs.
 */
public final class PhotoReader {
  /** Bytes that tell the size of almost any image. */
  private static final int BEGINNING = 1 << 16;

  private final ImageSettings settings;
  private final float[] table;

  /** A reader with these settings. */
  public PhotoReader(ImageSettings settings) {
    this.settings = settings;
    this.table = settings.normalization().table(settings.channels().count());
  }

  /**
   * Reads a file.
   *
   * @return the values of {@link ImageSettings#shape}, row by row, channels last
   * @throws DataException if the file cannot be read, is no such image or is damaged, has more
   *     pixels than the settings allow, or needs more memory than there is
   */
  public float[] read(Path file) {
    return values(pixels(file));
  }

  /**
   * Reads the content of a file.
   *
   * @param content the bytes of the file
   * @param name what errors call it
   * @return what {@link #read(Path)} returns
   * @throws DataException as {@link #read(Path)} does
   */
  public float[] read(byte[] content, String name) {
    return values(new Decoder(ImageName.of(name), content, settings).pixels());
  }

  private float[] values(byte[] pixels) {
    float[] values = new float[pixels.length];
    Normalization.apply(table, pixels, settings.channels().count(), values, 0);
    return values;
  }

  /** The pixels of a file, not normalised. */
  byte[] pixels(Path file) {
    return decoder(file).pixels();
  }

  /** Refuses what the beginning of a file shows to be no image, or too large. */
  void checkBeginning(Path file) {
    ImageName name = ImageName.of(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(BEGINNING);
      new Decoder(name, beginning, settings).checkBeginning(beginning.length < BEGINNING);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private Decoder decoder(Path file) {
    ImageName name = ImageName.of(file);
    try {
      if (!Files.isRegularFile(file)) {
        throw name.refuse(
            "an image", Files.exists(file) ? "no file" : "nothing of that name", "Check the path.");
      }
      byte[] content = Heap.attempt(Files.size(file), name::refuse, () -> content(file));
      return new Decoder(name, content, settings);
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(name, e);
    }
  }

  private static byte[] content(Path file) {
    try {
      return Uninterrupted.run(() -> Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataException unreadable(ImageName name, Exception e) {
    return name.refuse("a readable file", "an error", "Check its permissions.", e);
  }
}
