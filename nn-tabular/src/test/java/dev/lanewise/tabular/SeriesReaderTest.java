package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesReaderTest {
  private static final SeriesRecipe RECIPE = SeriesRecipe.predicting("x", 2, 1);

  private static PreparedSeries prepare(String text, SeriesRecipe recipe) {
    return PreparedSeries.of(SeriesText.table(text), recipe, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "'x\n1\n2\none\n4', 'line 4, column ''x'': expected a decimal number'",
    "'x\n1\n2\n1e999\n4', 'line 4, column ''x'''",
    "'x\n1\n\"1,5\"\n3', 'line 3, column ''x'''",
    "'x,y\n1,a\n2,a\n3,b', 'line 2, column ''y'': expected a decimal number'",
    "'x,y\n1,1\n2,\n3,3', 'line 3, column ''y'': expected a value; found a missing one'",
    "'x\n1\nNA\n3', 'line 3, column ''x'': expected a value; found a missing one, ''NA'''",
    "'y\n1\n2\n3', 'expected a column ''x'''",
    "'x\n5\n5\n5\n5', 'column ''x'': expected values that differ'",
    "'x\n1e300\n-1e300\n1e300\n2', 'column ''x'': expected numbers with a finite'",
    "'x', 'at least 3 rows to learn from; found 0 of 0'",
    "'x\n1,2\n', 'line 2'",
  })
  void refusesWhatIsNoSeries(String text, String words) {
    assertError(DataException.class, () -> prepare(text, RECIPE), words);
  }

  @ParameterizedTest
  @CsvSource({
    "'t,x\n1,1\n2,2\n2,3', 'line 4, column ''t'': expected a time after ''2'''",
    "'t,x\n2026-01-02,1\n2026-01-01,2', 'line 3, column ''t'''",
    "'t,x\n1,1\n2026-01-01,2', 'line 3, column ''t'': expected a number, as in the first row'",
    "'t,x\n2026-01-01,1\n5,2', 'line 3, column ''t'': expected a date like 2026-01-31'",
    "'t,x\nnoon,1\n', 'line 2, column ''t'': expected a date'",
    "'t,x\n1,1\n,2\n', 'line 3, column ''t'': expected a number'",
    "'u,x\n1,1\n', 'expected a column ''t'''",
  })
  void refusesTimesThatDoNotAscend(String text, String words) {
    SeriesRecipe recipe = RECIPE.withTime(TimeColumn.of("t"));
    assertError(DataException.class, () -> prepare(text, recipe), words);
  }

  @Test
  void readsDatesOfAPattern() {
    TimeColumn time = TimeColumn.of("t", DateNotation.of("dd.MM.yyyy"));
    String text = "t,x\n31.01.2026,1\n01.02.2026,2\n02.02.2026,3\n";
    assertEquals(1, prepare(text, RECIPE.withTime(time)).training().size());
    assertError(
        DataException.class,
        () -> prepare(text.replace("01.02", "30.02"), RECIPE.withTime(time)),
        "line 3, column 't': expected a date like dd.MM.yyyy");
  }

  @Test
  void fillsGapsWithTheLastValueIfToldTo() {
    SeriesRecipe recipe = RECIPE.withFilledGaps();
    CsvTable table = SeriesText.table("x,y\n1,7\n,\n3,NA\n4,8\n");
    Series series = SeriesReader.read(table, recipe, List.of("y", "x"));
    assertArrayEquals(new double[] {7, 1, 7, 1, 7, 3, 8, 4}, series.values());
    assertError(
        DataException.class,
        () -> prepare("x,y\n1,\n2,1\n3,2\n", recipe),
        "line 2, column 'y': expected a value in the first row");
  }

  @Test
  void readsManyRows() {
    int rows = 5000;
    StringBuilder text = new StringBuilder("t,x\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(3 * i).append('\n');
    }
    SeriesRecipe recipe = RECIPE.withTime(TimeColumn.of("t"));
    Series series = SeriesReader.read(SeriesText.table(text.toString()), recipe, List.of("x"));
    assertEquals(rows, series.rows());
    assertEquals(rows, series.values().length);
    for (int i = 0; i < rows; i++) {
      assertEquals(3.0 * i, series.value(i, 0));
      assertEquals(i, series.times().orElseThrow().values()[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'1 2 3', '4 5'",
    "'0.1 0.2 0.3', '0.4 0.5'",
    "'-5 -2.5 0', '2.5 5'",
    "'1 2 4', ''",
    "'2026-02-26 2026-02-27 2026-02-28', '2026-03-01 2026-03-02'",
    "'2026-01-01T22:00 2026-01-01T22:30 2026-01-01T23:00', '2026-01-01T23:30 2026-01-02T00:00'",
    "'2026-01-01T00:00:00 2026-01-01T00:00:01 2026-01-01T00:00:02', '2026-01-01T00:00:03 2026-01-01T00:00:04'",
    "'2026-01-01 2026-02-01 2026-03-01', ''",
    "'2026-01-01T00:00Z 2026-01-02T00:00Z 2026-01-03T00:00Z', ''",
  })
  void continuesEvenTimes(String times, String expected) {
    String[] given = times.split(" ", -1);
    StringBuilder text = new StringBuilder("t,x\n");
    for (String time : given) {
      text.append(time).append(",1\n");
    }
    SeriesRecipe recipe = RECIPE.withTime(TimeColumn.of("t"));
    Series series = SeriesReader.read(SeriesText.table(text.toString()), recipe, List.of("x"));
    List<String> next = series.times().map(t -> t.next(2, 3)).orElseThrow();
    assertEquals(expected.isEmpty() ? List.of() : List.of(expected.split(" ", -1)), next);
  }

  @Test
  void doesNotContinueDatesThatItCannotWrite() {
    TimeColumn time = TimeColumn.of("t", DateNotation.of("yyyy-dd-MM"));
    CsvTable table = SeriesText.table("t,x\n2026-01-03,1\n2026-02-03,2\n2026-03-03,3\n");
    Series series = SeriesReader.read(table, RECIPE.withTime(time), List.of("x"));
    assertEquals(Optional.of(List.of()), series.times().map(t -> t.next(1, 3)));
  }
}
