package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.train.TrainerState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was found in a {@link CheckpointDirectory}.
 *
 * @param found the newest whole checkpoint; empty if there is none
 * @param skipped newer files that could not be used, the newest first
 */
public record Recovery(Optional<Found> found, List<Skipped> skipped) {

  /**
   * A whole checkpoint.
   *
   * @param file where it is
   * @param state what it holds
   */
  public record Found(Path file, TrainerState state) {}

  /**
   * A file that could not be used.
   *
   * @param file where it is
   * @param reason what is wrong with it
   */
  public record Skipped(Path file, FileException reason) {}

  /** Copies the list. */
  public Recovery {
    skipped = List.copyOf(skipped);
  }
}
