package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedTableTest {
  @TempDir private Path directory;

  private CsvTable flowers(int rows) throws IOException {
    return CsvTable.open(
        Flowers.write(directory.resolve("flowers.csv"), rows), CsvFormat.standard());
  }

  private static TableRecipe kind() {
    return TableRecipe.predicting("kind")
        .ignoring("id")
        .withNumbers(Scaling.STANDARD, Imputation.MEDIAN);
  }

  @Test
  void trainsAndPredictsByName() throws IOException {
    CsvTable table = flowers(600);
    PreparedTable prepared = PreparedTable.of(table, kind(), 0.2, 0.1, 3);
    assertEquals(420, prepared.training().size());
    assertEquals(120, prepared.validation().orElseThrow().size());
    Dataset test = prepared.test().orElseThrow();
    assertEquals(60, test.size());
    Target target = prepared.encoder().target().orElseThrow();
    Model model = train(prepared, target.outputs());
    Predictor predictor = Predictor.of(model);
    RowEncoder encoder = TableEncoder.fromJson(prepared.encoder().toJson()).bind(table);
    float[] inputs = new float[prepared.encoder().width()];
    int[] right = new int[1];
    table.forEach(
        prepared.split().test(),
        row -> {
          encoder.encode(row, inputs, 0);
          right[0] += target.decode(predictor.predict(inputs)).equals(row.text(5)) ? 1 : 0;
        });
    assertTrue(right[0] >= 57, "right: " + right[0]);
  }

  private static Model train(PreparedTable prepared, int classes) {
    Network network =
        Network.of(
            prepared.encoder().inputShape(), new Dense(8, Activation.RELU), new Dense(classes));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.01))
            .build()) {
      trainer.fit(prepared.training(), Fit.epochs(20));
      return trainer.model();
    }
  }

  @Test
  void splitsByClassAndSeed() throws IOException {
    CsvTable table = flowers(300);
    PreparedTable prepared = PreparedTable.of(table, kind(), 0.3, 0, 5);
    assertTrue(prepared.test().isEmpty());
    ClassColumn kinds = ClassColumn.read(table, "kind", 10);
    assertEquals(List.of("iris", "lily", "rose"), kinds.classes().names());
    assertArrayEquals(
        Splits.stratified(kinds.labels(), 0.3, 0, 5).training(), prepared.split().training());
    int[] labels = Splits.labels(prepared.training());
    for (int i = 0; i < labels.length; i++) {
      assertEquals(kinds.labels()[prepared.split().training()[i]], labels[i]);
    }
  }

  @Test
  void splitsRegressionsAtRandom() throws IOException {
    TableRecipe recipe =
        TableRecipe.predicting("width")
            .ignoring("id")
            .withNumbers(Scaling.STANDARD, Imputation.MEAN);
    PreparedTable prepared = PreparedTable.of(flowers(100), recipe, 0.25, 0, 5);
    assertArrayEquals(Splits.random(100, 0.25, 0, 5).validation(), prepared.split().validation());
    assertEquals(1, prepared.encoder().target().orElseThrow().outputs());
  }

  @Test
  void needsATarget() throws IOException {
    CsvTable table = flowers(10);
    assertError(
        SettingException.class,
        () -> PreparedTable.of(table, TableRecipe.inputs(), 0, 0, 1),
        "needs a target");
  }

  @Test
  void eachRowIsTestedWithInOneFold() throws IOException {
    CsvTable table = flowers(60);
    TableRecipe recipe = kind();
    Schema schema = recipe.schema(table);
    int[] tested = new int[60];
    for (Split fold : PreparedTable.folds(table, recipe, schema, 5, 0.25, 1)) {
      int rest = 60 - fold.test().length;
      assertEquals(rest, fold.training().length + fold.validation().length);
      assertEquals(rest * 0.25, fold.validation().length, 1);
      Arrays.stream(fold.test()).forEach(row -> tested[row]++);
      PreparedTable.of(table, recipe, schema, fold);
    }
    assertArrayEquals(IntStream.generate(() -> 1).limit(60).toArray(), tested);
    CsvTable lonely = TestFiles.table(directory, "x,y\n1,a\n2,a\n3,b\n");
    TableRecipe few = TableRecipe.predicting("y");
    assertError(
        DataException.class,
        () -> PreparedTable.folds(lonely, few, few.schema(lonely), 2, 0, 1),
        "at least two rows of each class",
        "'b'");
  }
}
