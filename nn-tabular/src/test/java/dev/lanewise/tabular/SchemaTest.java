package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
  @TempDir private Path directory;

  @Test
  void infersTypes() {
    CsvTable table = TestFiles.table(directory, "a,b,c,d\n1,x,NA,7\n,y,2,p\n-2e5,1,,q\n");
    Schema schema = Schema.infer(table, Map.of());
    assertEquals(3, schema.rows());
    assertEquals("{a=NUMBER, b=CATEGORY, c=NUMBER, d=CATEGORY}", schema.types().toString());
  }

  @Test
  void takesGivenTypes() {
    CsvTable table = TestFiles.table(directory, "zip,b\n1,x\n2,y\n");
    Schema schema = Schema.infer(table, Map.of("zip", ColumnType.CATEGORY));
    assertEquals(ColumnType.CATEGORY, schema.type("zip"));
    assertError(
        DataException.class,
        () -> Schema.infer(table, Map.of("zap", ColumnType.NUMBER)),
        "'zap'",
        "found 'zip', 'b'");
    assertError(DataException.class, () -> schema.type("no"), "'no'");
  }

  @Test
  void refusesNumbersWithMistakes() {
    CsvTable table = TestFiles.table(directory, "a\n1\n2\n3x\n4\n");
    assertError(
        DataException.class,
        () -> Schema.infer(table, Map.of()),
        "line 4, column 'a': expected a number, as in other rows; found '3x'",
        "leave it empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'1,5' '2,5' '3,5'",
        "5% 7% 8%",
        "1.5 '2,5' 3",
        "'1,5' low high '2,5'",
        "1.5 - - 2.5 -",
        "1.5 2.5 3.5 - unknown - unknown -",
        "none none none 3 4",
        "1e999 2e999",
        "5kg 6kg 7.5kg 6kg",
        "5km/h 6km/h 7km/h 8",
        "-5\u00b0C 6\u00b0C 7\u00b0C",
        "'1,5m\u00b2' '2,5m\u00b2' 3m\u00b2"
      })
  void refusesWhatMayBeNumbersInDisguise(String values) {
    String text = "a\n" + values.replace('\'', '"').replace(' ', '\n') + "\n";
    CsvTable table = TestFiles.table(directory, text);
    String first =
        Stream.of(values.replace("'", "").split(" "))
            .filter(value -> Double.isNaN(Numbers.parse(value)))
            .findFirst()
            .orElseThrow();
    assertError(
        DataException.class, () -> Schema.infer(table, Map.of()), "'" + first + "'", "line");
    assertEquals(
        ColumnType.CATEGORY,
        Schema.infer(table, Map.of("a", ColumnType.CATEGORY)).type("a"),
        "a given type is taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "red green red",
        "A B C 7",
        "<=50K >50K >50K",
        "10-19 20-29",
        "2024-01-31 2024-02-01 never",
        "2024-01-31 2024-02-31",
        "5more 6more",
        "2D 3D 3D",
        "1st 2nd 3rd 4th",
        "12A 12B 7C",
        "5kg 6kg 7kg light",
        "a b c d e f g h 1 2 3"
      })
  void takesCategories(String values) {
    CsvTable table = TestFiles.table(directory, "a\n" + values.replace(' ', '\n') + "\n");
    assertEquals(ColumnType.CATEGORY, Schema.infer(table, Map.of()).type("a"));
  }

  @Test
  void takesQuotedNumbersAndMarksOfMissingOnes() {
    CsvTable table =
        TestFiles.table(directory, "a,b\n\" 1.5\",1\n?,nan\n?,NaN\n2.5,null\n?,N/A\n\" ? \",2\n");
    assertEquals("{a=NUMBER, b=NUMBER}", Schema.infer(table, Map.of()).types().toString());
  }

  @Test
  void countsFewWholeNumbers() {
    CsvTable table =
        TestFiles.table(
            directory,
            "a,b,c,d\n"
                + IntStream.range(0, 33)
                    .mapToObj(i -> "%s,%s,%s,%s\n".formatted(i % 10, i % 11, i % 2 + ".50", "NA"))
                    .collect(Collectors.joining())
                + "-0,1e0,1,3.0\n");
    Schema schema = Schema.infer(table, Map.of());
    assertEquals(new ColumnSummary(ColumnType.NUMBER, 0, OptionalInt.of(10)), schema.column("a"));
    assertEquals(new ColumnSummary(ColumnType.NUMBER, 0, OptionalInt.empty()), schema.column("b"));
    assertEquals(new ColumnSummary(ColumnType.NUMBER, 0, OptionalInt.empty()), schema.column("c"));
    assertEquals(new ColumnSummary(ColumnType.NUMBER, 33, OptionalInt.of(1)), schema.column("d"));
  }
}
