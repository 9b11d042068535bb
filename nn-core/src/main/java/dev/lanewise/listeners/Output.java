package dev.lanewise.listeners;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.UsageException;
import java.io.IOException;

/** What the listeners share. */
final class Output {

  /** Something that may fail to write. */
  interface Action<T> {
    T run() throws IOException;
  }

  private Output() {}

  /** Does it, or says in an error of the library what could not be written. */
  static <T> T write(Object target, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new DataException(
          "%s: expected to write a log; found an error (%s). Check the path, its permissions and the free space, or train without this listener."
              .formatted(target, e),
          e);
    }
  }

  static void requireOpen(boolean open, Object target) {
    if (!open) {
      throw new UsageException(target + ": this log is closed; open a new one for more training.");
    }
  }

  static int everyBatches(int batches) {
    if (batches < 1) {
      throw new SettingException(
          "Log: the number of batches from one entry to the next must be at least 1; found "
              + batches
              + ".");
    }
    return batches;
  }
}
