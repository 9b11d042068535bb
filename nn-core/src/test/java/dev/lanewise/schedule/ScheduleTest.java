package dev.lanewise.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.SettingException;
import dev.lanewise.train.Allocations;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected factors are those of PyTorch 1.13's schedulers of the same names. */
class ScheduleTest {
  private static final double TOLERANCE = 1e-12;

  static Stream<Arguments> torch() {
    return Stream.of(
        Arguments.of(Schedule.constant(), values(1, 1, 1)),
        Arguments.of(Schedule.step(3, 0.5), values(1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25)),
        Arguments.of(Schedule.multiStep(0.1, 2, 5), values(1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01)),
        Arguments.of(Schedule.exponential(0.9), values(1, 0.9, 0.81, 0.729, 0.6561, 0.59049)),
        Arguments.of(
            Schedule.polynomial(5, 0, 2), values(1, 0.64, 0.36, 0.16, 0.04, 0.0, 0.0, 0.0)),
        Arguments.of(
            Schedule.cosine(6, 0.1),
            values(1, 0.9397114317029974, 0.775, 0.55, 0.325, 0.1602885682970026, 0.1)),
        Arguments.of(
            Schedule.cosineRestarts(3, 2, 0.1),
            values(
                1,
                0.775,
                0.325,
                1,
                0.9397114317029974,
                0.775,
                0.55,
                0.325,
                0.16028856829700258,
                1,
                0.9846666218300807)),
        Arguments.of(
            Schedule.oneCycle(10),
            values(
                0.04,
                0.52,
                1,
                0.9504846320134737,
                0.8117456539497631,
                0.6112620219362893,
                0.38874197806371075,
                0.18825834605023697,
                0.049519367986526286)));
  }

  private static double[] values(double... values) {
    return values;
  }

  @ParameterizedTest
  @MethodSource("torch")
  void followsPyTorch(Schedule schedule, double[] expected) {
    double[] found = LongStream.range(0, expected.length).mapToDouble(schedule::factor).toArray();
    assertArrayEquals(expected, found, TOLERANCE);
  }

  @Test
  void stopsAtItsEnd() {
    assertEquals(0.1, Schedule.cosine(6, 0.1).factor(1_000_000), TOLERANCE);
    assertEquals(0.3, Schedule.polynomial(5, 0.3, 1).factor(5), TOLERANCE);
    assertEquals(4e-6, Schedule.oneCycle(10).factor(10), TOLERANCE);
  }

  @Test
  void cosinesAreThoseOfTheFunction() {
    for (int step = 0; step <= 1000; step++) {
      double expected = (1 + Math.cos(Math.PI * step / 1000)) / 2;
      assertEquals(expected, Schedule.cosine(1000, 0).factor(step), TOLERANCE);
    }
  }

  @Test
  void sinesAndCosinesHaveTheBitsOfStrictMath() {
    for (int i = -10_000; i <= 10_000; i++) {
      double x = Math.PI / 4 * i / 10_000;
      assertEquals(StrictMath.cos(x), Cosines.cosine(x));
      assertEquals(StrictMath.sin(x), Cosines.sine(x));
    }
    for (double x = 1; x > 0; x /= 3) {
      assertEquals(StrictMath.cos(x / 2), Cosines.cosine(x / 2));
      assertEquals(StrictMath.sin(x / 2), Cosines.sine(x / 2));
    }
  }

  /** The factors are asked for at each step, so nothing may be allocated. */
  @Test
  void factorsAllocateNothing() {
    for (Schedule schedule :
        List.of(
            Schedule.oneCycle(1000),
            Schedule.cosine(1000, 0).afterWarmup(10),
            Schedule.cosineRestarts(100, 2, 0),
            Schedule.polynomial(1000, 0, 2),
            Schedule.multiStep(0.1, 5, 700),
            Schedule.exponential(0.999),
            Schedule.step(10, 0.9))) {
      Allocations allocations = new Allocations(List.of());
      double sum = 0;
      for (int step = 0; !allocations.count(); step++) {
        sum += schedule.factor(step % 1000);
      }
      assertTrue(allocations.isClean() && sum > 0, schedule + ": " + allocations);
    }
  }

  @Test
  void warmsUpIntoAnotherSchedule() {
    Schedule schedule = Schedule.step(2, 0.5).afterWarmup(4);
    double[] expected = {0.2, 0.4, 0.6, 0.8, 1, 1, 0.5, 0.5, 0.25};
    double[] found = LongStream.range(0, 9).mapToDouble(schedule::factor).toArray();
    assertArrayEquals(expected, found, TOLERANCE);
  }

  @Test
  void restartsOfEqualLengthNeedNoLoop() {
    assertEquals(1, Schedule.cosineRestarts(3, 1, 0).factor(3L * 1_000_000_000_000L), TOLERANCE);
  }

  /** Computed from the source of OneCycleLR; its top may lie between two steps or before step 0. */
  @Test
  void theTopOfACycleNeedNotBeAStep() {
    assertCycle(new OneCycle(2, 0.3, 25, 1e4), 0.811745653949763, 4e-06);
    assertCycle(
        new OneCycle(10, 0.05, 25, 1e4),
        0.9931806789787544,
        0.9397371166557421,
        0.8386414312497273,
        0.7008489089356355,
        0.5412915075774754,
        0.3772597474005747,
        0.2265290148351029,
        0.10543332358282206,
        0.027095270784166084,
        4e-06);
    assertCycle(new OneCycle(3, 0.1, 25, 1e4), 0.8431214464510911, 0.3019629091399539, 4e-06);
    assertCycle(
        new OneCycle(7, 0.35, 10, 100),
        0.1,
        0.8025341794130723,
        0.9644137419425884,
        0.7402287702409134,
        0.40622557107126817,
        0.1154088891899078,
        0.001);
    assertEquals(1, new OneCycle(10, 0.1, 25, 1e4).factor(0), "where PyTorch divides by zero");
  }

  private static void assertCycle(OneCycle cycle, double... expected) {
    assertArrayEquals(
        expected,
        LongStream.range(0, expected.length).mapToDouble(cycle::factor).toArray(),
        TOLERANCE);
  }

  @Test
  void oneStepIsTheWholeWay() {
    for (Schedule schedule :
        List.of(Schedule.cosine(1, 0.1), Schedule.polynomial(1, 0.1, 3), Schedule.step(1, 0.1))) {
      assertEquals(1, schedule.factor(0));
      assertEquals(0.1, schedule.factor(1), TOLERANCE);
    }
    assertEquals(1, Schedule.cosineRestarts(1, 1, 0).factor(7));
    assertEquals(0.1, Schedule.multiStep(0.1, 0).factor(0));
    assertEquals(0.5, Schedule.constant().afterWarmup(1).factor(0));
  }

  @Test
  void theLastStepOfAllHasAFactorToo() {
    List<Schedule> all =
        List.of(
            Schedule.step(3, 0.5),
            Schedule.multiStep(0.5, 1, Long.MAX_VALUE),
            Schedule.exponential(0.5),
            Schedule.polynomial(Long.MAX_VALUE, 0, 2),
            Schedule.cosine(5, 0),
            Schedule.cosineRestarts(1, 2, 0),
            Schedule.cosineRestarts(7, Integer.MAX_VALUE, 0),
            Schedule.cosineRestarts(Long.MAX_VALUE / 2, 3, 0),
            Schedule.oneCycle(Long.MAX_VALUE),
            Schedule.constant().afterWarmup(Long.MAX_VALUE));
    for (Schedule schedule : all) {
      double factor = schedule.factor(Long.MAX_VALUE);
      assertTrue(factor >= 0 && factor <= 1, () -> schedule + ": " + factor);
    }
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    List<Executable> wrong =
        List.of(
            () -> Schedule.step(0, 0.5),
            () -> Schedule.step(1, 0),
            () -> Schedule.multiStep(0.1, 5, 5),
            () -> Schedule.multiStep(0.1, -1, 5),
            () -> Schedule.exponential(Double.NaN),
            () -> Schedule.polynomial(1, -1, 1),
            () -> Schedule.polynomial(1, 0, 0),
            () -> Schedule.cosine(0, 0),
            () -> Schedule.cosineRestarts(1, 0, 0),
            () -> Schedule.oneCycle(1),
            () -> new OneCycle(10, 1, 25, 1e4),
            () -> Schedule.constant().afterWarmup(0));
    wrong.forEach(settings -> assertThrows(SettingException.class, settings));
  }
}
