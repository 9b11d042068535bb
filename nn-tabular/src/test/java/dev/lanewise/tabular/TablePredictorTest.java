package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.files.ModelFile;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Softmax;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePredictorTest {
  private static final String CSV =
      "size,paint color,big\n1,red,no\n2,blue,no\n30,red,yes\n40,blue,yes\n";

  @TempDir private Path directory;

  record Thing(@Column("paint color") String paint, int size, String surplus) {}

  private Table table() {
    return TestFiles.table(directory, CSV);
  }

  /** A model of one layer that was trained a little. */
  private static TablePredictor trained(Table table, String target) {
    PreparedTable prepared = PreparedTable.of(table, TableRecipe.predicting(target), 0, 0, 1);
    Target column = prepared.encoder().target().orElseThrow();
    Network network = Network.of(prepared.encoder().inputShape(), new Dense(column.outputs()));
    Loss loss =
        column instanceof Target.OfClass ? Loss.softmaxCrossEntropy() : Loss.meanSquaredError();
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), loss, Optimizer.adam(0.1)).batchSize(4).build()) {
      trainer.fit(prepared.training(), Fit.epochs(100));
      return TablePredictor.of(prepared.encoder(), trainer.model());
    }
  }

  @Test
  void classesOfMapsRecordsAndTables() {
    TablePredictor predictor = trained(table(), "big");
    Prediction.OfClass small =
        (Prediction.OfClass) predictor.predict(Map.of("size", 1.5, "paint color", "red"));
    assertEquals("no", small.name());
    assertEquals("no", small.text());
    assertEquals("big", small.column());
    assertEquals(0, small.index());
    assertEquals(small.probability(), small.probability("no"));
    assertTrue(small.probability() > 0.6);
    assertEquals(1, small.probability("no") + small.probability("yes"), 1e-6);
    assertEquals(List.of("no", "yes"), List.copyOf(small.probabilities().keySet()));
    assertError(DataException.class, () -> small.probability("maybe"), "one of its 2 classes");
    assertEquals("yes", predictor.predict(new Thing("blue", 35, "x")).text());
    assertEquals(
        "yes", predictor.predict(Map.of("size", "35", "paint color", Optional.of("blue"))).text());
    List<String> texts = new ArrayList<>();
    int rows =
        predictor.predict(
            TestFiles.table(directory, "id,paint color,size\nA,red,1\nB,blue,50\n"),
            (row, prediction) -> texts.add(row.text(0) + prediction.text()));
    assertEquals(2, rows);
    assertEquals(List.of("Ano", "Byes"), texts);
  }

  @Test
  void numbersInTheUnitOfTheColumn() {
    TablePredictor predictor = trained(table(), "size");
    Prediction.OfNumber number =
        assertInstanceOf(
            Prediction.OfNumber.class,
            predictor.predict(Map.of("big", "yes", "paint color", "red")));
    assertEquals(30, number.value(), 6);
    assertEquals(number.value(), Double.parseDouble(number.text()), 1e-4);
    assertEquals("size", number.column());
  }

  @Test
  void comesBackFromAFile() {
    TablePredictor predictor = trained(table(), "big");
    Path file = directory.resolve("things.safetensors");
    predictor.save(file);
    TablePredictor loaded = TablePredictor.load(file);
    assertEquals(predictor.encoder(), loaded.encoder());
    Thing thing = new Thing("red", 7, "");
    assertEquals(
        ((Prediction.OfClass) predictor.predict(thing)).probabilities(),
        ((Prediction.OfClass) loaded.predict(thing)).probabilities());
    assertEquals(List.of("no", "yes"), ModelFile.load(file).metadata().labels());
    ModelFile.save(predictor.model(), file);
    assertError(DataException.class, () -> TablePredictor.load(file), "things.safetensors");
  }

  @Test
  void probabilitiesAreThoseOfSoftmaxWhoeverComputesIt() {
    TablePredictor logits = trained(table(), "big");
    Model model = logits.model();
    Network ending = Network.of(model.network().input(), new Dense(2), new Softmax());
    Model softmax = new Model(ending, new float[][] {model.values(0), model.values(1)});
    Map<String, Object> row = Map.of("size", 12, "paint color", "red");
    assertEquals(
        logits.predict(row).toString(),
        TablePredictor.of(logits.encoder(), softmax).predict(row).toString());
  }

  @Test
  void refusesModelsThatDoNotFit() {
    TableEncoder encoder = TableEncoder.fit(table(), TableRecipe.predicting("big"));
    assertError(
        ShapeException.class, () -> TablePredictor.of(encoder, model(4, new Dense(2))), "3 inputs");
    assertError(
        ShapeException.class,
        () -> TablePredictor.of(encoder, model(3, new Dense(1))),
        "2 outputs");
    assertError(
        SettingException.class,
        () -> TablePredictor.of(encoder, model(3, new Dense(2, Activation.SIGMOID))),
        "logits or softmax");
    assertError(
        SettingException.class,
        () -> TablePredictor.of(encoder, model(3, new Dense(2)), 0),
        "size must be at least 1");
    TableEncoder inputs = TableEncoder.fit(table(), TableRecipe.inputs());
    assertError(
        SettingException.class,
        () -> TablePredictor.of(inputs, model(inputs.width(), new Dense(2))),
        "an encoder with a target");
  }

  private static Model model(int inputs, Dense layer) {
    return Network.of(Shape.of(inputs), layer).initialize(1);
  }

  record Incomplete(int size) {}

  record Failing(int size) {
    @Override
    public int size() {
      throw new IllegalStateException("no size today");
    }
  }

  @Test
  void refusesRowsThatDoNotFit() {
    TablePredictor predictor = trained(table(), "big");
    assertError(
        DataException.class,
        () -> predictor.predict(Map.of("size", 1)),
        "Row: expected a value of column 'paint color'");
    assertError(
        DataException.class,
        () -> predictor.predict(Map.of("size", 1, "paint color", "green")),
        "one of the 2 categories");
    assertError(
        DataException.class,
        () -> predictor.predict(Map.of("size", "big", "paint color", "red")),
        "Row, column 'size': expected a decimal number");
    assertError(
        DataException.class,
        () -> predictor.predict(Map.of("size", new int[1], "paint color", "red")),
        "Row, column 'size': expected a number, text");
    Map<String, Object> missing = new HashMap<>(Map.of("paint color", "red"));
    missing.put("size", null);
    assertError(DataException.class, () -> predictor.predict(missing), "a missing one");
    assertError(SettingException.class, () -> predictor.predict(new Incomplete(1)), "@Column");
    TablePredictor sizes = trained(TestFiles.table(directory, "size,y\n1,a\n2,b\n3,a\n4,b\n"), "y");
    assertError(DataException.class, () -> sizes.predict(new Failing(1)), "no size today");
  }

  /** Two predictors whose encoders name classes in opposite order; a mixture would answer wrong. */
  @Test
  void modelAndEncoderAreReplacedTogether() throws InterruptedException, ExecutionException {
    TablePredictor first = trained(table(), "big");
    TablePredictor second =
        trained(
            TestFiles.table(
                directory,
                "paint color,size,big\nred,40,yes\nblue,30,yes\nred,1,\"a little\"\nblue,2,\"a little\"\n"
                    .replace("yes", "1 yes")),
            "big");
    AtomicReference<TablePredictor> current = new AtomicReference<>(first);
    List<Future<Integer>> wrong = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        wrong.add(threads.submit(() -> wrongAnswers(current)));
      }
      for (int i = 0; i < 200; i++) {
        current.set(i % 2 == 0 ? second : first);
        first.predict(new Thing("red", i, ""));
      }
      for (Future<Integer> future : wrong) {
        assertEquals(0, future.get());
      }
    }
  }

  private static int wrongAnswers(AtomicReference<TablePredictor> current) {
    int wrong = 0;
    for (int i = 0; i < 200; i++) {
      boolean big = i % 2 == 0;
      String text = current.get().predict(new Thing("red", big ? 41 : 0, "")).text();
      wrong += text.endsWith("yes") == big ? 0 : 1;
    }
    return wrong;
  }

  @Test
  void aNumberIsTheCategoryThatIsTheSameNumber() {
    Table table = TestFiles.table(directory, "code,y\n1.0,a\n2.0,b\n1.0,a\n2.0,b\n");
    TableRecipe recipe = TableRecipe.predicting("y").withType("code", ColumnType.CATEGORY);
    TableEncoder encoder =
        TableEncoder.fit(
            table, recipe.withCategories(recipe.categories().withUnknown(UnknownCategory.ZEROS)));
    TablePredictor predictor = TablePredictor.of(encoder, model(2, new Dense(2)));
    Prediction.OfClass text = (Prediction.OfClass) predictor.predict(Map.of("code", "2.0"));
    Prediction.OfClass number = (Prediction.OfClass) predictor.predict(Map.of("code", 2));
    Prediction.OfClass unknown = (Prediction.OfClass) predictor.predict(Map.of("code", 3));
    assertEquals(text.probabilities(), number.probabilities());
    assertEquals(0.5, unknown.probability(), 1e-6, "nothing is known");
  }

  private TablePredictor ofBefore(String name) throws IOException {
    Path file = directory.resolve(name);
    try (InputStream in = TablePredictorTest.class.getResourceAsStream("version-0.2/" + name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return TablePredictor.load(file);
  }

  /** To the digits that were printed, which tell all floats apart. */
  @Test
  void modelsOfBeforePredictAsBefore() throws IOException {
    Prediction.OfClass prediction =
        assertInstanceOf(
            Prediction.OfClass.class,
            ofBefore("classes.safetensors")
                .predict(Map.of("a", 0.56138, "b", 0.224983, "c", "k1")));
    assertEquals("q", prediction.name());
    assertEquals(0.428402f, (float) prediction.probability("p"));
    assertEquals(0.57159805f, (float) prediction.probability("q"));
    Prediction number =
        ofBefore("numbers.safetensors").predict(Map.of("a", 0.274746, "b", 0.0464678, "c", "k2"));
    assertEquals("0.8032397", number.text());
  }
}
