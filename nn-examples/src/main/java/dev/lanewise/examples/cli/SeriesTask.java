package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import dev.lanewise.data.Dataset;
import dev.lanewise.files.Metadata;
import dev.lanewise.loss.Loss;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.PreparedSeries;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.SeriesRecipe;
import dev.lanewise.tabular.SeriesWindows;
import dev.lanewise.tabular.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A series, and what to learn from it.
 *
 * @param name as the command line has it
 * @param table its rows
 * @param recipe what to predict from what
 * @param testShare the share of the rows, the last ones, to test with
 */
record SeriesTask(String name, CsvTable table, SeriesRecipe recipe, double testShare) {

  static SeriesTask read(String name, TableOptions learning, SeriesOptions options) {
    learning.refuseForSeries(name);
    CsvTable table = TableInput.open(name, learning.format());
    List<String> targets = new Columns(List.of(learning.target(name))).in(table);
    SeriesRecipe recipe = options.recipe(table, targets);
    for (String column : learning.ignored(table)) {
      recipe = recipe.ignoring(column);
    }
    return new SeriesTask(name, table, recipe, learning.testShare());
  }

  /**
   * The data of a training.
   *
   * @param validation the share of the other rows, the last of them, that tells when to stop
   */
  TrainingData training(double validation) {
    PreparedSeries prepared =
        PreparedSeries.of(table, recipe, validation * (1 - testShare), testShare);
    SeriesWindows test = prepared.test().orElseThrow();
    Metadata encoder = SeriesPredictor.metadata(prepared.encoder());
    Map<String, String> properties = new HashMap<>(encoder.properties());
    properties.putAll(CsvOptions.kept(table.format()));
    properties.putAll(KeptSplit.properties(TableInput.fingerprint(name), prepared.split()));
    int forStopping = prepared.validation().map(Dataset::size).orElse(0);
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d training and %,d test windows of %d rows, %d inputs, the next %d of %s",
            table.name(),
            prepared.training().size() + forStopping,
            test.size(),
            recipe.lookBack(),
            prepared.encoder().columns().size(),
            recipe.horizon(),
            Printable.of(String.join(", ", recipe.targets())));
    List<Target.OfNumber> targets = prepared.encoder().targets();
    return new TrainingData(
        description,
        prepared.training(),
        prepared.validation().map(part -> part),
        Optional.empty(),
        test,
        prepared.encoder().outputs(),
        Loss.meanSquaredError(),
        Optional.empty(),
        new Quality(targets.size() == 1 ? Optional.of(targets.getFirst()) : Optional.empty()),
        new Metadata(properties, List.of()));
  }
}
