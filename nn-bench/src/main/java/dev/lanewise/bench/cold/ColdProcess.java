package dev.lanewise.bench.cold;

import dev.lanewise.bench.Networks;
import dev.lanewise.bench.compare.PeakMemory;
import dev.lanewise.bench.compare.Statistics;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Idx;
import dev.lanewise.loss.Loss;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.nio.file.Path;
import java.util.stream.DoubleStream;

/** Does with Lanewise what mnist.py does with PyTorch. */
final class ColdProcess {
  private static final int BATCH = 128;
  private static final int LEAST_EPOCHS = 6;
  private static final int MOST_EPOCHS = 20;

  private ColdProcess() {}

  /** Takes the data, the threads and the seed. */
  public static void main(String[] args) {
    Path data = Path.of(args[0]);
    long seed = Long.parseLong(args[2]);
    Dataset training = Idx.training(data);
    Dataset test = Idx.test(data);
    try (Trainer trainer =
        Trainer.builder(
                Networks.of("784-128-10").initialize(seed),
                Loss.softmaxCrossEntropy(),
                Networks.optimizer("adam"))
            .batchSize(BATCH)
            .threads(Integer.parseInt(args[1]))
            .seed(seed)
            .build()) {
      train(trainer, training, test);
    }
    printMemory();
  }

  private static void train(Trainer trainer, Dataset training, Dataset test) {
    DoubleStream.Builder warm = DoubleStream.builder();
    boolean reached = false;
    for (int epoch = 1; epoch <= MOST_EPOCHS && !(reached && epoch > LEAST_EPOCHS); epoch++) {
      double seconds = trainer.fit(training, Fit.epochs(1)).last().seconds();
      if (epoch == 1) {
        print(ColdFigure.FIRST, Start.seconds());
      } else {
        warm.add(seconds);
      }
      double accuracy = trainer.evaluate(test).accuracy().orElseThrow();
      if (accuracy >= ColdFigure.ACCURACY && !reached) {
        reached = true;
        print(ColdFigure.GOAL, Start.seconds());
        print(ColdFigure.EPOCHS, epoch);
      }
    }
    print(ColdFigure.WARM, Statistics.median(warm.build().toArray()));
  }

  private static void printMemory() {
    double memory = PeakMemory.megabytes();
    if (!Double.isNaN(memory)) {
      print(ColdFigure.MEMORY, memory);
    }
  }

  private static void print(ColdFigure figure, double value) {
    new Figure(figure.label(), value).print();
  }
}
