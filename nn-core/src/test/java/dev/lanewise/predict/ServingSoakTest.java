package dev.lanewise.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Samples;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * 64 threads predict while a trainer swaps in a new model after each epoch: every answer must be
 * that of one of the models, and memory must not grow. Runs for {@code -Dlanewise.soak=SECONDS},
 * and not at all without.
 */
@EnabledIfSystemProperty(named = "lanewise.soak", matches = "[0-9]+")
class ServingSoakTest {
  private static final int THREADS = 64;
  private static final long GROWTH = 16 << 20;
  private static final Shape INPUT = Shape.of(30);
  private static final Network NETWORK =
      Network.of(INPUT, new Dense(64, Activation.RELU), new Dense(3));
  private static final Dataset DATA = Samples.classes(500, INPUT, 3, 1);

  private final float[] sample = Samples.uniform(30, new java.util.Random(3));
  private final Set<Float> answers = ConcurrentHashMap.newKeySet();
  private final LongAdder predictions = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void servesWhileItLearns() throws Exception {
    Model first = NETWORK.initialize(1);
    announce(first);
    PredictorPool pool = PredictorPool.of(first, 2);
    long[] heap = new long[2];
    List<Future<?>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        clients.add(threads.submit(() -> predict(pool)));
      }
      try (Trainer trainer = trainer(first)) {
        train(trainer, pool, Duration.ofSeconds(Long.getLong("lanewise.soak", 1)), heap);
      } finally {
        done.set(true);
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }
    System.out.printf(
        "%d predictions of %d models by %d threads, %d wrong, heap %+d KB%n",
        predictions.sum(), answers.size(), THREADS, wrong.sum(), (heap[1] - heap[0]) >> 10);
    assertEquals(0, wrong.sum());
    assertTrue(answers.size() > 2, "models were swapped");
    assertTrue(heap[1] - heap[0] < GROWTH, "heap " + heap[0] + " to " + heap[1]);
  }

  private static Trainer trainer(Model model) {
    return Trainer.builder(model, Loss.softmaxCrossEntropy(), Optimizer.sgd(0.01))
        .threads(1)
        .build();
  }

  private void train(Trainer trainer, PredictorPool pool, Duration time, long[] heap) {
    TrainingListener swap =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochResult result) {
            Model model = trainer.model();
            announce(model);
            pool.model(model);
          }
        };
    Fit fit = Fit.epochs(1_000_000).withListener(swap);
    trainer.fit(DATA, fit.withTimeBudget(time.dividedBy(4)));
    heap[0] = used();
    trainer.fit(DATA, fit.withTimeBudget(time.multipliedBy(3).dividedBy(4)));
    heap[1] = used();
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** A model may serve from now on. */
  private void announce(Model model) {
    answers.add(Predictor.of(model).predict(sample)[0]);
  }

  private void predict(PredictorPool pool) {
    while (!done.get()) {
      if (!answers.contains(pool.predict(sample)[0])) {
        wrong.increment();
      }
      predictions.increment();
    }
  }
}
