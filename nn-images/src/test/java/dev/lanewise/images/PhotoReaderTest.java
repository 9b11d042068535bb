package dev.lanewise.images;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoReaderTest {
  @TempDir private Path directory;

  private static int[] read(byte[] content, ImageSettings settings) {
    return TestImages.bytes(new PhotoReader(settings).read(content, "photo"));
  }

  private static int[] rgb(BufferedImage image) {
    int[] values = new int[3 * image.getWidth() * image.getHeight()];
    for (int i = 0; i < values.length / 3; i++) {
      int colour = image.getRGB(i % image.getWidth(), i / image.getWidth());
      values[3 * i] = colour >> 16 & 0xff;
      values[3 * i + 1] = colour >> 8 & 0xff;
      values[3 * i + 2] = colour & 0xff;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void whatLosesNothingHasItsPixels(String format) {
    BufferedImage image = TestImages.noise(7, 5, 1);
    assertArrayEquals(rgb(image), read(TestImages.encode(image, format), ImageSettings.rgb(5, 7)));
  }

  /** At least 5 rows: the JDK loses rows of interlaced GIF files with fewer. */
  @Test
  void palettesAndBitsHaveTheirColours() {
    int[] colours = {0xff000000, 0xffffffff, 0xffff0000, 0xff00ff00, 0xff0000ff};
    for (int type : List.of(BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_BINARY)) {
      int count = type == BufferedImage.TYPE_BYTE_BINARY ? 2 : colours.length;
      BufferedImage image = TestImages.image(9, 6, type, (x, y) -> colours[(x + 2 * y) % count]);
      for (String format : List.of("png", "gif", "bmp")) {
        byte[] file = TestImages.encode(image, format);
        assertArrayEquals(rgb(image), read(file, ImageSettings.rgb(6, 9)), format);
      }
    }
  }

  /** Colour management would make 128 of it 188. */
  @Test
  void greysStayWhatTheyAre() {
    int[] values = new Random(1).ints(12, 0, 256).toArray();
    byte[] png = TestImages.encode(TestImages.grey(4, 3, values), "png");
    assertArrayEquals(values, read(png, ImageSettings.grey(3, 4)));
    int[] colours = read(png, ImageSettings.rgb(3, 4));
    for (int i = 0; i < colours.length; i++) {
      assertEquals(values[i / 3], colours[i]);
    }
    byte[] jpeg = TestImages.encode(TestImages.grey(8, 8, new int[64]), "jpg");
    assertArrayEquals(new int[64], read(jpeg, ImageSettings.grey(8, 8)));
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    BufferedImage image = new BufferedImage(5, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 5, 1, new int[] {0, 128, 129, 32768, 65535});
    // 128 * 255 / 65535 = 0.498, 129 * 255 / 65535 = 0.502, 32768 * 255 / 65535 = 127.502
    assertArrayEquals(
        new int[] {0, 0, 1, 128, 255},
        read(TestImages.encode(image, "png"), ImageSettings.grey(1, 5)));
  }

  @Test
  void whatIsTransparentLiesOnWhite() {
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0xff123456);
    image.setRGB(2, 0, 0x80000000);
    image.setRGB(3, 0, 0x40ff0080);
    int[] expected = {
      255, 255, 255,
      0x12, 0x34, 0x56,
      127, 127, 127, // 255 * (255 - 128) / 255
      255, 191, 223 // 0x80: (128 * 64 + 255 * 191) / 255 = 223.1
    };
    assertArrayEquals(expected, read(TestImages.encode(image, "png"), ImageSettings.rgb(1, 4)));
  }

  @Test
  void coloursBecomeTheirBrightness() {
    BufferedImage image =
        TestImages.image(
            4,
            1,
            BufferedImage.TYPE_3BYTE_BGR,
            (x, y) -> new int[] {0xffff0000, 0xff00ff00, 0xff0000ff, 0xff646464}[x]);
    // 0.299, 0.587, 0.114 of 255
    assertArrayEquals(
        new int[] {76, 150, 29, 100},
        read(TestImages.encode(image, "png"), ImageSettings.grey(1, 4)));
  }

  @Test
  void jpegIsCloseToWhatWasWritten() {
    BufferedImage image =
        TestImages.image(
            32,
            24,
            BufferedImage.TYPE_3BYTE_BGR,
            (x, y) -> 0xff000000 | (40 + 5 * x) << 16 | (30 + 6 * y) << 8 | 100);
    int[] found = read(TestImages.encode(image, "jpg"), ImageSettings.rgb(24, 32));
    int[] expected = rgb(image);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], 12, "value " + i);
    }
  }

  @Test
  void enlargingInterpolatesBetweenCentres() {
    byte[] png = TestImages.encode(TestImages.grey(2, 1, 0, 200), "png");
    // New centres at -0.25, 0.25, 0.75, 1.25 of the old ones.
    assertArrayEquals(
        new int[] {0, 50, 150, 200, 0, 50, 150, 200}, read(png, ImageSettings.grey(2, 4)));
    byte[] square = TestImages.encode(TestImages.grey(2, 2, 0, 40, 80, 240), "png");
    // In the middle of three: 0.5 of each.
    assertArrayEquals(
        new int[] {0, 20, 40, 40, 90, 140, 80, 160, 240}, read(square, ImageSettings.grey(3, 3)));
  }

  @Test
  void shrinkingTakesMeansOfAreas() {
    byte[] png = TestImages.encode(TestImages.grey(3, 1, 30, 60, 120), "png");
    // (30 + 60 / 2) / 1.5 and (60 / 2 + 120) / 1.5
    assertArrayEquals(new int[] {40, 100}, read(png, ImageSettings.grey(1, 2)));
    assertArrayEquals(new int[] {70}, read(png, ImageSettings.grey(1, 1)));
    byte[] both = TestImages.encode(TestImages.grey(1, 4, 10, 20, 50, 90), "png");
    // Shrinks down, grows across.
    assertArrayEquals(new int[] {15, 15, 15, 70, 70, 70}, read(both, ImageSettings.grey(2, 3)));
  }

  /** A mean over areas, or an interpolation, written once more without any order of axes. */
  @Test
  void resizingIsThatOfTheFormulas() {
    Random random = new Random(3);
    for (int round = 0; round < 60; round++) {
      int[] old = {1 + random.nextInt(13), 1 + random.nextInt(13)};
      int[] size = {1 + random.nextInt(13), 1 + random.nextInt(13)};
      int[] values = random.ints((long) old[0] * old[1], 0, 256).toArray();
      byte[] png = TestImages.encode(TestImages.grey(old[1], old[0], values), "png");
      int[] found = read(png, ImageSettings.grey(size[0], size[1]));
      for (int i = 0; i < found.length; i++) {
        double sum = 0;
        for (int j = 0; j < values.length; j++) {
          sum +=
              values[j]
                  * weight(i / size[1], j / old[1], old[0], size[0])
                  * weight(i % size[1], j % old[1], old[1], size[1]);
        }
        assertEquals(sum, found[i], 0.5 + 1e-9);
      }
    }
  }

  private static double weight(int pixel, int old, int count, int size) {
    if (size <= count) {
      double from = pixel * (double) count / size;
      double to = (pixel + 1) * (double) count / size;
      return Math.max(0, Math.min(to, old + 1) - Math.max(from, old)) / (to - from);
    }
    double centre = Math.min(Math.max((pixel + 0.5) * count / size - 0.5, 0), count - 1);
    return Math.max(0, 1 - Math.abs(centre - old));
  }

  @Test
  void croppingKeepsTheMiddle() {
    byte[] wide =
        TestImages.encode(TestImages.grey(6, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), "png");
    assertArrayEquals(new int[] {3, 4, 9, 10}, read(wide, ImageSettings.grey(2, 2).cropped()));
    byte[] high = TestImages.encode(TestImages.grey(2, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "png");
    assertArrayEquals(new int[] {3, 4, 5, 6}, read(high, ImageSettings.grey(2, 2).cropped()));
    assertArrayEquals(new int[] {5, 6}, read(high, ImageSettings.grey(1, 2).cropped()));
  }

  @Test
  void valuesAreNormalisedByChannel() {
    BufferedImage image =
        TestImages.image(1, 1, BufferedImage.TYPE_3BYTE_BGR, (x, y) -> 0xff33ff00);
    ImageSettings settings =
        ImageSettings.rgb(1, 1)
            .withNormalization(
                new Normalization(List.of(0.1, 0.5, 0.25), List.of(0.5, 0.25, 0.125)));
    assertArrayEquals(
        new float[] {0.2f, 2, -2},
        new PhotoReader(settings).read(TestImages.encode(image, "png"), "photo"),
        1e-6f);
  }

  @Test
  void withoutNormalisationValuesAreThoseOfTheLibrarysImages() {
    int[] values = new int[256];
    Arrays.setAll(values, i -> i);
    byte[] png = TestImages.encode(TestImages.grey(256, 1, values), "png");
    float[] found = new PhotoReader(ImageSettings.grey(1, 256)).read(png, "all");
    for (int i = 0; i < 256; i++) {
      assertEquals(i / 255f, found[i]);
    }
  }

  @Test
  void ofAnAnimationItIsTheFirstFrame() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int colour : new int[] {0xffff0000, 0xff0000ff}) {
        BufferedImage frame =
            TestImages.image(3, 6, BufferedImage.TYPE_BYTE_INDEXED, (x, y) -> colour);
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    }
    int[] found = read(bytes.toByteArray(), ImageSettings.rgb(1, 1));
    assertArrayEquals(new int[] {255, 0, 0}, found);
  }

  /** Where the corners of a stored image are seen, by EXIF's table of orientations. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 ABCD", "2 BADC", "3 DCBA", "4 CDAB", "5 ACBD", "6 CADB", "7 DBCA", "8 BDAC", "0 ABCD",
        "9 ABCD"
      })
  void photosStandUpright(String each) {
    int orientation = each.charAt(0) - '0';
    // Corners of blocks that JPEG compresses without mixing them: A B above C D.
    int[] levels = {0, 80, 160, 240};
    int[] values = new int[32 * 16];
    Arrays.setAll(values, i -> levels[(i / 32 / 8) * 2 + (i % 32) / 16]);
    byte[] jpeg = TestImages.encode(TestImages.grey(32, 16, values), "jpg");
    int[] expected = each.substring(2).chars().map(c -> levels[c - 'A']).toArray();
    for (boolean bigEndian : new boolean[] {true, false}) {
      byte[] turned = ExifNotes.insert(jpeg, orientation, bigEndian);
      assertArrayEquals(expected, read(turned, ImageSettings.grey(2, 2)));
    }
    boolean swapped = orientation >= 5 && orientation <= 8;
    int[] whole =
        read(
            ExifNotes.insert(jpeg, orientation, true),
            swapped ? ImageSettings.grey(32, 16) : ImageSettings.grey(16, 32));
    int width = swapped ? 16 : 32;
    int[] corners = {whole[0], whole[width - 1], whole[512 - width], whole[511]};
    assertArrayEquals(expected, corners);
  }

  @Test
  void tellsWhatIsNoImage() {
    PhotoReader reader = new PhotoReader(ImageSettings.rgb(2, 2));
    assertFound(reader, "hello".getBytes(StandardCharsets.UTF_8), "a text");
    assertFound(reader, new byte[0], "an empty file");
    assertFound(reader, new byte[] {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P'}, "WebP");
    assertFound(reader, new byte[] {'I', 'I', '*', 0, 8, 0, 0, 0}, "TIFF");
  }

  private static void assertFound(PhotoReader reader, byte[] content, String found) {
    assertError(
        DataException.class,
        () -> reader.read(content, "my\nphoto.png"),
        "my\\u000aphoto.png",
        "PNG, JPEG, GIF or BMP",
        found);
  }

  @Test
  void refusesImagesInColoursOfPrinters() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      Raster four = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
      writer.write(null, new IIOImage(four, null, null), null);
    }
    assertError(
        DataException.class,
        () -> new PhotoReader(ImageSettings.rgb(2, 2)).read(bytes.toByteArray(), "cmyk.jpg"),
        "cmyk.jpg",
        "Convert it to RGB");
  }

  @Test
  void refusesTooManyPixelsBeforeItDecodes() {
    byte[] png = TestImages.encode(TestImages.noise(20, 30, 1), "png");
    ImageSettings settings = ImageSettings.rgb(2, 2);
    assertEquals(12, new PhotoReader(settings.withMaximumPixels(600)).read(png, "photo").length);
    assertError(
        DataException.class,
        () -> new PhotoReader(settings.withMaximumPixels(599)).read(png, "bomb.png"),
        "bomb.png",
        "at most 599 pixels",
        "20 x 30",
        "withMaximumPixels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void refusesTruncatedFiles(String format) {
    byte[] file = TestImages.encode(TestImages.noise(64, 64, 1), format);
    PhotoReader reader = new PhotoReader(ImageSettings.rgb(8, 8));
    for (int length : new int[] {20, file.length / 2, file.length - 100}) {
      byte[] cut = Arrays.copyOf(file, length);
      assertError(
          DataException.class, () -> reader.read(cut, "cut." + format), "cut." + format, "whole");
    }
  }

  @Test
  void damagedJpegIsNoImageWithGreyParts() {
    byte[] file = TestImages.encode(TestImages.noise(64, 64, 1), "jpg");
    byte[] end = Arrays.copyOfRange(file, file.length - 2, file.length);
    byte[] cut = Arrays.copyOf(file, file.length / 2);
    System.arraycopy(end, 0, cut, cut.length - 2, 2);
    assertError(
        DataException.class,
        () -> new PhotoReader(ImageSettings.rgb(8, 8)).read(cut, "cut.jpg"),
        "cut.jpg",
        "whole image");
  }

  @Test
  void readsFilesAndTellsWhichItCannot() throws IOException {
    PhotoReader reader = new PhotoReader(ImageSettings.rgb(5, 7));
    BufferedImage image = TestImages.noise(7, 5, 1);
    Path file = TestImages.write(directory.resolve("a.jpg"), TestImages.encode(image, "png"));
    assertArrayEquals(rgb(image), TestImages.bytes(reader.read(file)), "by content, not by name");
    assertError(DataException.class, () -> reader.read(directory), directory.toString(), "no file");
    assertError(
        DataException.class,
        () -> reader.read(directory.resolve("b.png")),
        "b.png",
        "nothing of that name");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (!Files.isReadable(file)) {
      assertError(DataException.class, () -> reader.read(file), "a.jpg", "permissions");
    }
  }

  @Test
  void anInterruptDoesNotSpoilReading() {
    PhotoReader reader = new PhotoReader(ImageSettings.rgb(5, 7));
    Path file =
        TestImages.write(
            directory.resolve("a.png"), TestImages.encode(TestImages.noise(7, 5, 1), "png"));
    Thread.currentThread().interrupt();
    assertEquals(105, reader.read(file).length);
    assertTrue(Thread.interrupted());
  }

  @Test
  void thereIsAReaderOfTheJdkForEachFormat() {
    for (ImageFormat format : ImageFormat.values()) {
      Iterator<?> readers = ImageIO.getImageReadersByFormatName(format.name());
      assertTrue(readers.hasNext(), format.name());
    }
  }
}
