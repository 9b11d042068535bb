package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.files.ModelFile;
import dev.lanewise.images.ImageSettings;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.text.Tokenizer;
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
 * @param photos how photos are read, if the model was trained on some
 * @param series continues series, if the model was trained on one
 */
record SavedModel(
    Path path,
    ModelFile file,
    Optional<TablePredictor> table,
    Optional<ImageSettings> photos,
    Optional<SeriesPredictor> series) {

  static SavedModel load(Path path) {
    ModelFile file = ModelFile.load(path);
    Optional<TablePredictor> table =
        TablePredictor.isIn(file) ? Optional.of(TablePredictor.of(file, path)) : Optional.empty();
    Optional<SeriesPredictor> series =
        SeriesPredictor.isIn(file.metadata())
            ? Optional.of(SeriesPredictor.of(file, path))
            : Optional.empty();
    return new SavedModel(path, file, table, photos(path, file), series);
  }

  private static Optional<ImageSettings> photos(Path path, ModelFile file) {
    String text = file.metadata().properties().get(PhotoTask.SETTINGS);
    if (text == null) {
      return Optional.empty();
    }
    ImageSettings settings;
    try {
      settings = ImageSettings.parse(text);
    } catch (DataException e) {
      throw new DataException(path + ": " + e.getMessage(), e);
    }
    Network network = file.model().network();
    List<Shape> inputs = network.inputs().stream().map(Input::shape).toList();
    int classes = file.metadata().labels().size();
    if (!inputs.equals(List.of(settings.shape()))
        || !network.outputShapes().equals(List.of(Shape.of(Math.max(1, classes))))) {
      throw new DataException(
          "%s: expected a network from photos of %s to %s classes, as the file says beside it; found inputs %s and outputs %s. Train the model again."
              .formatted(path, settings.shape(), classes, inputs, network.outputShapes()));
    }
    return Optional.of(settings);
  }

  Model model() {
    return file.model();
  }

  Map<String, String> properties() {
    return file.metadata().properties();
  }

  /** The columns that predictions repeat, if nobody says others. */
  List<String> ids() {
    String names = properties().getOrDefault(KeptSplit.IDS, "");
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
            photos.isPresent()
                ? "%s was trained on photos, and --data names a table. Name photos without --data."
                    .formatted(path)
                : notForPredictions()));
  }

  /**
   * How photos are read for the model.
   *
   * @throws SettingException if it was trained on something else
   */
  ImageSettings requirePhotos() {
    return photos.orElseThrow(() ->
        new SettingException(
            table.isPresent() || series.isPresent()
                ? "%s was trained on a table; found photos. Name a CSV file with its columns with --data."
                    .formatted(path)
                : notForPredictions()));
  }

  private String notForPredictions() {
    if (Tokenizer.isIn(file.metadata())) {
      return "%s was trained on a text, which nn generate goes on with.".formatted(path);
    }
    return "%s was trained on images in IDX files; nn predict answers for photos and tables. Use nn evaluate, or the library's Predictor."
        .formatted(path);
  }

  /**
   * The rows or photos that training did not use.
   *
   * @param fingerprint of the data
   * @param name as messages have it
   * @throws DataException if they are not the data that the model was trained on
   */
  int[] heldOut(Optional<String> fingerprint, String name) {
    if (KeptSplit.of(properties()).isEmpty()) {
      throw new DataException(
          "%s: expected a model that knows what training held out; found one of standard input, or of more data than a model file keeps. Leave --held-out out to score all, or train from a file."
              .formatted(path));
    }
    KeptSplit kept =
        seen(fingerprint)
            .orElseThrow(() ->
                new DataException(
                    "%s: expected the data that %s was trained on, unchanged, of which the model file knows what training held out; found others. Leave --held-out out to score all."
                        .formatted(name, path)));
    if (kept.heldOut().isEmpty()) {
      throw new DataException(
          "%s: expected data that %s was not trained on; found none, since it was tested with others. Score those, without --held-out."
              .formatted(name, path));
    }
    return kept.rows();
  }

  /** What the file has kept of data, if those are what the model was trained on. */
  Optional<KeptSplit> seen(Optional<String> fingerprint) {
    return KeptSplit.of(properties())
        .filter(kept -> fingerprint.equals(Optional.of(kept.fingerprint())));
  }
}
