package dev.lanewise.lbfgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.lbfgs.LbfgsResult.Stop;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.train.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LbfgsCancelTest {
  private static final Dataset DATA = Samples.regression(60, Shape.of(4), 2, 1);
  private static final Model MODEL =
      Network.of(Shape.of(4), new Dense(9, Activation.TANH), new Dense(2)).initialize(1);

  private static LbfgsTrainer trainer(int iterations) {
    Lbfgs settings = Lbfgs.iterations(iterations).withTolerances(0, 0);
    return LbfgsTrainer.builder(MODEL, Loss.meanSquaredError(), settings).threads(2).build();
  }

  /** It is the run of as many iterations, and the next one is not cancelled. */
  @Test
  void aListenerCancels() {
    LbfgsTrainer trainer = trainer(50);
    List<LbfgsProgress> seen = new ArrayList<>();
    LbfgsFit fit =
        LbfgsFit.plain()
            .withListener(seen::add)
            .withListener(progress -> {
              if (progress.iterations() == 7) {
                trainer.cancel();
              }
            });
    LbfgsResult cancelled = trainer.fit(DATA, fit);
    LbfgsResult seven = trainer(7).fit(DATA);
    assertEquals(Stop.CANCELLED, cancelled.stop());
    assertEquals(seven.model().checksum(), cancelled.model().checksum());
    assertEquals(7, seen.size());
    LbfgsProgress last = seen.getLast();
    assertEquals(
        new LbfgsProgress(7, seven.evaluations(), seven.loss(), seven.penalty(), seven.gradient()),
        last);
    for (int i = 1; i < seen.size(); i++) {
      assertTrue(seen.get(i).loss() < seen.get(i - 1).loss());
    }
    assertEquals(Stop.ITERATIONS, trainer.fit(DATA).stop());
  }

  @Test
  void theNextRunIsCancelledIfNoneIsRunning() {
    LbfgsTrainer trainer = trainer(50);
    trainer.fit(DATA);
    trainer.cancel();
    LbfgsResult result = trainer.fit(DATA);
    assertEquals(Stop.CANCELLED, result.stop());
    assertEquals(1, result.evaluations());
    assertEquals(MODEL.checksum(), result.model().checksum());
    assertEquals(50, trainer.fit(DATA).iterations());
  }

  /** Two threads are in the middle of a run of the same trainer when a third one cancels. */
  @Test
  void anotherThreadCancelsAllRuns() throws Exception {
    LbfgsTrainer trainer = trainer(50);
    CountDownLatch stepped = new CountDownLatch(2);
    CountDownLatch cancelled = new CountDownLatch(1);
    LbfgsFit fit =
        LbfgsFit.plain()
            .withListener(progress -> {
              stepped.countDown();
              await(cancelled);
            });
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<LbfgsResult>> runs =
          List.of(
              threads.submit(() -> trainer.fit(DATA, fit)),
              threads.submit(() -> trainer.fit(DATA, fit)));
      stepped.await();
      trainer.cancel();
      cancelled.countDown();
      for (Future<LbfgsResult> run : runs) {
        assertEquals(Stop.CANCELLED, run.get().stop());
        assertEquals(1, run.get().iterations());
      }
    }
    assertEquals(50, trainer.fit(DATA).iterations());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The trainer can be used again. */
  @Test
  void anErrorOfAListenerEndsTheRun() {
    LbfgsTrainer trainer = trainer(20);
    IllegalStateException error = new IllegalStateException("mine");
    LbfgsFit fit =
        LbfgsFit.plain()
            .withListener(progress -> {
              throw error;
            });
    assertSame(error, assertThrows(IllegalStateException.class, () -> trainer.fit(DATA, fit)));
    assertEquals(20, trainer.fit(DATA).iterations());
  }
}
