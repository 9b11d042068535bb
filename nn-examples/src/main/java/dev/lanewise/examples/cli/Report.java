package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.TrainingListener;
import java.io.PrintWriter;

/** Tells how training goes. */
interface Report extends TrainingListener, AutoCloseable {

  /** An epoch is done, and this is the model after it. */
  void epochEnded(EpochResult result, Model model);

  /** Training has ended, perhaps within an epoch. */
  @Override
  default void close() {}

  /** JSON, or for people: a progress bar on a terminal, otherwise lines. */
  static Report of(boolean json, int epochs, Quality quality, PrintWriter out) {
    if (json) {
      return new JsonReport(quality, out);
    }
    return Screen.open()
        .<Report>map(screen -> new BarReport(epochs, quality, screen, System.out))
        .orElseGet(() -> new LineReport(epochs, quality, out));
  }
}
