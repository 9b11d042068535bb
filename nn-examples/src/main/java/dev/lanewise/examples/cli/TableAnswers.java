package dev.lanewise.examples.cli;

import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.Prediction;
import dev.lanewise.tabular.Row;
import dev.lanewise.tabular.Rows;
import dev.lanewise.tabular.TablePredictor;
import dev.lanewise.tabular.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a model says of the rows of a table.
 *
 * @param predictor the model
 * @param table the rows
 * @param columns those that are repeated before the answer
 * @param probabilities whether there is a column for each class
 */
record TableAnswers(
    TablePredictor predictor, CsvTable table, List<String> columns, boolean probabilities)
    implements Answers.Source {

  @Override
  public void forEach(Predicate<List<String>> sink) {
    List<String> header = new ArrayList<>(columns);
    header.add(predictor.target().column());
    if (probabilities && predictor.target() instanceof Target.OfClass target) {
      target.classes().names().forEach(name -> header.add("P(" + name + ")"));
    }
    int[] indices = columns.stream().mapToInt(table::column).toArray();
    Function<Row, Prediction> bound = predictor.bind(table);
    try (Rows rows = table.rows()) {
      boolean open = sink.test(header);
      while (open && rows.next()) {
        Row row = rows.row();
        open = sink.test(fields(row, indices, bound.apply(row)));
      }
    }
  }

  private List<String> fields(Row row, int[] indices, Prediction prediction) {
    List<String> fields = new ArrayList<>();
    for (int index : indices) {
      fields.add(row.text(index));
    }
    fields.add(prediction.text());
    if (probabilities && prediction instanceof Prediction.OfClass known) {
      known.probabilities().values().forEach(p -> fields.add(Float.toString(p.floatValue())));
    }
    return fields;
  }
}
