package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Gaps in the times of series. */
class SeriesTimesTest {
  private static final SeriesRecipe RECIPE = SeriesRecipe.predicting("x", 2, 1);

  private static Optional<SeriesGaps> gaps(Stream<?> times, TimeColumn column) {
    StringBuilder text = new StringBuilder("t,x\n");
    List<?> all = times.toList();
    for (int i = 0; i < all.size(); i++) {
      text.append(all.get(i)).append(',').append(i % 7).append('\n');
    }
    return PreparedSeries.of(SeriesText.table(text.toString()), RECIPE.withTime(column), 0, 0)
        .training()
        .gaps();
  }

  private static Optional<SeriesGaps> gaps(Stream<?> times) {
    return gaps(times, TimeColumn.of("t"));
  }

  private static Stream<LocalDateTime> hours(int... left) {
    LocalDateTime start = LocalDateTime.of(2026, 3, 1, 0, 0);
    return IntStream.range(0, 200)
        .filter(i -> IntStream.of(left).noneMatch(out -> out == i))
        .mapToObj(start::plusHours);
  }

  @Test
  void hoursThatAreMissing() {
    assertEquals(Optional.empty(), gaps(hours()));
    assertEquals(
        Optional.of(new SeriesGaps(1, 30, "2026-03-02T05:00", 10)),
        gaps(hours(IntStream.range(30, 40).toArray())));
    assertEquals(Optional.of(new SeriesGaps(2, 7, "2026-03-01T06:00", 1)), gaps(hours(7, 50, 51)));
  }

  @Test
  void numbersAndDatesOfAPattern() {
    Stream<?> tenths =
        IntStream.range(0, 50).filter(i -> i != 23).mapToObj(i -> "%s".formatted(i / 10.0));
    assertEquals(Optional.of(new SeriesGaps(1, 23, "2.2", 1)), gaps(tenths));
    Stream<?> days = IntStream.range(1, 31).filter(i -> i != 9).mapToObj("%02d.06.2026"::formatted);
    assertEquals(
        Optional.of(new SeriesGaps(1, 8, "", 1)),
        gaps(days, TimeColumn.of("t", DateNotation.of("dd.MM.yyyy"))));
  }

  /** Months, quarters, years and workdays are not equally far apart, and have no gaps for that. */
  @Test
  void calendarsHaveNoGaps() {
    LocalDate start = LocalDate.of(2009, 1, 1);
    for (int months : new int[] {1, 3, 12}) {
      assertEquals(
          Optional.empty(),
          gaps(IntStream.range(0, 60).mapToObj(i -> start.plusMonths((long) months * i))));
    }
    Stream<LocalDate> workdays =
        IntStream.range(0, 300)
            .mapToObj(start::plusDays)
            .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
    assertEquals(Optional.empty(), gaps(workdays));
    assertEquals(Optional.empty(), gaps(IntStream.range(1, 60).mapToObj(i -> i * i)));
    assertEquals(Optional.empty(), gaps(Stream.of(1, 2, 3, 9)));
  }

  @Test
  void withoutTimesThereAreNone() {
    SeriesWindows windows =
        PreparedSeries.of(SeriesText.table("x\n1\n2\n3\n"), RECIPE, 0, 0).training();
    assertEquals(Optional.empty(), windows.gaps());
  }
}
