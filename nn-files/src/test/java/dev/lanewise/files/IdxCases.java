package dev.lanewise.files;

import dev.lanewise.data.Idx;
import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** IDX files of images and labels. */
final class IdxCases implements HostileFiles {
  private static final String FAMILY = "idx";
  private static final int HEADER = 16;

  @Override
  public Stream<HostileCase> all() throws IOException {
    byte[] images = images(2, 3, 4, 24);
    byte[] labels = Arrays.copyOf(labelHeader(5), 13);
    byte[] compressed = gzip(images);
    Consumer<Path> imageLoader = Idx::images;
    Consumer<Path> labelLoader = Idx::labels;
    return Stream.of(
            Damage.cut(FAMILY, images, imageLoader),
            Damage.flipped(FAMILY, images, HEADER, imageLoader, Expected.REFUSED),
            Damage.foreign(FAMILY, imageLoader),
            Damage.cut(FAMILY, labels, labelLoader),
            Damage.flipped(FAMILY, labels, Long.BYTES, labelLoader, Expected.REFUSED),
            Damage.foreign(FAMILY, labelLoader),
            Damage.cut(FAMILY, compressed, imageLoader).filter(c -> !c.name().startsWith("one")),
            Damage.flipped(FAMILY, compressed, compressed.length, imageLoader, Expected.EITHER),
            sizes().map(bytes -> sized(bytes, imageLoader)),
            Stream.of(
                bomb("images", images(10_000, 100, 100, 0), 100_000_000, imageLoader),
                bomb("labels", labelHeader(20_000_000), 20_000_000, labelLoader)))
        .flatMap(cases -> cases);
  }

  private static HostileCase sized(byte[] bytes, Consumer<Path> loader) {
    String name = "sizes " + Arrays.toString(Arrays.copyOf(bytes, HEADER));
    return HostileCase.of(FAMILY, name, bytes, loader, Expected.REFUSED);
  }

  private static Stream<byte[]> sizes() {
    int most = Integer.MAX_VALUE;
    return Stream.of(
        images(-1, 3, 4, 24),
        images(Integer.MIN_VALUE, 3, 4, 24),
        images(most, most, most, 24),
        images(65536, 65536, 1, 24),
        images(1 << 30, 1 << 30, 1 << 30, 24),
        images(most, 1, 1, 24),
        images(most - 8, 1, 1, 24),
        images(100_000_000, 1, 1, 24),
        images(0, 0, 0, 0),
        images(0, 28, 28, 0),
        images(1, 0, 24, 24));
  }

  private static byte[] images(int count, int rows, int columns, int length) {
    return ByteBuffer.allocate(HEADER + length)
        .putInt(0x803)
        .putInt(count)
        .putInt(rows)
        .putInt(columns)
        .array();
  }

  private static byte[] labelHeader(int count) {
    return ByteBuffer.allocate(Long.BYTES).putInt(0x801).putInt(count).array();
  }

  /** A small file of gzip data with more zeros in it than the heap can hold. */
  private static HostileCase bomb(String name, byte[] header, int values, Consumer<Path> loader) {
    return HostileCase.of(
        FAMILY,
        "bomb of " + name,
        file -> {
          try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(header);
            byte[] zeros = new byte[10_000];
            for (int i = 0; i < values / zeros.length; i++) {
              out.write(zeros);
            }
          }
        },
        loader,
        Expected.REFUSED);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
