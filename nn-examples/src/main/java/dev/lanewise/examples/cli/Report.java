package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.TrainingListener;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** Tells how training goes. */
interface Report extends TrainingListener, AutoCloseable {

  /** An epoch is done, and this is the model after it. */
  void epochEnded(EpochResult result, Model model);

  /** Training has ended, perhaps within an epoch. */
  @Override
  default void close() {}

  /** JSON, or for people: a progress bar on a terminal, otherwise lines. */
  static Report of(boolean json, int epochs, PrintWriter out) {
    if (json) {
      return new JsonReport(out);
    }
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal ? new BarReport(epochs) : new LineReport(epochs, out);
  }
}
