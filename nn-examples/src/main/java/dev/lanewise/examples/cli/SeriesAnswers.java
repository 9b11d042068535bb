package dev.lanewise.examples.cli;

import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.Forecast;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.SeriesRecipe;
import dev.lanewise.tabular.TimeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How a model continues a series.
 *
 * @param predictor the model
 * @param table the rows before
 */
record SeriesAnswers(SeriesPredictor predictor, CsvTable table) implements Answers.Source {

  @Override
  public void forEach(Predicate<List<String>> sink) {
    List<Forecast.Step> steps = predictor.forecast(table).steps();
    SeriesRecipe recipe = predictor.encoder().recipe();
    boolean timed = steps.getFirst().time().isPresent();
    List<String> header = new ArrayList<>(List.of("step"));
    recipe.time().filter(time -> timed).map(TimeColumn::name).ifPresent(header::add);
    header.addAll(recipe.targets());
    boolean open = sink.test(header);
    for (int i = 0; open && i < steps.size(); i++) {
      List<String> fields = new ArrayList<>(List.of(String.valueOf(steps.get(i).number())));
      steps.get(i).time().ifPresent(fields::add);
      steps.get(i).values().forEach(value -> fields.add(value.text()));
      open = sink.test(fields);
    }
  }
}
