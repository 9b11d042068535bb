package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFeatureTest {
  private static final double DAY = 86_400;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "1970-01-01, 0",
    "2000-02-29, 11016",
    "1969-12-31, -1",
    "1970-01-02T06:00, 1.25",
    "1970-01-02 06:00:00, 1.25",
    "1970-01-02T18:00:00.000Z, 1.75",
    "1970-01-02T18:00:00+06:00, 1.5",
    "1970-01-02T18:00:00+06:00[Asia/Almaty], 1.5",
    "1970-1-2, NaN",
    "1970-02-30, NaN",
    "1970-01-02x, NaN",
    "hello-wo-rld, NaN"
  })
  void readsDaysSince1970(String text, double days) {
    assertEquals(days, DateNotation.ISO.days(text));
  }

  @ParameterizedTest
  @CsvSource({
    "31.01.2026, true",
    "1/31/26 7:05 PM, true",
    "2026/01/31, true",
    "31-01-2026T09:00, true",
    "10.20.30.40, false",
    "1.2.3, false",
    "31.01/2026, false",
    "12.5, false",
    "555-12-3456, false",
    "hello, false"
  })
  void knowsDatesOfOtherPatternsByTheirLooks(String text, boolean date) {
    assertEquals(date, DateNotation.looksLikeDate(text));
  }

  @Test
  void readsDaysOfPatterns() {
    assertEquals(
        (double) LocalDate.of(2024, 12, 31).toEpochDay(),
        DateNotation.of("dd.MM.yyyy").days(" 31.12.2024 "));
    assertEquals(
        LocalDateTime.of(2024, 12, 31, 18, 30).toEpochSecond(ZoneOffset.UTC) / DAY,
        DateNotation.of("M/d/yyyy HH:mm").days("12/31/2024 18:30"),
        1e-9);
    assertEquals(Double.NaN, DateNotation.of("dd.MM.yyyy").days("30.02.2024"));
    assertEquals(
        (double) LocalDate.of(2031, 2, 3).toEpochDay(), DateNotation.of("d.M.yy").days("3.2.31"));
    assertError(SettingException.class, () -> DateNotation.of("nonsense"), "dd.MM.yyyy");
  }

  @Test
  void findsDatesAndMakesPhasesOfThem() {
    Table table = TestFiles.table(directory, "when,y\n2023-01-01,1\n2024-07-01,2\n2025-12-31,3\n");
    assertEquals(ColumnType.DATE, Schema.infer(table, Map.of()).type("when"));
    TableEncoder encoder = TableEncoder.fit(table, TableRecipe.predicting("y"));
    assertEquals(
        List.of("when", "when year sine", "when year cosine", "when week sine", "when week cosine"),
        encoder.inputNames());
    float[] inputs = new float[encoder.width()];
    RowEncoder rows = encoder.bind(table);
    table.forEach(new int[] {2}, row -> rows.encode(row, inputs, 0));
    double[] days = {19358, 19905, 20453};
    double mean = (days[0] + days[1] + days[2]) / 3;
    double deviation = 0;
    for (double day : days) {
      deviation += (day - mean) * (day - mean) / 3;
    }
    double year = 2 * Math.PI * 364 / 365.25;
    // The last day of 2025 is a Wednesday.
    double week = 2 * Math.PI * 2 / 7;
    assertArrayEquals(
        new float[] {
          (float) ((days[2] - mean) / Math.sqrt(deviation)),
          (float) Math.sin(year),
          (float) Math.cos(year),
          (float) Math.sin(week),
          (float) Math.cos(week)
        },
        inputs,
        1e-6f);
  }

  @Test
  void timesOfTheDayAreInputsIfThereAreAny() {
    Table table =
        MemoryTable.of(
            List.of("when", "y"),
            List.of(
                List.of(LocalDateTime.of(2024, 1, 1, 6, 0), 1),
                List.of(LocalDate.of(2024, 1, 2), 2),
                List.of(OffsetDateTime.of(2024, 1, 3, 20, 0, 0, 0, ZoneOffset.ofHours(2)), 3)));
    TableEncoder encoder = TableEncoder.fit(table, TableRecipe.predicting("y"));
    assertEquals(7, encoder.width());
    float[] inputs = new float[7];
    RowEncoder rows = encoder.bind(table);
    table.forEach(new int[] {0}, row -> rows.encode(row, inputs, 0));
    assertArrayEquals(new float[] {1, 0}, new float[] {inputs[5], inputs[6]}, 1e-6f);
    table.forEach(new int[] {2}, row -> rows.encode(row, inputs, 0));
    assertArrayEquals(new float[] {-1, 0}, new float[] {inputs[5], inputs[6]}, 1e-6f);
  }

  @Test
  void replacesMissingDatesAsNumbers() {
    Table table =
        TestFiles.table(directory, "when,y\n31.01.2024,1\n,2\n02.02.2024,3\n06.02.2024,4\n");
    TableRecipe recipe =
        TableRecipe.predicting("y").withDates("when", DateNotation.of("dd.MM.yyyy"));
    assertError(
        DataException.class, () -> TableEncoder.fit(table, recipe), "TableRecipe.withMissing");
    TableEncoder encoder =
        TableEncoder.fit(table, recipe.withMissing(Imputation.MEDIAN, Imputation.REFUSE));
    DateFeature feature = (DateFeature) encoder.features().getFirst();
    assertEquals(
        (double) LocalDate.of(2024, 2, 2).toEpochDay(), feature.replacement().orElseThrow());
  }

  @Test
  void refusesOtherTexts() {
    Table table = TestFiles.table(directory, "when,y\n2024-01-31,1\n31.12.2024,2\n");
    TableRecipe recipe = TableRecipe.predicting("y").withType("when", ColumnType.DATE);
    assertError(DataException.class, () -> TableEncoder.fit(table, recipe), "31.12.2024");
    assertError(
        SettingException.class,
        () -> TableRecipe.predicting("when").withType("when", ColumnType.DATE),
        "date");
    Table dates = TestFiles.table(directory, "x,when\n1,2024-01-31\n2,2024-12-31\n");
    assertError(
        DataException.class,
        () -> TableEncoder.fit(dates, TableRecipe.predicting("when")),
        "a target of numbers or categories");
  }

  @Test
  void lettersInQuotesStayAsTheyAre() {
    assertEquals(1, DateNotation.of("'day' dd.MM.yyyy").days("day 02.01.1970"));
    assertEquals(1, DateNotation.of("dd''MM''yyyy 'y''y'").days("02'01'1970 y'y"));
  }

  @ParameterizedTest
  @CsvSource({"MM.yyyy, day", "HH:mm, day", "YYYY-MM-dd, day", "yyyy-MM-dd hh:mm, time"})
  void aPatternThatDoesNotTellTheDayOrHalfOfATimeIsRefusedAtOnce(String pattern, String word) {
    assertError(SettingException.class, () -> DateNotation.of(pattern), pattern, word);
  }

  @Test
  void daysBeyondThoseOfTheCalendarAreNoDates() {
    assertEquals(Double.NaN, DateNotation.ISO.days("+999999999-12-31T23:59:59-18:00"));
    assertEquals(Double.NaN, DateNotation.ISO.days("-999999999-01-01T00:00:00+18:00"));
  }
}
