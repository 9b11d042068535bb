package dev.lanewise.listeners;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** An epoch that is done. */
@Name("dev.lanewise.Epoch")
@Label("Training Epoch")
@Category("Lanewise")
@Description("The end of an epoch, after its validation")
@StackTrace(false)
final class EpochEvent extends Event {

  @Label("Epoch")
  int epoch;

  @Label("Samples")
  int samples;

  @Label("Training Time")
  @Description("Without validation")
  @Timespan(Timespan.NANOSECONDS)
  long trainingTime;

  @Label("Samples per Second")
  double samplesPerSecond;

  @Label("Loss")
  double loss;

  @Label("Accuracy")
  @Description("NaN for regressions")
  double accuracy;

  @Label("Validation Loss")
  @Description("NaN without validation")
  double validationLoss;

  @Label("Validation Accuracy")
  @Description("NaN for regressions and without validation")
  double validationAccuracy;

  @Label("Backend")
  String backend = "";
}
