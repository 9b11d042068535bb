package dev.lanewise.schedule;

/**
 * One cycle with cosines (Smith and Topin 2018), as {@code torch.optim.lr_scheduler.OneCycleLR}
 * without its change of the momentum. The optimizer's rate is the highest one.
 *
 * @param steps of the whole cycle, at least 2
 * @param rise share of the steps in which the rate rises, between 0 and 1; default 0.3
 * @param startDivisor the first rate is the highest divided by this; default 25
 * @param endDivisor the last rate is the first divided by this; default 10,000
 */
public record OneCycle(long steps, double rise, double startDivisor, double endDivisor)
    implements Schedule {

  /** Checks the settings. */
  public OneCycle {
    Check.steps("OneCycle", "steps - 1", steps - 1);
    Check.share("OneCycle", "rise", rise);
    Check.positive("OneCycle", "start divisor", startDivisor);
    Check.positive("OneCycle", "end divisor", endDivisor);
  }

  @Override
  public double factor(long step) {
    // As in PyTorch this may be between two steps, or before the first.
    double top = rise * steps - 1;
    double start = 1 / startDivisor;
    double at = Math.min(step, steps - 1);
    return at < top
        ? Curve.cosine(start, 1, at / top)
        : Curve.cosine(1, start / endDivisor, (at - top) / (steps - 1 - top));
  }
}
