package dev.lanewise.schedule;

import dev.lanewise.SettingException;
import dev.lanewise.kernels.Powers;
import java.util.List;

/**
 * A staircase with stairs of different lengths.
 *
 * @param gamma the factor of each stair, above 0
 * @param milestones the steps at which stairs begin, ascending, at least 0
 */
public record MultiStep(double gamma, List<Long> milestones) implements Schedule {

  /** Checks the settings. */
  public MultiStep {
    Check.positive("MultiStep", "gamma", gamma);
    milestones = List.copyOf(milestones);
    if (!milestones.isEmpty()) {
      Check.notNegative("MultiStep", "first milestone", milestones.getFirst());
    }
    for (int i = 1; i < milestones.size(); i++) {
      if (milestones.get(i) <= milestones.get(i - 1)) {
        throw new SettingException("MultiStep: milestones must ascend; found " + milestones + ".");
      }
    }
  }

  @Override
  public double factor(long step) {
    int stair = 0;
    while (stair < milestones.size() && milestones.get(stair) <= step) {
      stair++;
    }
    return Powers.power(gamma, stair);
  }
}
