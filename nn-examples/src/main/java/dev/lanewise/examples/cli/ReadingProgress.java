package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Tells people at a terminal how far a large file is read. */
final class ReadingProgress implements LongConsumer {

  /** Files that are read in less than a second or so need no progress. */
  private static final long LARGE = 50_000_000;

  private static final long NANOS = 500_000_000;

  private final String name;
  private final long size;
  private final PrintStream out;
  private final LongSupplier nanos;
  private long last;
  private long shownAt;

  ReadingProgress(String name, long size, PrintStream out, LongSupplier nanos) {
    this.name = name;
    this.size = size;
    this.out = out;
    this.nanos = nanos;
    this.shownAt = nanos.getAsLong();
  }

  /** Progress for a large file, if a person looks on. */
  static Optional<ReadingProgress> of(Path file) {
    try {
      return StandardStreams.isTerminal() && Files.size(file) >= LARGE
          ? Optional.of(
              new ReadingProgress(
                  Printable.of(String.valueOf(file.getFileName()), 30),
                  Files.size(file),
                  System.err,
                  System::nanoTime))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void accept(long bytes) {
    long now = nanos.getAsLong();
    boolean end = bytes >= size;
    if (now - shownAt > NANOS || (end && last > 0)) {
      shownAt = now;
      last = end ? 0 : bytes;
      // If an error ends the reading, its message starts where this line does, and is longer.
      out.print(end ? "\r\u001b[K" : "\rreading %s: %s %%\r".formatted(name, 100 * bytes / size));
      out.flush();
    }
  }
}
