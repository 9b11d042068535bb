package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import dev.lanewise.LanewiseException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Decodes a file in memory with the readers of the JDK, whatever others are installed. */
final class Decoder {
  private static final String FORMATS = "a PNG, JPEG, GIF or BMP image";
  private static final String REPLACE = "Replace the file by a good copy, or remove it.";
  private static final String CONVERT = "Convert it to PNG or JPEG.";

  /** Bytes of a pixel that is decoded and of the row buffers, at least. */
  private static final int BYTES_PER_PIXEL = 4;

  private final ImageName name;
  private final byte[] file;
  private final ImageSettings settings;

  Decoder(ImageName name, byte[] file, ImageSettings settings) {
    this.name = name;
    this.file = file;
    this.settings = settings;
  }

  /** The pixels of the image in the size and channels of the settings. */
  byte[] pixels() {
    ImageFormat format = format();
    int orientation = orientation(format);
    try {
      return reading(
          format,
          reader -> {
            long count = checkedSize(reader);
            return Heap.attempt(
                count * BYTES_PER_PIXEL, name::refuse, () -> decoded(reader, orientation));
          });
    } catch (IOException e) {
      throw undecodable(e);
    }
  }

  /**
   * Refuses what the beginning of a file shows to be no image, or too large.
   *
   * @param whole whether this is the whole file; else the size may stand behind what is known
   */
  void checkBeginning(boolean whole) {
    ImageFormat format = format();
    try {
      reading(format, this::checkedSize);
    } catch (IOException e) {
      if (whole) {
        throw undecodable(e);
      }
    }
  }

  private ImageFormat format() {
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(() -> name.refuse(FORMATS, ImageFormat.guess(file), CONVERT));
    if (format == ImageFormat.BMP && isEnvelope()) {
      throw name.refuse("a BMP image", "another image in the envelope of one", CONVERT);
    }
    return format;
  }

  /** Whether a BMP file holds a JPEG or PNG, whose size its header need not tell. */
  private boolean isEnvelope() {
    int compression = 30;
    return file.length > compression && (file[compression] == 4 || file[compression] == 5);
  }

  private int orientation(ImageFormat format) {
    if (format == ImageFormat.PNG) {
      refuse(PngChunks.damage(file));
    }
    if (format != ImageFormat.JPEG) {
      return Orientation.UPRIGHT;
    }
    JpegSegments segments = JpegSegments.of(file);
    refuse(segments.damage());
    return segments.orientation();
  }

  private void refuse(Optional<String> damage) {
    damage.ifPresent(found -> {
      throw name.refuse("a whole image", found, REPLACE);
    });
  }

  /** What is done with a reader. */
  private interface Work<T> {
    T run(ImageReader reader) throws IOException;
  }

  /** Does it; readers throw all kinds of errors at what is not as it should be. */
  private <T> T reading(ImageFormat format, Work<T> work) throws IOException {
    ImageReader reader = reader(format);
    try (ByteInput input = new ByteInput(file)) {
      reader.setInput(input, true, true);
      return work.run(reader);
    } catch (LanewiseException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IOException(e.toString(), e);
    } finally {
      reader.dispose();
    }
  }

  private DataException undecodable(IOException e) {
    return name.refuse("a whole image", "one that cannot be decoded", REPLACE, e);
  }

  private ImageReader reader(ImageFormat format) {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getModule() == ImageIO.class.getModule()) {
        return reader;
      }
    }
    throw name.refuse(
        "a Java runtime that reads " + format, "none", "Run a JDK with the module java.desktop.");
  }

  /** The number of pixels, by the beginning of the file. */
  private long checkedSize(ImageReader reader) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width < 1 || height < 1) {
      throw name.refuse("at least 1 x 1 pixels", "%s x %s".formatted(width, height), REPLACE);
    }
    if (width * height > settings.maximumPixels()) {
      throw name.refuse(
          "at most %s pixels".formatted(settings.maximumPixels()),
          "%s x %s".formatted(width, height),
          "Make the image smaller, or raise the limit (ImageSettings.withMaximumPixels).");
    }
    return width * height;
  }

  private byte[] decoded(ImageReader reader, int orientation) {
    AtomicReference<String> warning = new AtomicReference<>("");
    reader.addIIOReadWarningListener((source, text) -> warning.compareAndSet("", text));
    BufferedImage image = image(reader);
    if (isDamage(warning.get())) {
      throw name.refuse("a whole image", warning.get(), REPLACE);
    }
    if (!PixelRows.isReadable(image)) {
      throw otherColours();
    }
    boolean swapped = Orientation.isSwapped(orientation);
    int height = swapped ? settings.width() : settings.height();
    int width = swapped ? settings.height() : settings.width();
    PixelRows rows = new PixelRows(image, settings.channels());
    return Orientation.upright(
        Resizing.run(rows, height, width, settings.crop()),
        orientation,
        settings.height(),
        settings.width(),
        rows.channels());
  }

  private BufferedImage image(ImageReader reader) {
    try {
      return reader.read(0);
    } catch (IIOException e) {
      String reason = String.valueOf(e.getMessage());
      throw reason.contains("Unsupported Image Type") ? otherColours() : undecodable(e);
    } catch (IOException e) {
      throw undecodable(e);
    }
  }

  private DataException otherColours() {
    return name.refuse("colours in RGB or grey", "others, such as CMYK", "Convert it to RGB.");
  }

  /** Whether pixels are missing or wrong; a few bytes too many between them do no harm. */
  private static boolean isDamage(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return text.contains("premature") || (text.contains("corrupt") && !text.contains("extraneous"));
  }
}
