package dev.lanewise.examples.cli;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.examples.MnistData;
import dev.lanewise.files.ModelFile;
import dev.lanewise.metrics.RegressionMetrics;
import dev.lanewise.metrics.RegressionReport;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.RowEncoder;
import dev.lanewise.tabular.TableEncoder;
import dev.lanewise.tabular.Target;
import dev.lanewise.train.Predictor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a model file says of its data.
 *
 * @param file the file's content
 * @param encoder makes inputs of a table's rows, if the model was trained on a table
 */
record SavedModel(ModelFile file, Optional<TableEncoder> encoder) {

  static SavedModel of(ModelFile file) {
    String json = file.metadata().properties().getOrDefault(TrainingData.TABLE, "");
    return new SavedModel(
        file, json.isEmpty() ? Optional.empty() : Optional.of(TableEncoder.fromJson(json)));
  }

  /** Whether outputs are classes. */
  boolean classifies() {
    return !file.metadata().labels().isEmpty();
  }

  /** How good a regression is, in the unit of the table's column. */
  RegressionReport regression(String name) {
    TableEncoder rows = encoder.orElseThrow();
    Target.OfNumber target = (Target.OfNumber) rows.target().orElseThrow();
    CsvTable table = CsvTable.open(Path.of(name), CsvFormat.standard());
    RowEncoder bound = rows.bind(table);
    Predictor predictor = Predictor.of(file.model());
    float[] inputs = new float[rows.width()];
    RegressionMetrics metrics = new RegressionMetrics(1);
    table.forEach(row -> {
      bound.encode(row, inputs, 0);
      double predicted = target.scale().invert(predictor.predict(inputs)[0]);
      metrics.add(target.scale().invert(bound.target(row)), predicted);
    });
    return metrics.report();
  }

  /** Data with known answers: a table, or the test images of a data set. */
  Dataset data(String name) {
    if (encoder.isPresent()) {
      return encoder.get().dataset(CsvTable.open(Path.of(name), CsvFormat.standard()));
    }
    return name.equals(TrainingData.MNIST) ? MnistData.test() : Idx.test(Path.of(name));
  }
}
