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

  /**
   * What training goes on from; empty if nothing has been saved yet.
   *
   * @throws FileException if there are files, but none can be used: whoever started anew would lose
   *     what they hold
   */
  public Optional<TrainerState> state() {
    if (found.isEmpty() && !skipped.isEmpty()) {
      FileException reason = skipped.getFirst().reason();
      throw new FileException(
          reason.file(),
          reason.section(),
          reason.name(),
          reason.expected(),
          reason.found(),
          reason.remedy()
              + " None of the checkpoints there (%s) can be used: name another directory to start anew."
                  .formatted(skipped.size()));
    }
    return found.map(Found::state);
  }
}
