package dev.lanewise.hostile;

import dev.lanewise.TestSize;
import dev.lanewise.hostile.HostileCase.Expected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Damage to a good file, and what is no such file at all. The usual tests flip one bit in each byte
 * of a file, which is another one from byte to byte; all of them with {@code -Dlanewise.tests=all}.
 */
public final class Damage {
  private static final int RANDOM_FILES = 300;

  private Damage() {}

  /** All beginnings of a file, and the file with something behind it. */
  public static Stream<HostileCase> cut(String family, byte[] good, Consumer<Path> loader) {
    return Stream.concat(
        IntStream.range(0, good.length)
            .mapToObj(length ->
                HostileCase.of(
                    family,
                    "cut after " + length,
                    Arrays.copyOf(good, length),
                    loader,
                    Expected.REFUSED)),
        Stream.of(
            HostileCase.of(
                family,
                "one byte more",
                Arrays.copyOf(good, good.length + 1),
                loader,
                Expected.REFUSED)));
  }

  /** The file with each bit of a part of it flipped. */
  public static Stream<HostileCase> flipped(
      String family, byte[] good, int end, Consumer<Path> loader, Expected expected) {
    return bits(end)
        .mapToObj(bit -> {
          byte[] bytes = good.clone();
          bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
          return HostileCase.of(family, "bit " + bit + " flipped", bytes, loader, expected);
        });
  }

  /** The bits to be flipped in the first bytes of a file. */
  public static IntStream bits(int bytes) {
    int each = TestSize.of(1, Byte.SIZE);
    return IntStream.range(0, bytes)
        .flatMap(at -> IntStream.range(0, each).map(i -> at * Byte.SIZE + (at + i) % Byte.SIZE));
  }

  /** Files of other formats. */
  public static Stream<HostileCase> foreign(String family, Consumer<Path> loader) {
    Map<String, String> beginnings = new TreeMap<>();
    beginnings.put("empty", "");
    beginnings.put("zip", "PK\u0003\u0004\u0014\0\0\0\b\0archive/data.pkl");
    beginnings.put("pickle 2", "\u0080\u0002}q\0(X\u0005\0\0\0");
    beginnings.put("pickle 4", "\u0080\u0004\u0095 \0\0\0\0\0\0\0}\u0094(");
    beginnings.put("pickle 5", "\u0080\u0005\u0095\u0001\0\0\0\0\0\0\0}\u0094(");
    beginnings.put("HTML", "<!DOCTYPE html><html><head><title>404</title></head></html>");
    beginnings.put("HTML after a byte order mark", "\u00ef\u00bb\u00bf\n <html></html>");
    beginnings.put("LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n");
    beginnings.put("gzip", "\u001f\u008b\b\0\0\0\0\0\0\u0003");
    beginnings.put("HDF5", "\u0089HDF\r\n\u001a\n");
    beginnings.put("GGUF", "GGUF\u0003\0\0\0");
    beginnings.put("NumPy", "\u0093NUMPY\u0001\0v\0{'descr'");
    beginnings.put("JSON", "{\"layers\":[]}");
    beginnings.put("text", "hello, this is no model");
    beginnings.put("zeros", "\0".repeat(1000));
    beginnings.put("ones", "\u00ff".repeat(1000));
    Stream<HostileCase> known =
        beginnings.entrySet().stream()
            .map(entry ->
                HostileCase.of(
                    family,
                    entry.getKey(),
                    entry.getValue().getBytes(StandardCharsets.ISO_8859_1),
                    loader,
                    Expected.REFUSED));
    Stream<HostileCase> random =
        IntStream.range(0, RANDOM_FILES)
            .mapToObj(seed -> {
              Random numbers = new Random(seed);
              byte[] bytes = new byte[numbers.nextInt(2000)];
              numbers.nextBytes(bytes);
              return HostileCase.of(
                  family, "random bytes " + seed, bytes, loader, Expected.REFUSED);
            });
    return Stream.concat(known, random);
  }
}
