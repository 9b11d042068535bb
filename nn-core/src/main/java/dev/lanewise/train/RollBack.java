package dev.lanewise.train;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The states after the last two epochs. An epoch's last step is not followed by a loss, so the
 * newest state may be one whose loss is not finite: then it is the one before.
 */
final class RollBack {
  private Optional<TrainerState> newest = Optional.empty();
  private Optional<TrainerState> older = Optional.empty();

  void keep(TrainerState state) {
    older = newest;
    newest = Optional.of(state);
  }

  /** Brings the newest state back whose loss is finite, or else the older one. */
  void restore(Consumer<TrainerState> target, BooleanSupplier finite) {
    target.accept(newest.orElseThrow());
    if (older.isPresent() && !finite.getAsBoolean()) {
      target.accept(older.get());
    }
  }
}
