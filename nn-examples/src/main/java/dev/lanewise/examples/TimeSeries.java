package dev.lanewise.examples;

import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.tabular.MemoryTable;
import dev.lanewise.tabular.PreparedSeries;
import dev.lanewise.tabular.SeriesPredictor;
import dev.lanewise.tabular.SeriesRecipe;
import dev.lanewise.tabular.SeriesReport;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Learns how a demand goes on that has a day and a week, beside guesses that need no network. */
public final class TimeSeries {
  private static final int HOURS = 24 * 7 * 10;

  private TimeSeries() {}

  /** Trains, compares on the last fifth of the hours, and goes on behind the last one. */
  public static void main(String[] args) {
    MemoryTable demand = demand();
    SeriesRecipe recipe = SeriesRecipe.predicting("demand", 48, 6).withSeason(24);
    PreparedSeries series = PreparedSeries.of(demand, recipe, 0, 0.2);
    Network network =
        Network.of(
            series.encoder().inputShape(),
            new Lstm(16).withOutput(Output.LAST),
            new Dense(series.encoder().outputs()));
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.meanSquaredError(), Optimizer.adam(0.01))
            .batchSize(32)
            .build()) {
      trainer.fit(series.training(), Fit.epochs(8));
      SeriesReport report = SeriesReport.of(trainer.model(), series.test().orElseThrow());
      System.out.println("Errors of 6 hours, " + report.columns().getFirst());
      new SeriesPredictor(series.encoder(), trainer.model())
          .forecast(demand)
          .steps()
          .forEach(step -> System.out.println("in " + step.number() + " h: " + step.values()));
    }
  }

  static MemoryTable demand() {
    Random random = new Random(1);
    List<List<Double>> rows = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      double day = 100 * StrictMath.sin(2 * Math.PI * hour / 24);
      double week = 60 * StrictMath.sin(2 * Math.PI * hour / (24 * 7));
      rows.add(List.of(500 + day + week + 15 * random.nextGaussian()));
    }
    return MemoryTable.of(List.of("demand"), rows);
  }
}
