package dev.lanewise.engine;

import dev.lanewise.DivergedException;
import dev.lanewise.kernels.Panels;

/** The errors of a training whose numbers have left the range of floats, and a look for them. */
public final class Divergence {

  private Divergence() {}

  public static DivergedException ofGradient(long step, String parameter) {
    return of(step, parameter, "gradient");
  }

  public static DivergedException ofParameters(long step, String parameter) {
    return of(step, parameter, "values");
  }

  private static DivergedException of(long step, String parameter, String what) {
    return new DivergedException(
        step,
        parameter,
        "The %s of parameter %s became NaN or infinite at step %s. Try a smaller learning rate, scaled inputs and targets, or check the data for NaN."
            .formatted(what, parameter, step));
  }

  /** Whether all values are numbers and none is infinite. */
  public static boolean isFinite(Panels values) {
    int largest = 0;
    for (float value : values.data()) {
      largest = Math.max(largest, Float.floatToRawIntBits(value) & Integer.MAX_VALUE);
    }
    return largest <= Float.floatToRawIntBits(Float.MAX_VALUE);
  }
}
