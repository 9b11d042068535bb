package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are not what they should be end in the typed error, which says where and what. */
@Timeout(60)
class HostileCsvTest {
  @TempDir private Path directory;

  static Stream<MalformedTable> malformed() {
    return MalformedTable.ALL.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void endsInTheTypedError(MalformedTable table) {
    Path file = TestFiles.write(directory, table.text());
    assertRefused(file, file.toString(), table.words(), "expected", "found");
  }

  private void assertRefused(Path file, String... words) {
    assertError(DataException.class, () -> use(file), words);
  }

  private static void use(Path file) {
    CsvTable table = CsvTable.open(file, CsvFormat.standard());
    TableEncoder.fit(table, MalformedTable.RECIPE).dataset(table);
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Path file = directory.resolve("table.csv");
    for (Charset charset :
        new Charset[] {StandardCharsets.ISO_8859_1, Charset.forName("windows-1252")}) {
      Files.writeString(file, "x,c,y\n1,a,2\n1,é,2\n1,b,2\n", charset);
      assertRefused(file, "expected text in UTF-8", "line");
    }
    Files.writeString(file, "x,c,y\n1,a,2\n", StandardCharsets.UTF_16);
    assertRefused(file, "UTF-16");
    Files.writeString(file, "x,c,y\n1,a,2\n", StandardCharsets.UTF_16LE);
    assertRefused(file, "NUL");
  }

  @Test
  void refusesInvalidUtf8() throws IOException {
    byte[][] invalid = {
      {(byte) 0xff},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf5}
    };
    Path file = directory.resolve("table.csv");
    for (byte[] bytes : invalid) {
      byte[] text = "x,c,y\n1,a,2\n1,__,2\n".getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, text, 14, Math.min(bytes.length, 2));
      Files.write(file, text);
      assertRefused(file, "expected text in UTF-8");
    }
    Files.write(file, Arrays.copyOf("x,c,y\n1,a,é".getBytes(StandardCharsets.UTF_8), 11));
    assertRefused(file, "expected text in UTF-8");
  }

  @Test
  void refusesOtherKindsOfFiles() throws IOException {
    Path file = directory.resolve("table.csv");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertRefused(file, "gzip data");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0});
    assertRefused(file, "workbook");
    assertRefused(directory, "a readable file");
    assertRefused(directory.resolve("none"), "a readable file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void refusesPipesWithoutWaiting() throws IOException, InterruptedException {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertRefused(pipe, "a pipe or device", "Save the table to a file");
    assertRefused(Path.of("/dev/null"), "a pipe or device");
  }

  @Test
  void showsHarmfulCharactersAsEscapes() {
    assertRefused(directory.resolve("a\u001b[31m\u202e\n.csv"), "a\\u001b[31m\\u202e\\u000a.csv");
    Path file = TestFiles.write(directory, "x,c,y\n\"\u001b\u2028\",a,2\n");
    assertRefused(file, "found '\\u001b\\u2028'");
    assertRefused(TestFiles.write(directory, "x\u202e,c\n"), "'x\\u202e'");
  }

  @Test
  void refusesAHugeField() {
    String huge = "1".repeat(10_000_000);
    assertRefused(TestFiles.write(directory, "x,c,y\n1," + huge + ",2\n"), "line 2", "too long");
    assertRefused(TestFiles.write(directory, "x,c,y\n1,\"" + huge + "\",2\n"), "line 2");
    assertRefused(
        TestFiles.write(directory, "x,c,y\n1,\"" + huge.substring(0, 40_000) + "\",2\n"),
        "fields of at most 32768 characters; found 40000 characters in field 2");
    assertRefused(TestFiles.write(directory, huge), "line 1");
  }

  @Test
  void refusesAMillionColumns() {
    String names = "c".repeat(1) + ",c".repeat(1_000_000);
    assertRefused(TestFiles.write(directory, names), "line 1: expected at most 16384 columns");
    assertRefused(
        TestFiles.write(directory, "x,c,y\n" + ",".repeat(1_000_000)),
        "line 2: expected at most 16384 columns");
  }

  @Test
  void refusesAHugeRow() {
    String field = "1".repeat(30_000) + ",";
    assertRefused(
        TestFiles.write(directory, "x,c,y\n" + field.repeat(600)), "line 2: expected rows of");
  }

  @Test
  void refusesTooManyCategories() {
    StringBuilder text = new StringBuilder("x,c,y\n");
    for (int i = 0; i < 1001; i++) {
      text.append("1,a").append(i).append(",2\n");
    }
    assertRefused(
        TestFiles.write(directory, text.toString()),
        "line 1002, column 'c': expected at most 1000 different values");
  }

  @Test
  void refusesEveryTruncationOrReadsWholeRows() {
    String whole = "x,c,y\n1,\"a\"\"\n,\",2\n-3.5e1,b,4\n";
    for (int length = 0; length < whole.length(); length++) {
      Path file = TestFiles.write(directory, whole.substring(0, length));
      try {
        use(file);
      } catch (DataException expected) {
        assertTrue(expected.getMessage().startsWith(file.toString()), expected::getMessage);
      }
    }
  }
}
