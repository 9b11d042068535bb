package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps commands from replacing the files that they read. */
final class Overwriting {
  private Overwriting() {}

  /**
   * Refuses a file to write that is, by whatever name, one to read.
   *
   * @param option the option of the file to write
   * @param from the option of the file to read
   * @throws SettingException if both are the same
   */
  static void refuse(String option, Path written, String from, Path read) {
    if (isSame(written, read)) {
      throw new SettingException(
          "%1$s must be another file than %2$s, which it would replace; found %3$s. Choose another %1$s."
              .formatted(option, from, written));
    }
  }

  private static boolean isSame(Path written, Path read) {
    try {
      return Files.isSameFile(written, read);
    } catch (IOException e) {
      // One of them is not there; whoever reads or writes it tells what is wrong.
      return false;
    }
  }
}
