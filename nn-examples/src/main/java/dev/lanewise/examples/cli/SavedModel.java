package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.examples.MnistData;
import dev.lanewise.files.ModelFile;
import dev.lanewise.metrics.ClassificationReport;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.nn.Model;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.TableEncoder;
import dev.lanewise.tabular.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model file and what it says of its data.
 *
 * @param path where it is
 * @param file the file's content
 * @param encoder makes inputs of a table's rows, if the model was trained on a table
 */
record SavedModel(Path path, ModelFile file, Optional<TableEncoder> encoder) {
  static SavedModel load(Path path) {
    ModelFile file = ModelFile.load(path);
    String json = file.metadata().properties().getOrDefault(TrainingData.TABLE, "");
    return new SavedModel(
        path, file, json.isEmpty() ? Optional.empty() : Optional.of(encoder(path, json)));
  }

  private static TableEncoder encoder(Path path, String json) {
    try {
      return TableEncoder.fromJson(json);
    } catch (DataException e) {
      throw new DataException(path + ", " + e.getMessage(), e);
    }
  }

  Model model() {
    return file.model();
  }

  /** What the encoder of a table predicts. */
  Target target(TableEncoder rows) {
    return rows.target()
        .orElseThrow(() ->
            new SettingException(
                "%s: expected the encoder of a table with a column to predict; found none. Train with nn train --target."
                    .formatted(path)));
  }

  /** How good the model is on data with known answers. */
  String report(String data) {
    if (encoder.isEmpty()) {
      return table(images(data), file.metadata().labels());
    }
    TableEncoder rows = encoder.get();
    Target target = target(rows);
    if (data.equals(TrainingData.MNIST) && Files.notExists(Path.of(data))) {
      throw new SettingException(
          "%s was trained on a table. Name a CSV file with its columns with --data."
              .formatted(path));
    }
    CsvTable table = CsvTable.open(Path.of(data), CsvFormat.standard());
    table.column(target.column());
    Dataset known = rows.dataset(table);
    return switch (target) {
      case Target.OfClass classes -> table(known, classes.classes().names());
      case Target.OfNumber number -> number.unscaled(Metrics.regression(model(), known)).toString();
    };
  }

  private String table(Dataset known, List<String> labels) {
    ClassificationReport report = Metrics.classification(model(), known);
    return labels.isEmpty() ? report.toString() : report.table(labels);
  }

  private static Dataset images(String name) {
    return name.equals(TrainingData.MNIST) ? MnistData.test() : Idx.test(Path.of(name));
  }
}
