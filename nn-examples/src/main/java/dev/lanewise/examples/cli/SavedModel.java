package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.files.ModelFile;
import dev.lanewise.nn.Model;
import dev.lanewise.tabular.TablePredictor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model file and what it says of its data.
 *
 * @param path where it is
 * @param file the file's content
 * @param table predicts rows, if the model was trained on a table
 */
record SavedModel(Path path, ModelFile file, Optional<TablePredictor> table) {

  static SavedModel load(Path path) {
    ModelFile file = ModelFile.load(path);
    Optional<TablePredictor> table =
        TablePredictor.isIn(file) ? Optional.of(TablePredictor.of(file, path)) : Optional.empty();
    return new SavedModel(path, file, table);
  }

  Model model() {
    return file.model();
  }

  Map<String, String> properties() {
    return file.metadata().properties();
  }

  /** The columns that predictions repeat, if nobody says others. */
  List<String> ids() {
    String names = properties().getOrDefault(KeptTable.IDS, "");
    return names.isEmpty() ? List.of() : Arrays.asList(names.split("\n"));
  }

  /**
   * The predictor of a table's rows.
   *
   * @throws SettingException if the model was trained on images
   */
  TablePredictor requireTable() {
    return table.orElseThrow(() ->
        new SettingException(
            "%s was trained on images; nn predict answers for tables. Use nn evaluate, or the library's Predictor."
                .formatted(path)));
  }

  /**
   * The rows of the table in a file that training did not use.
   *
   * @param data the table as the command line has it
   * @param name as messages have it
   * @throws DataException if it is not the table that the model was trained on
   */
  int[] heldOut(String data, String name) {
    if (KeptTable.of(properties()).isEmpty()) {
      throw new DataException(
          "%s: expected a model that knows which rows training held out; found one of standard input, or of more rows than a model file keeps. Leave --held-out out to score all rows, or train from a file."
              .formatted(path));
    }
    KeptTable kept =
        seen(data)
            .orElseThrow(() ->
                new DataException(
                    "%s: expected the table that %s was trained on, unchanged, whose held-out rows the model file knows; found another. Leave --held-out out to score all its rows."
                        .formatted(name, path)));
    if (kept.heldOut().isEmpty()) {
      throw new DataException(
          "%s: expected rows that %s was not trained on; found none, since it was tested with another file. Score that, without --held-out."
              .formatted(name, path));
    }
    return kept.rows();
  }

  /** What the file has kept of a table, if that is the one that the model was trained on. */
  Optional<KeptTable> seen(String data) {
    return KeptTable.of(properties())
        .filter(kept -> TableInput.fingerprint(data).equals(Optional.of(kept.fingerprint())));
  }
}
