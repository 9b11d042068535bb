package dev.lanewise.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {

  private static final int IMAGE_MAGIC = 0x0803;
  private static final int LABEL_MAGIC = 0x0801;
  private static final int IMAGE_HEADER = 16;
  private static final int LABEL_HEADER = 8;
  private static final int COUNT = 3;
  private static final int ROWS = 2;
  private static final int COLUMNS = 5;
  private static final byte[] PIXELS = pixels();
  private static final byte[] LABELS = {4, 0, (byte) 200};

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"false, false", "true, true", "true, false", "false, true"})
  void readsPlainAndGzipFilesWhateverTheirNames(boolean gzipImages, boolean gzipLabels) {
    Path images = file("a.gz", gzipImages ? gzip(images()) : images());
    Path labels = file("b", gzipLabels ? gzip(labels()) : labels());
    assertComplete(Idx.dataset(images, labels));
    assertArrayEquals(PIXELS, Idx.images(images).pixels());
    assertEquals(COUNT, Idx.images(images).count());
    assertArrayEquals(new int[] {4, 0, 200}, Idx.labels(labels));
  }

  @Test
  void readsStreamsAndLeavesThemOpen() {
    WatchedStream images = new WatchedStream(gzip(images()));
    WatchedStream labels = new WatchedStream(labels());
    assertComplete(Idx.dataset(images, labels, "digits"));
    assertFalse(images.closed);
    assertFalse(labels.closed);
  }

  @Test
  void readsStreamsThatArriveByteByByte() {
    assertComplete(Idx.dataset(new SlowStream(gzip(images())), new SlowStream(labels()), "digits"));
  }

  @Test
  void readsDataLargerThanItsFirstChunks() {
    int side = 1 << 9;
    byte[] pixels = new byte[2 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((i * 31) >> 3);
    }
    byte[] images = idx(IMAGE_MAGIC, pixels, 2, side, side);
    for (byte[] content : new byte[][] {images, gzip(images)}) {
      assertArrayEquals(pixels, Idx.images(file("large", content)).pixels());
    }
  }

  @Test
  void readsAGzipHeaderWithAllOptionalFields() {
    assertComplete(Idx.dataset(file("i", withOptionalGzipFields(images())), file("l", labels())));
  }

  @Test
  void readsGzipFilesOfSeveralMembers() {
    byte[] images = images();
    for (int at = 0; at <= images.length; at++) {
      byte[] members =
          concatenate(
              concatenate(gzip(Arrays.copyOf(images, at)), gzip(new byte[0])),
              withOptionalGzipFields(Arrays.copyOfRange(images, at, images.length)));
      assertComplete(Idx.dataset(stream(members), stream(labels()), "members"));
      assertComplete(Idx.dataset(new SlowStream(members), stream(labels()), "members"));
    }
  }

  @Test
  void aDamagedMemberIsNoticed() {
    byte[] images = images();
    byte[] first = gzip(Arrays.copyOf(images, 20));
    byte[] second = gzip(Arrays.copyOfRange(images, 20, images.length));
    byte[] damaged = changed(first, first.length - 8, ~first[first.length - 8]);
    DataException error =
        assertThrows(DataException.class, () -> images(concatenate(damaged, second)));
    assertTrue(error.getMessage().contains("the checksum does not match"), error::getMessage);
  }

  /** Otherwise the array of 2 GB would be asked for first. */
  @Test
  void comparesTheClaimWithTheLengthOfTheFile() {
    byte[] claim = idx(IMAGE_MAGIC, PIXELS, Integer.MAX_VALUE, 28, 28);
    DataException error = assertThrows(DataException.class, () -> Idx.images(file("claim", claim)));
    assertTrue(error.getMessage().contains("in a file of 46 bytes"), error::getMessage);
    byte[] labels = idx(LABEL_MAGIC, LABELS, Integer.MAX_VALUE - 8);
    assertTrue(
        assertThrows(DataException.class, () -> Idx.labels(file("labels", labels)))
            .getMessage()
            .contains("found the end of the file after 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR-u-nu-arabext", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva"})
  void findsFilesInEveryLocale(String locale) {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(locale));
    try {
      file("train-images-idx3-ubyte", images());
      file("train-labels-idx1-ubyte", labels());
      assertComplete(Idx.training(directory));
    } finally {
      Locale.setDefault(usual);
    }
  }

  static Stream<Arguments> hostileImages() {
    byte[] valid = images();
    byte[] gzip = gzip(valid);
    String html = "<!DOCTYPE html><html><body>404</body></html>";
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n";
    return Stream.of(
        refusal("byte 0: expected an IDX header; found an empty file", new byte[0]),
        refusal("(decompressed): expected an IDX header; found an empty", gzip(new byte[0])),
        refusal("probably a web page", text(html)),
        refusal("probably a web page", text("\n <html>")),
        refusal("probably a web page", text("\ufeff<html>")),
        refusal("probably a web page", gzip(text(html))),
        refusal("Git LFS pointer", text(pointer)),
        refusal("a zip archive; extract it first", text("PK\u0003\u0004rest of the archive")),
        refusal("gzip data within gzip data", gzip(gzip)),
        refusal("found 08 03 00 00", new byte[] {8, 3, 0, 0, 0, 0, 0, 1}),
        refusal("found 00 00 and the end of the file", new byte[2]),
        refusal("byte 2: expected type 0x08", idx(0x0003, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("0xff, which is no IDX type", idx(0xff03, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("signed bytes, which is not", idx(0x0903, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("16-bit integers, which is not", idx(0x0b03, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("32-bit integers, which is not", idx(0x0c03, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("floats, which is not", idx(0x0d03, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("doubles, which is not", idx(0x0e03, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("byte 3: expected 3 dimensions (images); found 1. This looks like", labels()),
        refusal("(images); found 255", idx(0x08ff, PIXELS, COUNT, ROWS, COLUMNS)),
        refusal("(images); found 0", idx(0x0800, PIXELS)),
        refusal("byte 4: expected a size of dimension 1 from", idx(IMAGE_MAGIC, PIXELS, 0, 2, 5)),
        refusal("byte 8: expected a size of dimension 2 from", idx(IMAGE_MAGIC, PIXELS, 3, 0, 5)),
        refusal("2^31-1; found 0", idx(IMAGE_MAGIC, PIXELS, 3, 2, 0)),
        refusal("found 4294967295", idx(IMAGE_MAGIC, PIXELS, -1, 2, 5)),
        refusal("found 2147483648", idx(IMAGE_MAGIC, PIXELS, 3, Integer.MIN_VALUE, 5)),
        refusal("byte 8: expected sizes with a product", idx(IMAGE_MAGIC, PIXELS, 65536, 65536, 1)),
        refusal("found [65536, 32767, 2]", idx(IMAGE_MAGIC, PIXELS, 65536, 32767, 2)),
        refusal(
            "with a product",
            idx(IMAGE_MAGIC, PIXELS, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)),
        refusal("byte 46: expected 40 values", idx(IMAGE_MAGIC, PIXELS, 4, 2, 5)),
        refusal("found the end of the file after 30", idx(IMAGE_MAGIC, PIXELS, 1 << 30, 1, 1)),
        refusal(
            "found the end of the file after 30", gzip(idx(IMAGE_MAGIC, PIXELS, 1 << 30, 1, 1))),
        refusal("byte 46: expected the end of the file after 30", concatenate(valid, new byte[1])),
        refusal(
            "byte 36: expected the end of the file after 20", idx(IMAGE_MAGIC, PIXELS, 2, 2, 5)),
        refusal("found more data", gzip(concatenate(valid, new byte[1]))),
        refusal("found more data", gzip(concatenate(valid, new byte[1 << 20]))),
        refusal("the gzip header is cut off", Arrays.copyOf(gzip, 2)),
        refusal("unknown compression method", changed(gzip, 2, 7)),
        refusal("reserved flags", changed(gzip, 3, 0x20)),
        refusal(
            "the checksum does not match", changed(gzip, gzip.length - 8, ~gzip[gzip.length - 8])),
        refusal("the length does not match", changed(gzip, gzip.length - 1, 1)),
        refusal("damaged data", changed(gzip, 10, 0xff)),
        refusal("bytes follow the end of the gzip data", concatenate(gzip, new byte[1])),
        refusal("found more data", concatenate(gzip, gzip)),
        refusal("the gzip header is cut off", concatenate(gzip, new byte[] {0x1f})),
        refusal("not a gzip header", concatenate(gzip, new byte[] {0x1f, 0})),
        refusal("the gzip header is cut off", concatenate(gzip, Arrays.copyOf(gzip, 5))),
        refusal("bytes follow the end of the gzip data", concatenate(gzip, new byte[1 << 17])));
  }

  @ParameterizedTest
  @MethodSource
  void hostileImages(String message, byte[] content) {
    Path file = file("hostile-file", content);
    DataException error = assertThrows(DataException.class, () -> Idx.images(file));
    assertTrue(error.getMessage().contains(message), error::getMessage);
    assertTrue(error.getMessage().startsWith(file.toString()), error::getMessage);
  }

  @Test
  void refusesImagesInPlaceOfLabels() {
    Path file = file("images", images());
    DataException error = assertThrows(DataException.class, () -> Idx.labels(file));
    assertTrue(
        error.getMessage().contains("expected 1 dimension (labels); found 3. This looks like"),
        error::getMessage);
  }

  @Test
  void refusesEveryTruncation() {
    for (byte[] content : new byte[][] {images(), gzip(images())}) {
      for (int length = 0; length < content.length; length++) {
        byte[] truncated = Arrays.copyOf(content, length);
        assertThrows(DataException.class, () -> images(truncated), "length " + length);
      }
    }
    for (byte[] content : new byte[][] {labels(), gzip(labels())}) {
      for (int length = 0; length < content.length; length++) {
        byte[] truncated = Arrays.copyOf(content, length);
        assertThrows(DataException.class, () -> labels(truncated), "length " + length);
      }
    }
  }

  @Test
  void refusesEveryFlippedBitOfTheHeaders() {
    for (int bit = 0; bit < Byte.SIZE * IMAGE_HEADER; bit++) {
      byte[] flipped = flipped(images(), bit);
      assertThrows(DataException.class, () -> images(flipped), "bit " + bit);
    }
    for (int bit = 0; bit < Byte.SIZE * LABEL_HEADER; bit++) {
      byte[] flipped = flipped(labels(), bit);
      assertThrows(DataException.class, () -> labels(flipped), "bit " + bit);
    }
  }

  /** A flip in the time stamp or the like is harmless; any other must be noticed. */
  @Test
  void noFlippedBitOfAGzipFileYieldsOtherPixels() {
    byte[] gzip = gzip(images());
    for (int bit = 0; bit < Byte.SIZE * gzip.length; bit++) {
      byte[] flipped = flipped(gzip, bit);
      try {
        assertComplete(Idx.dataset(stream(flipped), stream(labels()), "flipped bit " + bit));
      } catch (DataException e) {
        assertTrue(e.getMessage().startsWith("flipped bit " + bit), e::getMessage);
      }
    }
  }

  @Test
  void allocatesForDataThatArrivesNotForDeclaredSizes() {
    byte[] liar = idx(IMAGE_MAGIC, new byte[84], Integer.MAX_VALUE - 8, 1, 1);
    WatchedStream stream = new WatchedStream(liar);
    assertThrows(DataException.class, () -> Idx.dataset(stream, stream(labels()), "declares 2 GB"));
    assertTrue(stream.largestBuffer <= IdxReader.FIRST_CHUNK, () -> "" + stream.largestBuffer);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stopsSoonAfterTheDeclaredSize(boolean gzip) {
    byte[] oversized = concatenate(images(), new byte[1 << 22]);
    WatchedStream stream = new WatchedStream(gzip ? gzip(oversized, 0) : oversized);
    DataException error =
        assertThrows(DataException.class, () -> Idx.dataset(stream, stream(labels()), "oversized"));
    assertTrue(error.getMessage().contains("found more data"), error::getMessage);
    assertTrue(stream.bytesRead <= 2 * IdxReader.FIRST_CHUNK, () -> "" + stream.bytesRead);
  }

  @Test
  void reportsAStreamThatFails() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    DataException error =
        assertThrows(DataException.class, () -> Idx.dataset(failing, failing, "digits"));
    assertTrue(error.getMessage().contains("disk on fire"), error::getMessage);
    assertTrue(error.getMessage().startsWith("digits (images)"), error::getMessage);
  }

  @Test
  void refusesDifferentNumbersOfImagesAndLabels() {
    Path images = file("the-images", images());
    Path labels = file("the-labels", idx(LABEL_MAGIC, new byte[7], 7));
    DataException error = assertThrows(DataException.class, () -> Idx.dataset(images, labels));
    assertTrue(error.getMessage().contains(images + " holds 3 images"), error::getMessage);
    assertTrue(error.getMessage().contains(labels + " holds 7 labels"), error::getMessage);
  }

  @Test
  void refusesADirectoryAndAMissingFile() {
    Path missing = directory.resolve("missing");
    DataException noFile = assertThrows(DataException.class, () -> Idx.images(missing));
    assertTrue(noFile.getMessage().contains(missing + ": expected an IDX file; found nothing"));
    DataException noRegularFile = assertThrows(DataException.class, () -> Idx.labels(directory));
    assertTrue(noRegularFile.getMessage().contains("found a directory"));
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte",
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz",
    "train-images.idx3-ubyte, train-labels.idx1-ubyte",
    "emnist-digits-train-images-idx3-ubyte.gz, emnist-digits-train-labels-idx1-ubyte.gz",
    "train-images-idx3-ubyte, train-labels-idx1-ubyte.gz"
  })
  void findsTheTrainingSet(String images, String labels) {
    file(images, images());
    file(labels, labels());
    file("t10k-images-idx3-ubyte", text("not this one"));
    file("t10k-labels-idx1-ubyte", text("not this one"));
    assertComplete(Idx.training(directory));
  }

  @ParameterizedTest
  @CsvSource({
    "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz",
    "t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte",
    "emnist-digits-test-images-idx3-ubyte.gz, emnist-digits-test-labels-idx1-ubyte.gz"
  })
  void findsTheTestSet(String images, String labels) {
    file(images, images());
    file(labels, labels());
    file("train-images-idx3-ubyte", text("not this one"));
    file("train-labels-idx1-ubyte", text("not this one"));
    assertComplete(Idx.test(directory));
  }

  @Test
  void passesOverDirectoriesHiddenFilesAndOtherNames() throws IOException {
    file("train-images-idx3-ubyte", images());
    file("train-labels-idx1-ubyte", labels());
    file("._train-images-idx3-ubyte", text("not this one"));
    file("train-images-idx3-ubyte.gz.part", text("not this one"));
    Files.createDirectory(directory.resolve("train-images.idx3-ubyte"));
    assertComplete(Idx.training(directory));
  }

  @Test
  void refusesADirectoryWithoutTheFiles() {
    file("notes.txt", new byte[1]);
    assertDirectoryError(
        "expected a file named *train-images-idx3-ubyte, or the same with '.idx' or '.gz'; "
            + "found notes.txt");
    file("train-images-idx3-ubyte", images());
    assertDirectoryError("expected a file named train-labels-idx1-ubyte");
  }

  @Test
  void refusesADirectoryWithSeveralCandidates() {
    file("train-images-idx3-ubyte", images());
    file("train-labels-idx1-ubyte", labels());
    file("train-images-idx3-ubyte.gz", gzip(images()));
    assertDirectoryError("found several: train-images-idx3-ubyte, train-images-idx3-ubyte.gz");
  }

  @Test
  void refusesLabelsOfAnotherSet() {
    file("emnist-digits-train-images-idx3-ubyte", images());
    file("emnist-letters-train-labels-idx1-ubyte", labels());
    assertDirectoryError("expected a file named emnist-digits-train-labels-idx1-ubyte");
  }

  @Test
  void refusesWhatIsNoDirectory() {
    Path file = file("file", images());
    assertThrows(DataException.class, () -> Idx.training(file));
    Path missing = directory.resolve("missing");
    DataException error = assertThrows(DataException.class, () -> Idx.test(missing));
    assertTrue(error.getMessage().contains("found nothing of that name"), error::getMessage);
  }

  private void assertDirectoryError(String message) {
    DataException error = assertThrows(DataException.class, () -> Idx.training(directory));
    assertTrue(error.getMessage().contains(message), error::getMessage);
    assertTrue(error.getMessage().startsWith(directory.toString()), error::getMessage);
  }

  private static void assertComplete(ImageDataset dataset) {
    assertEquals(COUNT, dataset.size());
    assertEquals(ROWS, dataset.rows());
    assertEquals(COLUMNS, dataset.columns());
    assertEquals(201, dataset.classes());
    for (int i = 0; i < COUNT; i++) {
      assertEquals(LABELS[i] & 0xff, dataset.labels(i));
      int start = i * ROWS * COLUMNS;
      assertArrayEquals(
          Arrays.copyOfRange(PIXELS, start, start + ROWS * COLUMNS), dataset.pixels(i));
    }
  }

  private static ImageDataset images(byte[] content) {
    return Idx.dataset(stream(content), stream(labels()), "images");
  }

  private static ImageDataset labels(byte[] content) {
    return Idx.dataset(stream(images()), stream(content), "labels");
  }

  private static Arguments refusal(String message, byte[] content) {
    return Arguments.of(message, content);
  }

  private Path file(String name, byte[] content) {
    try {
      return Files.write(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(byte[] content) {
    return new ByteArrayInputStream(content);
  }

  private static byte[] images() {
    return idx(IMAGE_MAGIC, PIXELS, COUNT, ROWS, COLUMNS);
  }

  private static byte[] labels() {
    return idx(LABEL_MAGIC, LABELS, COUNT);
  }

  private static byte[] idx(int magic, byte[] values, int... sizes) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Integer.BYTES * (1 + sizes.length) + values.length).putInt(magic);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    return buffer.put(values).array();
  }

  private static byte[] pixels() {
    byte[] pixels = new byte[COUNT * ROWS * COLUMNS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i + 100);
    }
    return pixels;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] changed(byte[] content, int position, int value) {
    byte[] changed = content.clone();
    changed[position] = (byte) value;
    return changed;
  }

  private static byte[] flipped(byte[] content, int bit) {
    return changed(content, bit / Byte.SIZE, content[bit / Byte.SIZE] ^ 1 << bit % Byte.SIZE);
  }

  private static byte[] gzip(byte[] content) {
    return gzip(content, 9);
  }

  private static byte[] gzip(byte[] content, int level) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new LevelledGzip(bytes, level)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Gzip with an extra field, a file name, a comment and a checksum of the header. */
  private static byte[] withOptionalGzipFields(byte[] content) {
    byte[] plain = gzip(content);
    ByteBuffer header = ByteBuffer.allocate(64).put(plain, 0, 10).put(3, (byte) 0x1f);
    header.put(new byte[] {3, 0, 'a', 'b', 'c'}).put(text("name\0comment\0"));
    CRC32 checksum = new CRC32();
    checksum.update(header.array(), 0, header.position());
    header.put((byte) checksum.getValue()).put((byte) (checksum.getValue() >> 8));
    return concatenate(
        Arrays.copyOf(header.array(), header.position()),
        Arrays.copyOfRange(plain, 10, plain.length));
  }

  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(ByteArrayOutputStream target, int level) throws IOException {
      super(target);
      def.setLevel(level);
    }
  }

  /** Records how it is used. */
  private static final class WatchedStream extends ByteArrayInputStream {
    private int largestBuffer;
    private int bytesRead;
    private boolean closed;

    WatchedStream(byte[] content) {
      super(content);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      largestBuffer = Math.max(largestBuffer, target.length);
      int count = super.read(target, offset, length);
      bytesRead += Math.max(0, count);
      return count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Gives one byte a call and claims that none are available. */
  private static final class SlowStream extends ByteArrayInputStream {
    SlowStream(byte[] content) {
      super(content);
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(1, length));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }
}
