package dev.lanewise.predict;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limit only ends tests that would hang; nothing is timed. */
@Timeout(60)
class PredictorPoolTest {
  private static final Network NETWORK =
      Network.of(Shape.of(3), new Dense(40, Activation.TANH), new Dense(2));
  private static final Model OLD = NETWORK.initialize(1);
  private static final Model NEW = NETWORK.initialize(2);
  private static final float[] SAMPLE = {1, -2, 0.5f};

  @Test
  void predictsLikeAPredictor() {
    PredictorPool pool = PredictorPool.of(OLD, 2);
    Predictor predictor = Predictor.of(OLD);
    assertArrayEquals(predictor.predict(SAMPLE), pool.predict(SAMPLE));
    assertEquals(predictor.classify(SAMPLE), pool.classify(SAMPLE));
    assertArrayEquals(
        predictor.predict(new float[][] {SAMPLE, SAMPLE})[1],
        pool.predict(new float[][] {SAMPLE, SAMPLE})[1]);
  }

  @Test
  void aNewModelServesWhatBeginsLater() {
    PredictorPool pool = PredictorPool.of(OLD, 1);
    pool.use(predictor -> {
      pool.model(NEW);
      assertArrayEquals(Predictor.of(OLD).predict(SAMPLE), predictor.predict(SAMPLE));
      return 0;
    });
    assertSame(NEW, pool.model());
    assertArrayEquals(Predictor.of(NEW).predict(SAMPLE), pool.predict(SAMPLE));
  }

  @Test
  void manyThreadsGetWholeAnswersWhileModelsAreSwapped() throws Exception {
    PredictorPool pool = PredictorPool.of(OLD, 3);
    float[] old = Predictor.of(OLD).predict(SAMPLE);
    float[] next = Predictor.of(NEW).predict(SAMPLE);
    AtomicInteger wrong = new AtomicInteger();
    List<Future<?>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        futures.add(
            threads.submit(() -> {
              for (int n = 0; n < 200; n++) {
                float[] found = pool.predict(SAMPLE);
                if (found[0] != old[0] && found[0] != next[0]) {
                  wrong.incrementAndGet();
                }
              }
            }));
      }
      for (int n = 0; n < 200; n++) {
        pool.model(n % 2 == 0 ? NEW : OLD);
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    assertEquals(0, wrong.get());
  }

  @Test
  void noMoreAreLentThanThereAre() throws Exception {
    PredictorPool pool = PredictorPool.of(OLD, 1);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        futures.add(
            threads.submit(() ->
                pool.use(predictor -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  predictor.predict(SAMPLE);
                  return inside.decrementAndGet();
                })));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    assertEquals(1, most.get());
  }

  @Test
  void aFailureGivesThePredictorBack() {
    PredictorPool pool = PredictorPool.of(OLD, 1);
    assertError(ShapeException.class, () -> pool.predict(new float[2]), "3 values", "2");
    assertEquals(2, pool.predict(SAMPLE).length);
  }

  @Test
  void aUseWithinAUseOfTheLastPredictorIsAnError() {
    PredictorPool one = PredictorPool.of(OLD, 1);
    one.use(predictor -> {
      assertError(UsageException.class, () -> one.predict(SAMPLE), "(1)", "larger pool");
      return 0;
    });
    assertEquals(2, one.predict(SAMPLE).length);
    PredictorPool two = PredictorPool.of(OLD, 2);
    two.use(outer ->
        two.use(inner -> {
          assertError(UsageException.class, () -> two.classify(SAMPLE), "(2)", "larger pool");
          return 0;
        }));
  }

  /** Both hold one of two predictors and want another: one of them has to give up. */
  @Test
  void threadsThatWaitForEachOtherDoNotWaitForEver() throws Exception {
    PredictorPool pool = PredictorPool.of(OLD, 2);
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger refused = new AtomicInteger();
    List<Future<?>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 2; i++) {
        futures.add(
            threads.submit(() ->
                pool.use(predictor -> {
                  both.countDown();
                  try {
                    both.await();
                    return pool.predict(SAMPLE).length;
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  } catch (UsageException e) {
                    return refused.incrementAndGet();
                  }
                })));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    }
    assertEquals(1, refused.get());
  }

  @Test
  void anInterruptedWaitIsAnError() throws Exception {
    PredictorPool pool = PredictorPool.of(OLD, 1);
    CountDownLatch waiting = new CountDownLatch(1);
    pool.use(predictor -> {
      Thread other =
          Thread.ofVirtual()
              .start(() -> {
                assertError(UsageException.class, () -> pool.predict(SAMPLE), "interrupted");
                assertTrue(Thread.currentThread().isInterrupted());
                waiting.countDown();
              });
      other.interrupt();
      try {
        waiting.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return 0;
    });
  }

  @Test
  void refusesOtherShapesAndNoPredictors() {
    PredictorPool pool = PredictorPool.of(OLD, 1);
    Model other = Network.of(Shape.of(3), new Dense(5)).initialize(1);
    assertError(ShapeException.class, () -> pool.model(other), "2 outputs", "5");
    assertError(SettingException.class, () -> PredictorPool.of(OLD, 0), "at least 1");
  }

  private static Network joining(Shape... shapes) {
    Graph graph = new Graph();
    List<Graph.Value> inputs = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      inputs.add(graph.input("x" + i, shapes[i]));
    }
    Graph.Value all = graph.apply(new Concatenate(), inputs.toArray(Graph.Value[]::new));
    return graph.outputs(all.then("a", new Dense(2)), all.then("b", new Dense(1)));
  }

  @Test
  void modelsOfSeveralInputsAndOutputsAreReplacedByTheirLike() {
    Network network = joining(Shape.of(2), Shape.of(3));
    PredictorPool pool = PredictorPool.of(network.initialize(1), 1);
    float[] sample = {1, 2, 3, 4, 5};
    float[] before = pool.predict(sample);
    assertEquals(3, before.length);
    pool.model(network.initialize(2));
    assertEquals(false, Arrays.equals(before, pool.predict(sample)));
    assertError(
        ShapeException.class,
        () -> pool.model(joining(Shape.of(2), Shape.of(4)).initialize(1)),
        "5 inputs and 3 outputs",
        "6 and 3");
  }
}
