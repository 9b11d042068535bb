package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.LanewiseException;
import dev.lanewise.data.SampleFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whatever method a message names in parentheses, it helps a program that calls it. */
class RemediesTest {
  private static final CsvFormat STANDARD = CsvFormat.standard();
  private static final TableRecipe KIND = TableRecipe.predicting("kind");

  @TempDir Path directory;

  private static String rows(String header, String... values) {
    return Arrays.stream(values).collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  private Path file(String text) {
    return TestFiles.write(directory, text);
  }

  private static void learn(Path file, CsvFormat format, TableRecipe recipe) {
    PreparedTable.of(CsvTable.open(file, format), recipe, 0, 0, 1);
  }

  /** Fails unless a table is refused with the name of a method, and that method helps. */
  private static void assertRecipe(
      Path file, TableRecipe recipe, String method, UnaryOperator<TableRecipe> remedy) {
    refuse(file, STANDARD, recipe, "(" + method + ")");
    assertDoesNotThrow(() -> learn(file, STANDARD, remedy.apply(recipe)));
  }

  private static void assertFormat(
      Path file, TableRecipe recipe, String method, UnaryOperator<CsvFormat> remedy) {
    refuse(file, STANDARD, recipe, "(" + method + ")");
    assertDoesNotThrow(() -> learn(file, remedy.apply(STANDARD), recipe));
  }

  private static String refuse(Path file, CsvFormat format, TableRecipe recipe, String... words) {
    return String.valueOf(
        assertError(LanewiseException.class, () -> learn(file, format, recipe), words)
            .getMessage());
  }

  @Test
  void textsAmongNumbers() {
    Path codes = file(rows("code,kind", "1,a", "A,b", "2,a", "A,b", "1,b"));
    assertRecipe(codes, KIND, "TableRecipe.withType", r -> r.withType("code", ColumnType.CATEGORY));
    Path marks = file(rows("x,kind", "1,a", "-,b", "2,a", "3,b"));
    refuse(marks, STANDARD, KIND, "(CsvFormat.withMissing)", "(TableRecipe.withMissing)");
    TableRecipe means = KIND.withMissing(Imputation.MEAN, Imputation.OWN_CATEGORY);
    assertDoesNotThrow(() -> learn(marks, STANDARD.withMissing("-", ""), means));
    Path commas = file(rows("x;kind", "1,5;a", "2,5;b"));
    CsvFormat semicolons = STANDARD.withSeparator(';');
    refuse(commas, semicolons, KIND, "(CsvFormat.withDecimal)", "-1.5");
    assertDoesNotThrow(() -> learn(commas, semicolons.withDecimal(','), KIND));
    Path points = file(rows("x;kind", "1.5;a", "2.5;b"));
    refuse(points, semicolons.withDecimal(','), KIND, "(CsvFormat.withDecimal)", "-1,5");
  }

  /** A program that has values in memory has no format. */
  @Test
  void valuesInMemory() {
    List<List<?>> rows = List.of(List.of(1, "a"), List.of("-", "b"), List.of(2, "a"));
    Table table = MemoryTable.of(List.of("x", "kind"), rows);
    String message =
        String.valueOf(
            assertError(DataException.class, () -> KIND.schema(table), "make it null")
                .getMessage());
    assertFalse(message.contains("CsvFormat"), message);
    List<List<?>> mended =
        List.of(List.of(1, "a"), Arrays.asList(null, "b"), List.of(2, "a"), List.of(4, "b"));
    TableRecipe means = KIND.withMissing(Imputation.MEAN, Imputation.OWN_CATEGORY);
    assertDoesNotThrow(() -> TableEncoder.fit(MemoryTable.of(List.of("x", "kind"), mended), means));
  }

  @Test
  void missingInputs() {
    TableRecipe filled = KIND.withMissing(Imputation.MOST_FREQUENT, Imputation.MOST_FREQUENT);
    for (String column :
        List.of("1,a;,b;2,a", "clay,a;,b;clay,a", "2026-01-31,a;,b;2026-02-01,a")) {
      Path file = file(rows("x,kind", column.split(";")));
      assertRecipe(file, KIND, "TableRecipe.withMissing", r -> filled);
    }
    Path wide = file(rows("c" + names(257) + ",kind", ones(257) + ",a", ones(257) + ",b"));
    assertRecipe(
        wide,
        KIND.withMissing(Imputation.MEDIAN, Imputation.OWN_CATEGORY),
        "TableRecipe.withMissing",
        r -> r.withMissing(Imputation.MEAN, Imputation.OWN_CATEGORY));
  }

  private static String names(int count) {
    return IntStream.range(1, count).mapToObj(i -> ",c" + i).collect(Collectors.joining());
  }

  private static String ones(int count) {
    return String.join(",", Collections.nCopies(count, "1"));
  }

  /** The replacement is there even if no training row needed it. */
  @Test
  void categoriesThatAreMissingLater() {
    Table training = CsvTable.open(file(rows("soil,kind", "sand,a", "clay,b", "clay,a")), STANDARD);
    TableEncoder strict = TableEncoder.fit(training, KIND);
    Table later = MemoryTable.of(List.of("soil"), List.of(Collections.singletonList(null)));
    assertError(
        DataException.class,
        () -> inputs(strict, later),
        "train with",
        "(TableRecipe.withMissing)");
    TableRecipe own = KIND.withMissing(Imputation.MEAN, Imputation.OWN_CATEGORY);
    float[] clay = {1, 0};
    assertEquals(
        Arrays.toString(clay),
        Arrays.toString(inputs(TableEncoder.fit(training, own), later)),
        "the most frequent one");
    TableRecipe zeros = own.withCategories(own.categories().withUnknown(UnknownCategory.ZEROS));
    assertEquals(
        Arrays.toString(new float[2]),
        Arrays.toString(inputs(TableEncoder.fit(training, zeros), later)),
        "an unknown one");
  }

  private static float[] inputs(TableEncoder encoder, Table table) {
    float[] inputs = new float[encoder.width()];
    table.forEach(row -> encoder.bind(table).encode(row, inputs, 0));
    return inputs;
  }

  @Test
  void unknownCategories() {
    Table training = CsvTable.open(file(rows("soil,x,kind", "sand,1,a", "clay,2,b")), STANDARD);
    Table later = MemoryTable.of(List.of("soil", "x"), List.of(List.of("loam", 1)));
    assertError(
        DataException.class,
        () -> inputs(TableEncoder.fit(training, KIND), later),
        "(TableRecipe.ignoring)",
        "(CategoryRule.withUnknown)");
    CategoryRule zeros = KIND.categories().withUnknown(UnknownCategory.ZEROS);
    for (TableRecipe mended : List.of(KIND.ignoring("soil"), KIND.withCategories(zeros))) {
      assertDoesNotThrow(() -> inputs(TableEncoder.fit(training, mended), later));
    }
  }

  @Test
  void tooManyCategories() {
    TableRecipe few = KIND.withCategories(KIND.categories().withLimit(2));
    Path plots = file(rows("plot,x,kind", "p,1,a", "q,1,b", "r,1,a"));
    assertRecipe(plots, few, "TableRecipe.ignoring", r -> r.ignoring("plot"));
    assertRecipe(
        plots, few, "CategoryRule.withLimit", r -> r.withCategories(r.categories().withLimit(3)));
    Path numbers = file(rows("x,kind", "1,a", "2,b", "3,a"));
    assertRecipe(
        numbers,
        few.withType("x", ColumnType.CATEGORY),
        "TableRecipe.withType",
        r -> r.withType("x", ColumnType.NUMBER));
    TableRecipe price = TableRecipe.predicting("x").withCategories(few.categories());
    TableRecipe classes = price.withType("x", ColumnType.CATEGORY);
    assertRecipe(numbers, classes, "TableRecipe.withType", r -> r.withType("x", ColumnType.NUMBER));
    assertRecipe(
        numbers,
        classes,
        "CategoryRule.withLimit",
        r -> r.withCategories(r.categories().withLimit(3)));
    String message = refuse(numbers, STANDARD, classes);
    assertFalse(message.contains("ignoring"), "not of a target: " + message);
    CsvTable table = CsvTable.open(numbers, STANDARD);
    String fitted =
        String.valueOf(
            assertError(DataException.class, () -> TableEncoder.fit(table, classes)).getMessage());
    assertFalse(fitted.contains("ignoring"), "not of a target: " + fitted);
  }

  @Test
  void columnsWithoutUse() {
    Path empty = file(rows("x,y,kind", ",1,a", ",2,b"));
    TableRecipe means = KIND.withMissing(Imputation.MEAN, Imputation.OWN_CATEGORY);
    assertRecipe(empty, means, "TableRecipe.ignoring", r -> r.ignoring("x"));
    Path huge = file(rows("x,y,kind", "1e308,1,a", "-1e308,2,b"));
    assertRecipe(huge, KIND, "TableRecipe.ignoring", r -> r.ignoring("x"));
  }

  @Test
  void dates() {
    Path days = file(rows("day,kind", "31.01.2026,a", "01.02.2026,b"));
    assertRecipe(
        days,
        KIND.withType("day", ColumnType.DATE),
        "TableRecipe.withDates",
        r -> r.withDates("day", DateNotation.of("dd.MM.yyyy")));
    Path target = file(rows("x,day", "1,2026-01-31", "2,2026-02-01"));
    TableRecipe day = TableRecipe.predicting("day");
    assertRecipe(target, day, "TableRecipe.withType", r -> r.withType("day", ColumnType.CATEGORY));
    String message = refuse(target, STANDARD, day);
    assertEquals(message.indexOf("column"), message.lastIndexOf("column"), message);
    assertError(
        LanewiseException.class,
        () -> day.withType("day", ColumnType.DATE),
        "(TableRecipe.withType)");
  }

  @Test
  void formats() throws IOException {
    Path semicolons = file(rows("x;kind", "1;a", "2;b"));
    assertFormat(semicolons, KIND, "CsvFormat.withSeparator", f -> f.withSeparator(';'));
    Path ragged = file(rows("a;x,kind", "1;1,a", "2;2;b"));
    refuse(ragged, STANDARD, KIND, "(CsvFormat.withSeparator)");
    TableRecipe third = TableRecipe.predicting("column3");
    Path bare = file(rows("1,1,a", "1,2,b"));
    assertFormat(bare, third, "CsvFormat.withoutHeader", CsvFormat::withoutHeader);
    Path other = file(rows("1,2,a", "2,1,b"));
    assertFormat(other, third, "CsvFormat.withoutHeader", CsvFormat::withoutHeader);
    String text = rows("x,kind", "1,r\u00f6t", "2,blau");
    Path latin = Files.writeString(file(""), text, StandardCharsets.ISO_8859_1);
    assertFormat(
        latin, KIND, "CsvFormat.withCharset", f -> f.withCharset(StandardCharsets.ISO_8859_1));
    Path marked = Files.writeString(file(""), text, StandardCharsets.UTF_16);
    assertFormat(
        marked, KIND, "CsvFormat.withCharset", f -> f.withCharset(StandardCharsets.UTF_16));
    Path wide = Files.writeString(file(""), text, StandardCharsets.UTF_16LE);
    assertFormat(
        wide, KIND, "CsvFormat.withCharset", f -> f.withCharset(StandardCharsets.UTF_16LE));
  }

  @Test
  void limits() {
    Path broad =
        file(rows("kind" + names(20_001), "a" + ",1".repeat(20_000), "b" + ",2".repeat(20_000)));
    assertFormat(broad, KIND, "CsvFormat.withLimits", f -> f.withLimits(100, 30_000));
    Path deep = file(rows("x,kind", "1," + "a".repeat(40_000), "2,b"));
    assertFormat(deep, KIND, "CsvFormat.withLimits", f -> f.withLimits(50_000, 10));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesAreReadAsStreams() {
    refuse(Path.of("/dev/null"), STANDARD, KIND, "(CsvTable.read)");
    byte[] bytes = rows("x,kind", "1,a", "2,b").getBytes(StandardCharsets.UTF_8);
    Table table = CsvTable.read(new ByteArrayInputStream(bytes), "stream", STANDARD);
    assertEquals(2, TableEncoder.fit(table, KIND).target().orElseThrow().outputs());
  }

  /** What is said if memory does not suffice. */
  @Test
  void samplesAreWrittenToAFile() {
    CsvTable table = CsvTable.open(file(rows("x,kind", "1,a", "2,b")), STANDARD);
    assertError(
        DataException.class,
        () -> table.attempt(Long.MAX_VALUE / 2, () -> table),
        "(TableEncoder.write)");
    Path samples = directory.resolve("samples");
    TableEncoder.fit(table, KIND).write(table, new int[] {0, 1}, samples);
    try (SampleFile read = SampleFile.open(samples)) {
      assertEquals(2, read.size());
    }
  }

  @Test
  void rowsForPredictors() {
    Table table = CsvTable.open(file(rows("x,kind", "1,a", "2,b", "3,a")), STANDARD);
    TableEncoder encoder = TableEncoder.fit(table, KIND);
    assertTrue(encoder.bind(table).hasTarget());
    Table questions = MemoryTable.ofMaps(List.of("x"), List.of(Map.of("x", 1)));
    assertError(
        LanewiseException.class, () -> encoder.dataset(questions), "no target", "only predict");
    assertEquals(1, inputs(encoder, questions).length);
  }
}
