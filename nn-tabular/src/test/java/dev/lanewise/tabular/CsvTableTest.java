package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  @TempDir private Path directory;

  private List<List<String>> rows(CsvTable table) {
    List<List<String>> rows = new ArrayList<>();
    table.forEach(row -> rows.add(row.texts()));
    return rows;
  }

  private CsvTable open(String text, CsvFormat format) {
    return CsvTable.open(TestFiles.write(directory, text), format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,x\n2,y\n",
        "a,b\n1,x\n2,y",
        "a,b\r\n1,x\r\n2,y\r\n",
        "a,b\r1,x\r2,y",
        "\ufeffa,b\n1,x\n2,y\n",
        "\n\na , b\n 1,\tx\n\n2,y \n\n",
        "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\n",
        "\ufeff\"a\",b\n1,x\n2,y"
      })
  void readsRowsHoweverTheyAreWritten(String text) {
    CsvTable table = open(text, CsvFormat.standard());
    assertEquals(List.of("a", "b"), table.columns());
    assertEquals(List.of(List.of("1", "x"), List.of("2", "y")), rows(table));
    assertEquals(rows(table), rows(table));
  }

  @Test
  void keepsWhatIsInQuotes() {
    CsvTable table = open("a,b\n\" x, \"\"y\"\"\r\nz \",é漢\uD83D\uDE00\n", CsvFormat.standard());
    assertEquals(List.of(List.of(" x, \"y\"\r\nz ", "é漢\uD83D\uDE00")), rows(table));
  }

  @Test
  void readsOtherSeparatorsAndQuotesAndNoHeader() {
    CsvFormat format = CsvFormat.standard().withSeparator(';').withQuote('\'').withoutHeader();
    CsvTable table = open("1,5;'a;b'\n2;c\n", format);
    assertEquals(List.of("column1", "column2"), table.columns());
    assertEquals(List.of(List.of("1,5", "a;b"), List.of("2", "c")), rows(table));
    assertEquals(
        List.of(List.of("1", "2")),
        rows(open("1\t2", CsvFormat.standard().withSeparator('\t').withoutHeader())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "|", " ", "\t", "\u0001", "a", "\u00e9"})
  void takesAnySeparatorAndQuote(String text) {
    char other = text.charAt(0);
    CsvFormat separated = CsvFormat.standard().withSeparator(other).withMissing("?", "?");
    assertEquals(
        List.of(List.of("1", "#2")), rows(open("x@y\n1@\"#2\"\n".replace('@', other), separated)));
    CsvFormat quoted = CsvFormat.standard().withQuote(other);
    assertEquals(
        List.of(List.of("1,2", "3")), rows(open("x,y\n@1,2@,3\n".replace('@', other), quoted)));
  }

  @Test
  void tellsWhereARowIs() {
    CsvTable table = open("a,b\n\"1\n1\",x\n\n2,y\n", CsvFormat.standard());
    List<String> places = new ArrayList<>();
    table.forEach(row -> places.add(row.index() + "@" + row.place().replaceFirst(".*, ", "")));
    assertEquals(List.of("0@line 2", "1@line 5"), places);
  }

  @Test
  void tellsMissingValues() {
    CsvTable table = open("a,b,c\nNA,,na\n", CsvFormat.standard());
    table.forEach(row -> {
      assertTrue(row.isMissing(0));
      assertTrue(row.isMissing(1));
      assertFalse(row.isMissing(2));
    });
    open("a,b,c,d,e,f\n?,NaN,null,N/A,\" NA \",\"  \"\n", CsvFormat.standard())
        .forEach(row -> IntStream.range(0, 6).forEach(i -> assertTrue(row.isMissing(i))));
    CsvTable other = open("a,b,c\nNA,,?\n", CsvFormat.standard().withMissing("?"));
    other.forEach(row -> {
      assertFalse(row.isMissing(0));
      assertFalse(row.isMissing(1));
      assertTrue(row.isMissing(2));
    });
  }

  @Test
  void visitsChosenRows() {
    CsvTable table = open("a\n0\n1\n2\n3\n", CsvFormat.standard());
    List<String> seen = new ArrayList<>();
    table.forEach(new int[] {0, 2, 3}, row -> seen.add(row.text(0)));
    assertEquals(List.of("0", "2", "3"), seen);
    assertError(DataException.class, () -> table.forEach(new int[] {1, 1}, row -> {}), "ascend");
    assertError(DataException.class, () -> table.forEach(new int[] {-1}, row -> {}), "found -1");
    assertError(
        DataException.class, () -> table.forEach(new int[] {4}, row -> {}), "row 4", "4 rows");
  }

  @Test
  void namesTheColumnsThereAreIfOneIsMissing() {
    CsvTable table = open("a,b\n1,2\n", CsvFormat.standard());
    assertError(DataException.class, () -> table.column("c"), "'c'", "found 'a', 'b'");
  }

  @Test
  void refusesImpossibleFormats() {
    CsvFormat format = CsvFormat.standard();
    assertError(SettingException.class, () -> format.withSeparator('"'), "different");
    assertError(SettingException.class, () -> format.withSeparator('\n'), "line ends");
    assertError(SettingException.class, () -> format.withLimits(0, 1), "field limit");
    assertError(SettingException.class, () -> format.withLimits(1, 0), "column limit");
  }
}
