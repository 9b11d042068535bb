package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Replacement;
import dev.lanewise.SettingException;
import dev.lanewise.nn.Network;
import dev.lanewise.train.TrainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory with the last checkpoints of a training, {@code last-000012.safetensors}, and the
 * best, {@code best-000009.safetensors}, numbered in the order in which they were saved. Files of
 * other names are left alone, and so are checkpoints that cannot be read: another user or a later
 * version may have written them.
 *
 * <p>One training at a time may write to a directory. Any number may read from it.
 *
 * @param directory the directory; it is created by the first save
 * @param keep how many of the last checkpoints are kept; at least 1, and from 2 on a damaged one
 *     can be replaced by the one before
 */
public record CheckpointDirectory(Path directory, int keep) {
  private static final System.Logger LOGGER = System.getLogger(CheckpointDirectory.class.getName());

  private static final long MOST = 999_999_999_999L;

  private enum Role {
    LAST("last-"),
    BEST("best-");

    private final String prefix;
    private final Pattern pattern;

    Role(String prefix) {
      this.prefix = prefix;
      this.pattern = Pattern.compile(prefix + "(\\d{6,12})\\.safetensors");
    }
  }

  private record Numbered(long number, Path file) {}

  /** Checks the number. */
  public CheckpointDirectory {
    if (keep < 1) {
      throw new SettingException("Checkpoints to keep: at least 1; found " + keep + ".");
    }
  }

  /** A directory that keeps the last two and the best. */
  public CheckpointDirectory(Path directory) {
    this(directory, 2);
  }

  /**
   * Deletes what interrupted saves have left, saves a state as the last one, and then deletes those
   * that are too old, after a look whether they are whole.
   *
   * @return the file
   * @throws FileException if it cannot be written; then all older ones are still there
   */
  public Path save(TrainerState state) {
    return save(state, Role.LAST, keep);
  }

  /**
   * Saves a state as the best one, and then deletes the one that was the best before.
   *
   * @return the file
   * @throws FileException if it cannot be written; then the older one is still there
   */
  public Path saveBest(TrainerState state) {
    return save(state, Role.BEST, 1);
  }

  /**
   * Reads the newest of the last checkpoints that is whole. Nothing is deleted. {@link
   * Recovery#state} is what training goes on from.
   *
   * @throws FileException if the directory cannot be listed; one that does not exist is empty
   */
  public Recovery last() {
    return recover(Role.LAST);
  }

  /**
   * Reads the best checkpoint.
   *
   * @throws FileException if the directory cannot be listed; one that does not exist is empty
   */
  public Recovery best() {
    return recover(Role.BEST);
  }

  /** If a training saves meanwhile, files vanish between listing and reading. */
  private Recovery recover(Role role) {
    List<Numbered> listed = list(role);
    while (true) {
      Recovery recovery = recover(listed);
      List<Numbered> now = list(role);
      if (recovery.skipped().isEmpty() || now.equals(listed)) {
        return recovery;
      }
      listed = now;
    }
  }

  private static Recovery recover(List<Numbered> candidates) {
    List<Recovery.Skipped> skipped = new ArrayList<>();
    for (Numbered candidate : candidates) {
      try {
        TrainerState state = Checkpoint.load(candidate.file());
        return new Recovery(Optional.of(new Recovery.Found(candidate.file(), state)), skipped);
      } catch (FileException e) {
        skipped.add(new Recovery.Skipped(candidate.file(), e));
      }
    }
    return new Recovery(Optional.empty(), skipped);
  }

  private Path save(TrainerState state, Role role, int kept) {
    createDirectory();
    deleteLeftovers();
    List<Numbered> older = list(role);
    long number = older.isEmpty() ? 1 : older.getFirst().number() + 1;
    if (number > MOST) {
      throw Where.file(directory)
          .refuse("numbers up to " + MOST, String.valueOf(number), "Use another directory.");
    }
    Path file =
        directory.resolve(String.format(Locale.ROOT, "%s%06d.safetensors", role.prefix, number));
    Checkpoint.save(state, file);
    deleteOld(older, kept);
    return file;
  }

  /**
   * Finds out whether states of a network could be saved now. The directory is created, and nothing
   * else is left there.
   *
   * @throws FileException if they could not
   */
  public void requireSavable(Network network) {
    NetworkJson.write(network, Where.file(directory).in("network"));
    createDirectory();
    AtomicFile.requireWritable(directory.resolve(Role.LAST.prefix + "000000.safetensors"));
  }

  private void createDirectory() {
    try {
      Replacement.createDirectories(directory);
    } catch (IOException e) {
      throw Where.file(directory)
          .failed("a directory for checkpoints", e, "Check the path and the permissions.");
    }
  }

  /** They may be what fills the disk. */
  private void deleteLeftovers() {
    for (String name : names()) {
      if (Arrays.stream(Role.values()).anyMatch(r -> Replacement.isTemporary(name, r.prefix))) {
        delete(directory.resolve(name));
      }
    }
  }

  /**
   * Deletes all but the newest ones. Those that cannot be read do not count, and stay.
   *
   * @param older all but the one that was just saved, the newest first
   * @param kept how many whole ones stay, the one that was just saved included
   */
  private static void deleteOld(List<Numbered> older, int kept) {
    int found = 1;
    for (Numbered old : older) {
      if (found < kept) {
        found += succeeds(() -> Checkpoint.requireReadable(old.file())) ? 1 : 0;
      } else if (succeeds(() -> Checkpoint.requireWhole(old.file()))) {
        delete(old.file());
      }
    }
  }

  private static boolean succeeds(Runnable check) {
    try {
      check.run();
      return true;
    } catch (FileException e) {
      return false;
    }
  }

  /** The new checkpoint is safe; that an old one stays is no reason to stop a training. */
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "Cannot delete the old checkpoint " + file, e);
    }
  }

  /** The files of a role, newest first. */
  private List<Numbered> list(Role role) {
    List<Numbered> files = new ArrayList<>();
    for (String name : names()) {
      Matcher matcher = role.pattern.matcher(name);
      if (matcher.matches()) {
        files.add(new Numbered(Long.parseLong(matcher.group(1)), directory.resolve(name)));
      }
    }
    files.sort(Comparator.comparingLong(Numbered::number).reversed());
    return files;
  }

  private List<String> names() {
    if (Files.notExists(directory)) {
      return List.of();
    }
    // Listing a pipe would wait for its other end.
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw Where.file(directory)
          .refuse(
              "a directory of checkpoints",
              "a file, pipe or device",
              "Name a directory, existing or new.");
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> directory.relativize(file).toString()).toList();
    } catch (IOException | UncheckedIOException e) {
      throw Where.file(directory).unreadable(e);
    }
  }
}
