package dev.lanewise.listeners;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A batch that was trained. */
@Name("dev.lanewise.Batch")
@Label("Training Batch")
@Category("Lanewise")
@Description("A training step, from the end of the one before")
@StackTrace(false)
final class BatchEvent extends Event {

  @Label("Epoch")
  int epoch;

  @Label("Samples Done")
  @Description("Samples of this epoch that are done")
  int done;

  @Label("Samples of the Epoch")
  int total;

  @Label("Loss")
  @Description("Mean over the batch")
  double loss;

  @Label("Samples per Second")
  @Description("NaN for the first batch of an epoch")
  double samplesPerSecond;

  @Label("Backend")
  String backend = "";
}
