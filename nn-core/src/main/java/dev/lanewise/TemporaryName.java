package dev.lanewise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What files are called while they are written: {@code .model.safetensors.1234-89abcdef.tmp}, with
 * the number of the process that writes them, which tells whether somebody still does.
 *
 * @param directory where the target lies
 * @param prefix how the names begin
 */
record TemporaryName(Path directory, String prefix) {
  private static final String SUFFIX = ".tmp";
  private static final Pattern REST = Pattern.compile("(\\d{1,18})-[0-9a-f]{8}\\.tmp");
  private static final int RANDOM_DIGITS = 8;

  /** File names have 255 bytes at most, and a character may be four. */
  private static final int MOST_CHARACTERS = 50;

  static TemporaryName of(Path target) {
    String name = String.valueOf(target.getFileName());
    int length = name.codePointCount(0, name.length());
    int end = name.offsetByCodePoints(0, Math.min(length, MOST_CHARACTERS));
    return new TemporaryName(target.resolveSibling(""), "." + name.substring(0, end) + ".");
  }

  static boolean is(String name, String targetPrefix) {
    return name.startsWith("." + targetPrefix) && name.endsWith(SUFFIX);
  }

  /** A name that nobody uses. */
  Path next() {
    String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    long process = ProcessHandle.current().pid();
    return directory.resolve(prefix + process + "-" + random + SUFFIX);
  }

  /** Deletes the files of processes that have ended. What cannot be deleted stays. */
  void deleteAbandoned() {
    for (String name : names()) {
      Matcher rest = REST.matcher(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
      if (rest.matches()) {
        delete(directory.resolve(name), Long.parseLong(rest.group(1)));
      }
    }
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static void delete(Path file, long process) {
    try {
      Instant written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (hasEnded(process, written)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Somebody else was quicker, or may and we may not.
    }
  }

  /** Whether the process is no more, or is a later one of the same number. */
  private static boolean hasEnded(long process, Instant written) {
    Optional<ProcessHandle> owner = ProcessHandle.of(process);
    return owner.isEmpty()
        || owner.get().info().startInstant().filter(start -> start.isAfter(written)).isPresent();
  }
}
