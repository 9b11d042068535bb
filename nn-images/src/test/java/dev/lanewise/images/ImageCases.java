package dev.lanewise.images;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Images that are cut, damaged, foreign, or larger than they look. */
final class ImageCases implements HostileFiles {
  private static final String FAMILY = "images";

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(
            damaged("png", Expected.REFUSED, Expected.REFUSED),
            damaged("jpg", Expected.REFUSED, Expected.EITHER),
            damaged("bmp", Expected.REFUSED, Expected.EITHER),
            damaged("gif", Expected.EITHER, Expected.EITHER),
            Damage.foreign(FAMILY, ImageCases::read),
            headers(),
            bombs(),
            odd())
        .flatMap(cases -> cases);
  }

  private static void read(Path file) {
    new PhotoReader(ImageSettings.rgb(16, 16)).read(file);
  }

  private static void readAnySize(Path file) {
    new PhotoReader(ImageSettings.rgb(16, 16).withMaximumPixels(Long.MAX_VALUE)).read(file);
  }

  /** Something behind the end of an image does no harm: cameras put films there. */
  private static Stream<HostileCase> damaged(String format, Expected cut, Expected flipped) {
    // Rows of 24 bytes, which BMP files need not fill up.
    byte[] good = TestImages.encode(TestImages.noise(8, 5, 1), format);
    return Stream.of(
            Damage.cut(FAMILY, good, ImageCases::read)
                .filter(each -> !each.name().startsWith("one"))
                .map(each -> new HostileCase(FAMILY, each.name(), each.action(), cut)),
            Damage.flipped(FAMILY, good, good.length, ImageCases::read, flipped))
        .flatMap(cases -> cases);
  }

  /** Files of which only the beginning is there, but that claims much. */
  private static Stream<HostileCase> headers() {
    return Stream.of(
            new RawPng(20_000, 20_000, 8, 2).end(),
            new RawPng(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, 6).end(),
            new RawPng(-1, 5, 8, 2).end(),
            new RawPng(0, 0, 8, 2).end(),
            bmp(20_000, 20_000, 0),
            bmp(20_000, -20_000, 0),
            bmp(Integer.MAX_VALUE, Integer.MIN_VALUE, 0),
            bmp(5, 5, 4),
            bmp(5, 5, 5),
            // 20,000 x 20,000: 0x20 and N in little-endian order.
            bytes("GIF89a N N\0\0\0,\0\0\0\0 N N\0\2\0;"),
            jpeg(20_000, 20_000),
            jpeg(65_535, 65_535))
        .flatMap(
            bytes -> Stream.of(refused("header", bytes, false), refused("header", bytes, true)));
  }

  private static HostileCase refused(String name, byte[] bytes, boolean anySize) {
    return HostileCase.of(
        FAMILY,
        name + " " + Arrays.hashCode(bytes) + (anySize ? " of any size" : ""),
        bytes,
        anySize ? ImageCases::readAnySize : ImageCases::read,
        Expected.REFUSED);
  }

  private static byte[] bmp(int width, int height, int compression) {
    ByteBuffer file = ByteBuffer.allocate(54 + 100).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(154).putInt(0).putInt(54);
    file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    return file.putInt(compression).array();
  }

  /** The beginning of a JPEG up to the frame's header, a scan and the end. */
  private static byte[] jpeg(int width, int height) {
    byte[] good = TestImages.encode(TestImages.noise(6, 6, 1), "jpg");
    int frame = find(good, 0xc0);
    good[frame + 5] = (byte) (height >> 8);
    good[frame + 6] = (byte) height;
    good[frame + 7] = (byte) (width >> 8);
    good[frame + 8] = (byte) width;
    return good;
  }

  private static int find(byte[] file, int marker) {
    for (int i = 0; i < file.length; i++) {
      if (file[i] == -1 && (file[i + 1] & 0xff) == marker) {
        return i;
      }
    }
    throw new IllegalArgumentException("no marker " + marker);
  }

  /** Small files with more in them than the heap can hold. */
  private static Stream<HostileCase> bombs() {
    return Stream.of(
        refused("black", blackPng(8000, 8000), true),
        refused("wide", blackPng(40_000_000, 1), true),
        refused("high", blackPng(1, 40_000_000), true));
  }

  private static byte[] blackPng(int width, int height) {
    return new RawPng(width, height, 8, 2)
        .chunk("IDAT", RawPng.zeros((3L * width + 1) * height))
        .end();
  }

  private static Stream<HostileCase> odd() {
    return Stream.of(
        either("long", new RawPng(1, 1_000_000, 8, 0).chunk("IDAT", RawPng.zeros(2_000_000)).end()),
        either("flat", new RawPng(1_000_000, 1, 8, 0).chunk("IDAT", RawPng.zeros(1_000_001)).end()),
        either(
            "a long text",
            new RawPng(1, 1, 8, 0)
                .chunk("zTXt", withZeros("name\0\0", 500_000_000))
                .chunk("iCCP", withZeros("name\0\0", 500_000_000))
                .chunk("IDAT", RawPng.zeros(2))
                .end()),
        refused("no palette", new RawPng(4, 4, 8, 3).chunk("IDAT", RawPng.zeros(20)).end(), false),
        either("no pixels", new RawPng(4, 4, 8, 2).end()),
        either("few pixels", new RawPng(400, 400, 8, 2).chunk("IDAT", RawPng.zeros(20)).end()),
        either("odd depth", new RawPng(4, 4, 3, 2).chunk("IDAT", RawPng.zeros(200)).end()),
        refused("scans", scans(200), false));
  }

  private static HostileCase either(String name, byte[] bytes) {
    return HostileCase.of(FAMILY, name, bytes, ImageCases::read, Expected.EITHER);
  }

  private static byte[] withZeros(String beginning, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(beginning));
    out.writeBytes(RawPng.zeros(count));
    return out.toByteArray();
  }

  /** A JPEG whose scan comes again and again. */
  private static byte[] scans(int count) {
    byte[] good = TestImages.encode(TestImages.noise(6, 6, 1), "jpg");
    int scan = find(good, 0xda);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(good, 0, scan);
    for (int i = 0; i < count; i++) {
      out.write(good, scan, good.length - 2 - scan);
    }
    out.write(good, good.length - 2, 2);
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
