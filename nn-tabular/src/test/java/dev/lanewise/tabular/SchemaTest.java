package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        "line 4, column 'a': expected a number, as in most rows; found '3x'");
  }
}
