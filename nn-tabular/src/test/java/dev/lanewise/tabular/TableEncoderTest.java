package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.UsageException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.SampleFile;
import dev.lanewise.metrics.RegressionReport;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableEncoderTest {
  private static final String PETS =
      """
      id,weight,kind,age,home
      1,2,cat,1,yes
      2,4,dog,3,no
      3,6,cat,5,yes
      4,8,bird,100,no
      """;

  @TempDir private Path directory;

  private CsvTable pets() {
    return TestFiles.table(directory, PETS);
  }

  private static TableRecipe home() {
    return TableRecipe.predicting("home").ignoring("id");
  }

  private static CategoryRule categories(
      CategoryCode code, Imputation missing, UnknownCategory unknown) {
    return new CategoryRule(code, missing, unknown, 100);
  }

  private static float[] inputs(Dataset data, int index) {
    float[] inputs = new float[data.inputShape().size()];
    data.read(index, Matrix.of(inputs, 1, inputs.length), Matrix.allocate(1, 1), 0);
    return inputs;
  }

  private static float target(Dataset data, int index) {
    Matrix target = Matrix.allocate(1, 1);
    data.read(index, Matrix.allocate(1, data.inputShape().size()), target, 0);
    return target.get(0, 0);
  }

  @Test
  void fitsTheTrainingRowsOnly() {
    TableEncoder encoder = TableEncoder.fit(pets(), home(), new int[] {0, 1, 2});
    double weight = Math.sqrt(8 / 3.0);
    assertEquals(
        List.of(
            "NumberFeature[column=weight, scale=Standard[mean=4.0, deviation=%s], replacement=OptionalDouble.empty]"
                .formatted(weight),
            "CategoryFeature[column=kind, categories=[cat, dog], code=ONE_HOT, unknown=REFUSE, replacement=Optional.empty, substitute=Optional.empty]",
            "NumberFeature[column=age, scale=Standard[mean=3.0, deviation=%s], replacement=OptionalDouble.empty]"
                .formatted(weight)),
        encoder.features().stream().map(Object::toString).toList());
    assertEquals(
        new Target.OfClass("home", Categories.of(List.of("no", "yes"))),
        encoder.target().orElseThrow());
    assertEquals(List.of("weight", "kind=cat", "kind=dog", "age"), encoder.inputNames());
    ArrayDataset training = encoder.dataset(pets(), new int[] {0, 1, 2});
    assertArrayEquals(
        new float[] {(float) (-2 / weight), 1, 0, (float) (-2 / weight)}, inputs(training, 0));
    assertArrayEquals(new float[] {0, 0, 1, 0}, inputs(training, 1));
    assertEquals(1, target(training, 0));
    assertEquals(0, target(training, 1));
    assertError(
        DataException.class,
        () -> encoder.dataset(pets(), new int[] {3}),
        "line 5, column 'kind': expected one of the 2 categories of the training rows; found 'bird'");
  }

  @Test
  void scalesToARangeAndNotAtAll() {
    TableRecipe ranges = home().ignoring("kind").withNumbers(Scaling.MIN_MAX, Imputation.REFUSE);
    TableEncoder encoder = TableEncoder.fit(pets(), ranges, new int[] {0, 1, 2});
    ArrayDataset data = encoder.dataset(pets(), new int[] {0, 1, 2, 3});
    assertArrayEquals(new float[] {0, 0}, inputs(data, 0));
    assertArrayEquals(new float[] {0.5f, 0.5f}, inputs(data, 1));
    assertArrayEquals(new float[] {1.5f, 24.75f}, inputs(data, 3));
    TableRecipe none = home().ignoring("kind").withNumbers(Scaling.NONE, Imputation.REFUSE);
    ArrayDataset raw = TableEncoder.fit(pets(), none).dataset(pets());
    assertArrayEquals(new float[] {8, 100}, inputs(raw, 3));
  }

  @Test
  void aConstantColumnIsZero() {
    CsvTable table = TestFiles.table(directory, "a,b,y\n3,3,1\n3,3,2\n");
    for (Scaling scaling : new Scaling[] {Scaling.STANDARD, Scaling.MIN_MAX}) {
      TableRecipe recipe = TableRecipe.predicting("y").withNumbers(scaling, Imputation.REFUSE);
      ArrayDataset data = TableEncoder.fit(table, recipe).dataset(table);
      assertArrayEquals(new float[] {0, 0}, inputs(data, 1));
    }
  }

  @Test
  void codesCategories() {
    TableRecipe recipe = home().ignoring("weight").ignoring("age");
    CategoryRule drop =
        categories(CategoryCode.ONE_HOT_DROP_FIRST, Imputation.REFUSE, UnknownCategory.REFUSE);
    TableEncoder dropped = TableEncoder.fit(pets(), recipe.withCategories(drop));
    assertEquals(List.of("kind=cat", "kind=dog"), dropped.inputNames());
    ArrayDataset data = dropped.dataset(pets());
    assertArrayEquals(new float[] {1, 0}, inputs(data, 0));
    assertArrayEquals(new float[] {0, 1}, inputs(data, 1));
    assertArrayEquals(new float[] {0, 0}, inputs(data, 3));
    CategoryRule ordinal =
        categories(CategoryCode.ORDINAL, Imputation.REFUSE, UnknownCategory.REFUSE);
    ArrayDataset numbered =
        TableEncoder.fit(pets(), recipe.withCategories(ordinal)).dataset(pets());
    assertArrayEquals(new float[] {1}, inputs(numbered, 0));
    assertArrayEquals(new float[] {0}, inputs(numbered, 3));
    CategoryRule zeros = categories(CategoryCode.ONE_HOT, Imputation.REFUSE, UnknownCategory.ZEROS);
    TableEncoder tolerant =
        TableEncoder.fit(pets(), recipe.withCategories(zeros), new int[] {0, 1});
    assertArrayEquals(new float[] {0, 0}, inputs(tolerant.dataset(pets()), 3));
  }

  @Test
  void replacesMissingValuesByWhatTheTrainingRowsSay() {
    CsvTable table =
        TestFiles.table(directory, "x,c,y\n1,b,0\n2,a,0\nNA,,0\n2,b,0\n7,a,0\n1000,z,0\n,,0\n");
    int[] training = {0, 1, 2, 3, 4};
    assertReplacements(table, training, Imputation.MEAN, 3);
    assertReplacements(table, training, Imputation.MEDIAN, 2);
    assertReplacements(table, training, Imputation.MOST_FREQUENT, 2);
  }

  private static void assertReplacements(
      CsvTable table, int[] training, Imputation imputation, float expected) {
    TableRecipe recipe =
        TableRecipe.predicting("y")
            .withNumbers(Scaling.NONE, imputation)
            .withCategories(
                categories(CategoryCode.ONE_HOT, Imputation.MOST_FREQUENT, UnknownCategory.REFUSE));
    TableEncoder encoder = TableEncoder.fit(table, recipe, training);
    ArrayDataset data = encoder.dataset(table, new int[] {2, 6});
    assertArrayEquals(new float[] {expected, 1, 0}, inputs(data, 0));
    assertArrayEquals(new float[] {expected, 1, 0}, inputs(data, 1));
  }

  @Test
  void refusesAColumnWithoutValues() {
    CsvTable table = TestFiles.table(directory, "x,y\nNA,1\nNA,2\n");
    assertError(
        DataException.class,
        () ->
            TableEncoder.fit(
                table, TableRecipe.predicting("y").withNumbers(Scaling.NONE, Imputation.MEAN)),
        "a value of column 'x'");
  }

  @Test
  void regressesNumbersAndTellsThemUnscaled() {
    CsvTable table = TestFiles.table(directory, "x,y\n1,10\n2,30\n");
    TableEncoder encoder = TableEncoder.fit(table, TableRecipe.predicting("y"));
    ArrayDataset data = encoder.dataset(table);
    assertEquals(-1, target(data, 0));
    assertEquals(1, target(data, 1));
    Target target = encoder.target().orElseThrow();
    assertEquals(1, target.outputs());
    assertEquals("30.0", target.decode(new float[] {1}));
  }

  @Test
  void largeNumbersKeepTheirDigits() {
    CsvTable table =
        TestFiles.table(directory, "x,y\n1700000001,1\n1700000003,2\n,3\n\" 1700000002\",4\n");
    TableRecipe recipe =
        TableRecipe.predicting("y").withNumbers(Scaling.STANDARD, Imputation.MEDIAN);
    TableEncoder encoder = TableEncoder.fit(table, recipe);
    assertEquals(
        OptionalDouble.of(1700000002),
        ((NumberFeature) encoder.features().getFirst()).replacement());
    assertArrayEquals(new float[] {0}, inputs(encoder.dataset(table), 2));
    Target times = new Target.OfNumber("t", new NumberScale.Standard(1700000002, 1));
    assertEquals("1.7000000025E9", times.decode(new float[] {0.5f}));
  }

  @Test
  void tellsFiguresInTheUnitOfTheColumn() {
    RegressionReport scaled = new RegressionReport(2, 0.25, 0.5, List.of(0.9));
    Target.OfNumber standard = new Target.OfNumber("y", new NumberScale.Standard(100, 10));
    RegressionReport report = standard.unscaled(scaled);
    assertEquals(new RegressionReport(2, 25, 5, List.of(0.9)), report);
    assertEquals(5, report.rootMeanSquaredError());
    Target.OfNumber range = new Target.OfNumber("y", new NumberScale.MinMax(-10, 10));
    assertEquals(new RegressionReport(2, 100, 10, List.of(0.9)), range.unscaled(scaled));
    Target.OfNumber same = new Target.OfNumber("y", new NumberScale.MinMax(7, 7));
    assertEquals(2, same.scale().apply(9), "other values are seen, if only later");
    assertEquals("9.0", same.decode(new float[] {2}));
    assertEquals(scaled, same.unscaled(scaled));
    Target.OfNumber none = new Target.OfNumber("y", new NumberScale.None());
    assertEquals(scaled, none.unscaled(scaled));
    assertEquals("0.1", none.decode(new float[] {0.1f}));
    assertEquals("101.0", standard.decode(new float[] {0.1f}));
    assertEquals("105.12346", standard.decode(new float[] {0.512346f}));
  }

  @Test
  void refusesOutputsThatAreNotFinite() {
    Target number = new Target.OfNumber("y", new NumberScale.Standard(100, 1e300));
    Target classes = new Target.OfClass("y", Categories.of(List.of("a", "b")));
    assertError(DataException.class, () -> number.decode(new float[] {Float.NaN}), "'y'", "NaN");
    assertError(DataException.class, () -> number.decode(new float[] {1e9f}), "'y'", "finite");
    assertError(
        DataException.class, () -> classes.decode(new float[] {0, Float.NaN}), "'y'", "NaN");
  }

  @Test
  void numbersAsClassesAreInNumericOrder() {
    CsvTable table = TestFiles.table(directory, "x,y\n1,10\n2,9\n3,-1\n");
    TableEncoder encoder =
        TableEncoder.fit(table, TableRecipe.predicting("y").withType("y", ColumnType.CATEGORY));
    Target target = encoder.target().orElseThrow();
    assertEquals(3, target.outputs());
    assertEquals("-1", target.decode(new float[] {3, 2, 1}));
    assertEquals("10", target.decode(new float[] {0, 0, 1}));
  }

  @Test
  void findsColumnsInAnotherOrderAndWithoutTheTarget() {
    TableEncoder encoder = TableEncoder.fit(pets(), home());
    float[] expected = inputs(encoder.dataset(pets()), 1);
    CsvTable other =
        CsvTable.open(
            TestFiles.write(directory, "kind,age,extra,weight\ndog,3,?,4\n"), CsvFormat.standard());
    RowEncoder rows = encoder.bind(other);
    assertFalse(rows.hasTarget());
    float[] inputs = new float[encoder.width()];
    other.forEach(row -> {
      rows.encode(row, inputs, 0);
      assertError(UsageException.class, () -> rows.target(row), "no target");
    });
    assertArrayEquals(expected, inputs);
    CsvTable lacking = TestFiles.table(directory, "kind,weight\ndog,4\n");
    assertError(DataException.class, () -> encoder.bind(lacking), "a column 'age'");
  }

  @Test
  void writesTheSameSamplesToAFile() {
    TableEncoder encoder = TableEncoder.fit(pets(), home());
    Path file = directory.resolve("pets.samples");
    int[] rows = {0, 1, 3};
    encoder.write(pets(), rows, file);
    ArrayDataset expected = encoder.dataset(pets(), rows);
    try (SampleFile samples = SampleFile.open(file)) {
      assertEquals(3, samples.size());
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(inputs(expected, i), inputs(samples, i));
        assertEquals(target(expected, i), target(samples, i));
      }
    }
  }

  @Test
  void refusesRulesThatDoNotGoTogether() {
    assertError(
        SettingException.class,
        () -> categories(CategoryCode.ONE_HOT, Imputation.MEAN, UnknownCategory.REFUSE),
        "MEAN");
    assertError(
        SettingException.class,
        () -> categories(CategoryCode.ORDINAL, Imputation.REFUSE, UnknownCategory.ZEROS),
        "ORDINAL");
    assertError(SettingException.class, () -> TableRecipe.predicting("y").ignoring("y"), "'y'");
  }

  @Test
  void missingCategoriesMayBeOneOfTheirOwn() {
    Table table = TestFiles.table(directory, "c,y\nred,1\n,2\nblue,3\nred,4\n");
    TableRecipe recipe =
        TableRecipe.predicting("y").withMissing(Imputation.REFUSE, Imputation.OWN_CATEGORY);
    TableEncoder encoder = TableEncoder.fit(table, recipe);
    assertEquals(List.of("c=blue", "c=red", "c=(missing)"), encoder.inputNames());
    assertArrayEquals(new float[] {0, 0, 1}, inputs(encoder.dataset(table), 1));
    TableEncoder complete = TableEncoder.fit(table, recipe, new int[] {0, 2});
    assertEquals(List.of("c=blue", "c=red"), complete.inputNames(), "no weights nobody trained");
    assertArrayEquals(
        new float[] {1, 0},
        inputs(complete.dataset(table), 1),
        "the most frequent, as for numbers");
    TableEncoder zeros =
        TableEncoder.fit(
            table,
            recipe.withCategories(recipe.categories().withUnknown(UnknownCategory.ZEROS)),
            new int[] {0, 2});
    assertArrayEquals(new float[] {0, 0}, inputs(zeros.dataset(table), 1));
  }

  @Test
  void unknownCategoriesMayCountAsTheMostFrequent() {
    Table table = TestFiles.table(directory, "c,y\nred,1\nblue,2\nblue,3\ngreen,4\n");
    TableRecipe recipe = TableRecipe.predicting("y");
    TableEncoder encoder =
        TableEncoder.fit(
            table,
            recipe.withCategories(recipe.categories().withUnknown(UnknownCategory.MOST_FREQUENT)),
            new int[] {0, 1, 2});
    assertArrayEquals(new float[] {1, 0}, inputs(encoder.dataset(table), 3));
  }
}
