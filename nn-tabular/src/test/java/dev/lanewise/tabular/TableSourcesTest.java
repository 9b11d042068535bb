package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.ArrayDataset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows give the same samples, wherever they come from and however they are written. */
class TableSourcesTest {
  private static final String COMMAS = "size,color,big\n1.5,red,yes\n-2,blue,no\n2e3,red,yes\n";
  private static final String SEMICOLONS = "size;color;big\n1,5;red;yes\n-2;blue;no\n2e3;red;yes\n";

  @TempDir private Path directory;

  enum Color {
    RED,
    BLUE;

    @Override
    public String toString() {
      return "the color " + name();
    }
  }

  record Thing(double size, @Column("color") String paint, String big) {}

  enum Source {
    FILE {
      @Override
      Table table(Path directory) {
        return TestFiles.table(directory, COMMAS);
      }
    },
    SEMICOLONS_AND_COMMAS {
      @Override
      Table table(Path directory) {
        return CsvTable.open(
            TestFiles.write(directory, SEMICOLONS),
            CsvFormat.standard().withSeparator(';').withDecimal(','));
      }
    },
    UTF_16 {
      @Override
      Table table(Path directory) throws IOException {
        Path file = directory.resolve("utf16.csv");
        Files.write(file, COMMAS.getBytes(StandardCharsets.UTF_16));
        return CsvTable.open(file, CsvFormat.standard().withCharset(StandardCharsets.UTF_16));
      }
    },
    STREAM {
      @Override
      Table table(Path directory) {
        return CsvTable.read(bytes(COMMAS), "a stream", CsvFormat.standard());
      }
    },
    LISTS {
      @Override
      Table table(Path directory) {
        return MemoryTable.of(
            List.of("size", "color", "big"),
            List.of(
                List.of(1.5f, "red", "yes"),
                List.of("-2", "blue", "no"),
                List.of(2000L, "red", "yes")));
      }
    },
    MAPS {
      @Override
      Table table(Path directory) {
        return MemoryTable.ofMaps(
            List.of("size", "color", "big"),
            List.of(
                Map.of("size", 1.5, "color", Optional.of("red"), "big", "yes"),
                Map.of("size", -2, "color", "blue", "big", "no", "surplus", "x"),
                Map.of("size", OptionalDouble.of(2000), "color", "red", "big", "yes")));
      }
    },
    RECORDS {
      @Override
      Table table(Path directory) {
        return MemoryTable.ofRecords(
            Thing.class,
            List.of(
                new Thing(1.5, "red", "yes"),
                new Thing(-2, "blue", "no"),
                new Thing(2000, "red", "yes")));
      }
    };

    abstract Table table(Path directory) throws IOException;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void sameSamples(Source source) throws IOException {
    Table table = source.table(directory);
    TableEncoder expected =
        TableEncoder.fit(TestFiles.table(directory, COMMAS), TableRecipe.predicting("big"));
    assertEquals(
        expected, TableEncoder.fit(source.table(directory), TableRecipe.predicting("big")));
    assertArrayEquals(
        samples(expected.dataset(Source.FILE.table(directory))),
        samples(expected.dataset(source.table(directory))));
    assertEquals(List.of("size", "color", "big"), table.columns());
  }

  private static float[] samples(ArrayDataset data) {
    Matrix inputs = Matrix.allocate(data.size(), data.inputShape().size());
    Matrix targets = Matrix.allocate(data.size(), 1);
    for (int i = 0; i < data.size(); i++) {
      data.read(i, inputs, targets, i);
    }
    float[] all = Arrays.copyOf(inputs.data(), inputs.data().length + targets.data().length);
    System.arraycopy(targets.data(), 0, all, inputs.data().length, targets.data().length);
    return all;
  }

  @Test
  void valuesInMemoryAreTextsOfAFile() {
    Table table =
        MemoryTable.of(
            List.of("a", "b", "c", "d", "e", "f"),
            List.of(
                Arrays.asList(3.0, Color.RED, true, 'x', null, Double.NaN),
                Arrays.asList(0.1f, Color.BLUE, false, "NA", Optional.empty(), " ")));
    List<List<String>> texts = new ArrayList<>();
    List<Boolean> missing = new ArrayList<>();
    table.forEach(row -> {
      texts.add(row.texts());
      for (int i = 0; i < 6; i++) {
        missing.add(row.isMissing(i));
      }
    });
    assertEquals(
        List.of(
            List.of("3", "RED", "true", "x", "", "NaN"),
            List.of("0.1", "BLUE", "false", "NA", "", " ")),
        texts);
    assertEquals(
        List.of(
            false, false, false, false, true, true, //
            false, false, false, true, true, true),
        missing);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertError(
        DataException.class,
        () -> MemoryTable.of(List.of("a"), List.of(List.of(1), List.of(List.of(2)))),
        "Table in memory, row 2, column 'a': expected a number, text");
    assertError(
        DataException.class,
        () -> MemoryTable.of(List.of("a", "b"), List.of(List.of(1))),
        "row 1: expected 2 values");
    assertError(
        SettingException.class,
        () -> MemoryTable.of(List.of("a", "a"), List.of(List.of(1, 2))),
        "different name");
    Table infinite = MemoryTable.of(List.of("a"), List.of(List.of(1.0), List.of(1 / 0.0)));
    assertError(
        DataException.class,
        () -> TableEncoder.fit(infinite, TableRecipe.inputs()),
        "row 2, column 'a'");
  }

  record Twice(@Column("x") int first, int x) {}

  @Test
  void refusesRecordsWithAColumnTwice() {
    assertError(
        SettingException.class,
        () -> MemoryTable.ofRecords(Twice.class, List.of()),
        "expected a different column for each component; found [x, x]");
  }

  @Test
  void namesTheEncodingAndTheDecimalSign() throws IOException {
    Path file = directory.resolve("latin.csv");
    Files.write(file, "a,b\n\u00e9t\u00e9,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertError(
        DataException.class,
        () -> CsvTable.open(file, CsvFormat.standard()).forEach(row -> {}),
        "CsvFormat.withCharset");
    List<String> texts = new ArrayList<>();
    CsvTable.open(file, CsvFormat.standard().withCharset(Charset.forName("windows-1252")))
        .forEach(row -> texts.addAll(row.texts()));
    assertEquals(List.of("\u00e9t\u00e9", "1"), texts);
    Table commas =
        CsvTable.read(bytes("a;b\n1,5;2\n2,5;3\n"), "x", CsvFormat.standard().withSeparator(';'));
    assertError(
        DataException.class,
        () -> TableEncoder.fit(commas, TableRecipe.predicting("b")),
        "CsvFormat.withDecimal");
    Table points =
        CsvTable.read(bytes("a,b\n1.5,2\n2.5,3\n"), "x", CsvFormat.standard().withDecimal(','));
    assertError(
        DataException.class,
        () -> TableEncoder.fit(points, TableRecipe.predicting("b")),
        "expected a number, as in other rows; found '1.5'");
    assertError(
        SettingException.class, () -> CsvFormat.standard().withDecimal(';'), "point or a comma");
  }

  @Test
  void advisesTheSeparator() {
    Table table = CsvTable.read(bytes("a;b\n1;2\n"), "x", CsvFormat.standard());
    assertError(DataException.class, () -> table.column("b"), "CsvFormat.withSeparator");
  }

  @Test
  void readsAStreamWhileItComes() throws IOException {
    PipedOutputStream out = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(out);
    Table table;
    try (out) {
      out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      table = CsvTable.once(in, "a pipe", CsvFormat.standard());
      assertEquals(List.of("a", "b"), table.columns());
      out.write("3,4\n5,6\n".getBytes(StandardCharsets.UTF_8));
    }
    List<String> texts = new ArrayList<>();
    assertEquals(3, table.forEach(row -> texts.addAll(row.texts())));
    assertEquals(List.of("1", "2", "3", "4", "5", "6"), texts);
    assertError(DataException.class, () -> table.forEach(row -> {}), "read before");
  }

  /** Namibia is no missing country for a table that says so. */
  @Test
  void aKnownCategoryIsNotMissingElsewhere() {
    CsvTable countries =
        CsvTable.read(
            stream("country,y\nNA,2\nDE,3\nDE,4\n"),
            "countries",
            CsvFormat.standard().withMissing(""));
    TableEncoder encoder =
        TableEncoder.fit(
            countries,
            TableRecipe.predicting("y").withMissing(Imputation.REFUSE, Imputation.MOST_FREQUENT));
    float[] inputs = new float[2];
    MemoryTable one = MemoryTable.of(List.of("country"), List.of(List.of("NA")));
    one.forEach(row -> encoder.bind(one).encode(row, inputs, 0));
    assertArrayEquals(new float[] {0, 1}, inputs);
  }

  @Test
  void wholeDecimalsHaveNoPoint() {
    MemoryTable table =
        MemoryTable.of(
            List.of("code"),
            List.of(
                List.of(new BigDecimal("1.00")),
                List.of(new BigDecimal("1E+3")),
                List.of(new BigDecimal("1.50")),
                List.of(new BigDecimal("1E-100000"))));
    List<String> texts = new ArrayList<>();
    table.forEach(row -> texts.add(row.text(0)));
    assertEquals(List.of("1", "1000", "1.50", "1E-100000"), texts);
  }

  @Test
  void valuesThatAreNeitherNumbersNorTextsAreCategories() {
    MemoryTable table =
        MemoryTable.of(
            List.of("code", "year"),
            List.of(List.of('1', Year.of(2020)), List.of('2', Year.of(2021))));
    assertEquals(
        Map.of("code", ColumnType.CATEGORY, "year", ColumnType.CATEGORY),
        TableRecipe.inputs().schema(table).types());
  }

  @Test
  void aRowThatIsNullIsNamed() {
    assertError(
        DataException.class,
        () -> MemoryTable.of(List.of("a"), Arrays.asList(List.of(1), null)),
        "row 2");
    assertError(
        DataException.class,
        () -> MemoryTable.ofMaps(List.of("a"), Arrays.asList(Map.of("a", 1), null)),
        "row 2");
    assertError(
        DataException.class,
        () -> MemoryTable.ofRecords(Thing.class, Arrays.asList(new Thing(1, "", ""), null)),
        "row 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkIsNoPartOfTheFirstName(String name) {
    Charset charset = Charset.forName(name);
    String mark = name.equals("UTF-16") ? "" : "\ufeff";
    CsvTable table =
        CsvTable.read(
            new ByteArrayInputStream((mark + "a,y\n1,2\n").getBytes(charset)),
            "marked",
            CsvFormat.standard().withCharset(charset));
    assertEquals(List.of("a", "y"), table.columns());
  }

  @Test
  void spacesAroundTextsForMissingValuesDoNotMatter() {
    CsvTable table =
        CsvTable.read(
            stream("a\nn.a.\n n.a. \n1\n"), "in", CsvFormat.standard().withMissing(" n.a. "));
    assertEquals(2, TableRecipe.inputs().schema(table).column("a").missing());
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
