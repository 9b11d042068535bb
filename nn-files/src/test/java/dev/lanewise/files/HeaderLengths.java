package dev.lanewise.files;

import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Safetensors files whose header is not as long as they say. */
final class HeaderLengths {

  private HeaderLengths() {}

  /** Lengths of a header that lie. */
  static Stream<HostileCase> of(String family, byte[] good, Consumer<Path> loader) {
    byte[] rest = Arrays.copyOfRange(good, Long.BYTES, good.length);
    return Stream.of(
            -1L,
            0L,
            1L,
            2L,
            1L << 31,
            (1L << 31) - 1,
            Long.MAX_VALUE,
            Long.MAX_VALUE - 7,
            Long.MIN_VALUE,
            (long) good.length,
            (long) rest.length,
            100_000_000L,
            (long) TensorReader.LONGEST_HEADER,
            TensorReader.LONGEST_HEADER + 1L)
        .map(length ->
            HostileCase.of(
                family,
                "length " + length,
                RawFile.of(length, rest, new byte[0]),
                loader,
                Expected.REFUSED));
  }
}
