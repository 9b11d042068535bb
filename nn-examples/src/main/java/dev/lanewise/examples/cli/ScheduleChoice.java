package dev.lanewise.examples.cli;

import dev.lanewise.schedule.Schedule;

/** How the learning rate changes while training goes on. */
enum ScheduleChoice {
  CONSTANT,
  COSINE,
  LINEAR,
  ONE_CYCLE;

  /**
   * The schedule of so many steps.
   *
   * @param steps after which the rate is at its end
   */
  Schedule over(long steps) {
    return switch (this) {
      case CONSTANT -> Schedule.constant();
      case COSINE -> Schedule.cosine(steps, 0);
      case LINEAR -> Schedule.polynomial(steps, 0, 1);
      case ONE_CYCLE -> Schedule.oneCycle(steps);
    };
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<ScheduleChoice> {
    Converter() {
      super(ScheduleChoice.class);
    }
  }
}
