package dev.lanewise.listeners;

import dev.lanewise.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** A file of TensorBoard events. Every event is in the file when its method returns. */
final class EventFile implements AutoCloseable {
  private static final int MOST_FILES_A_SECOND = 1000;
  private static final double MILLIS = 1000;

  private final Path path;
  private final OutputStream out;
  private final InstantSource clock;

  private EventFile(Path path, OutputStream out, InstantSource clock) {
    this.path = path;
    this.out = out;
    this.clock = clock;
    write(Events.version(now()));
  }

  /** A new file, named so that TensorBoard finds it and reads those of a directory in order. */
  static EventFile create(Path directory, InstantSource clock) {
    return Output.write(
        directory,
        () -> {
          Files.createDirectories(directory);
          return createIn(directory, clock);
        });
  }

  private static EventFile createIn(Path directory, InstantSource clock) throws IOException {
    long seconds = clock.instant().getEpochSecond();
    for (int i = 0; i < MOST_FILES_A_SECOND; i++) {
      Path path =
          directory.resolve(
              String.format(Locale.ROOT, "events.out.tfevents.%010d.lanewise.%03d", seconds, i));
      try {
        return new EventFile(
            path, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), clock);
      } catch (FileAlreadyExistsException e) {
        // Another log was started in this second.
      }
    }
    throw new DataException(
        "%s: expected fewer than %s logs a second; choose another directory for each log."
            .formatted(directory, MOST_FILES_A_SECOND));
  }

  void scalar(String tag, long step, double value) {
    write(Events.scalar(now(), step, tag, value));
  }

  void histogram(String tag, long step, Histogram histogram) {
    write(Events.histogram(now(), step, tag, histogram));
  }

  private double now() {
    Instant instant = clock.instant();
    return instant.toEpochMilli() / MILLIS;
  }

  private void write(byte[] event) {
    Output.write(
        path,
        () -> {
          out.write(TfRecord.of(event));
          return path;
        });
  }

  @Override
  public void close() {
    Output.write(
        path,
        () -> {
          out.close();
          return path;
        });
  }
}
