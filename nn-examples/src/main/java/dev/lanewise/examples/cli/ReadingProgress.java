package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Tells people at a terminal how far a large file is read. */
final class ReadingProgress implements LongConsumer {

  /** Files that are read in less than a second or so need no progress. */
  private static final long LARGE = 50_000_000;

  private static final long NANOS = 500_000_000;

  private final String name;
  private final long size;
  private long last;
  private long shownAt = System.nanoTime();

  private ReadingProgress(String name, long size) {
    this.name = name;
    this.size = size;
  }

  /** Progress for a large file, if a person looks on. */
  static Optional<ReadingProgress> of(Path file) {
    try {
      return StandardStreams.isTerminal() && Files.size(file) >= LARGE
          ? Optional.of(
              new ReadingProgress(
                  Printable.of(String.valueOf(file.getFileName()), 30), Files.size(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void accept(long bytes) {
    long now = System.nanoTime();
    boolean end = bytes >= size;
    if (now - shownAt > NANOS || (end && last > 0)) {
      shownAt = now;
      last = end ? 0 : bytes;
      System.err.print(
          end ? "\r\u001b[K" : "\rreading %s: %s %%".formatted(name, 100 * bytes / size));
      System.err.flush();
    }
  }
}
