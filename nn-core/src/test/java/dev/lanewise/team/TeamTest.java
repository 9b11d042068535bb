package dev.lanewise.team;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.WrappedDataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limit only ends tests that would hang; nothing is timed. */
@Timeout(60)
class TeamTest {
  private static final int PHASES = 3000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void doesEveryChunkOfEveryPhaseOnce(int workers) {
    try (Team team = Team.of(workers)) {
      assertEquals(workers, team.workers());
      assertDoesPhases(team, PHASES / workers);
    }
  }

  /** The counters are plain: an increment that is lost, or not seen by the next phase, shows. */
  private static void assertDoesPhases(Team team, int phases) {
    int[] counts = new int[40];
    int done = 0;
    for (int phase = 0; phase < phases; phase++) {
      int chunks = phase % (counts.length + 1);
      int[] before = counts.clone();
      team.run(
          chunks,
          (chunk, worker) -> {
            assertTrue(worker >= 0 && worker < team.workers());
            counts[chunk]++;
          });
      done += chunks;
      assertEquals(done, Arrays.stream(counts).sum());
      for (int i = 0; i < counts.length; i++) {
        assertEquals(before[i] + (i < chunks ? 1 : 0), counts[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void workersWorkAtTheSameTimeAndHaveDifferentNumbers(int workers) {
    try (Team team = Team.of(workers)) {
      for (int phase = 0; phase < 20; phase++) {
        assertArrayEquals(ones(workers), chunksOfEachWorkerWhenAllMeet(team, workers));
      }
    }
  }

  private static int[] ones(int length) {
    int[] ones = new int[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Nobody finishes a chunk before all have begun one, so that each can only do one. */
  private static int[] chunksOfEachWorkerWhenAllMeet(Team team, int workers) {
    CountDownLatch all = new CountDownLatch(workers);
    AtomicIntegerArray chunks = new AtomicIntegerArray(workers);
    team.run(
        workers,
        (chunk, worker) -> {
          chunks.incrementAndGet(worker);
          all.countDown();
          await(all);
        });
    int[] counts = new int[workers];
    Arrays.setAll(counts, chunks::get);
    return counts;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theCallerIsWorkerZero() {
    try (Team team = Team.of(3)) {
      Thread caller = Thread.currentThread();
      for (int phase = 0; phase < 100; phase++) {
        team.run(9, (chunk, worker) -> assertEquals(worker == 0, Thread.currentThread() == caller));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void anExceptionReachesTheCallerAndTheTeamGoesOn(int workers) {
    try (Team team = Team.of(workers)) {
      for (int phase = 0; phase < 200; phase++) {
        IllegalStateException expected = new IllegalStateException("chunk 5");
        IllegalStateException thrown =
            assertThrows(
                IllegalStateException.class,
                () ->
                    team.run(
                        20,
                        (chunk, worker) -> {
                          if (chunk == 5) {
                            throw expected;
                          }
                        }));
        assertSame(expected, thrown);
      }
      assertDoesPhases(team, 100);
    }
  }

  @Test
  void anExceptionOfAHelperReachesTheCaller() {
    try (Team team = Team.of(2)) {
      CountDownLatch both = new CountDownLatch(2);
      assertThrows(
          ArithmeticException.class,
          () ->
              team.run(
                  2,
                  (chunk, worker) -> {
                    both.countDown();
                    await(both);
                    if (worker == 1) {
                      throw new ArithmeticException();
                    }
                  }));
      assertDoesPhases(team, 100);
    }
  }

  @Test
  void anErrorReachesTheCaller() {
    try (Team team = Team.of(3)) {
      assertThrows(
          StackOverflowError.class,
          () ->
              team.run(
                  7,
                  (chunk, worker) -> {
                    throw new StackOverflowError();
                  }));
      assertDoesPhases(team, 100);
    }
  }

  /** Java's compiler forbids it, but Kotlin's does not. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void throwAny(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aCheckedExceptionReachesTheCaller(int workers) {
    try (Team team = Team.of(workers)) {
      for (Throwable expected : List.of(new IOException("disk"), new Throwable("bare"))) {
        Throwable thrown =
            assertThrows(
                Throwable.class,
                () ->
                    team.run(
                        20,
                        (chunk, worker) -> {
                          if (chunk == 5) {
                            TeamTest.<RuntimeException>throwAny(expected);
                          }
                        }));
        assertSame(expected, thrown);
        assertDoesPhases(team, 100);
      }
    }
  }

  @Test
  void aDataSetThatThrowsACheckedExceptionEndsTraining() {
    float[] values = new float[64];
    Dataset data = new BrokenDataset(ArrayDataset.of(values, Shape.of(1), values, 1));
    for (int threads = 1; threads <= 3; threads++) {
      try (Trainer trainer =
          Trainer.builder(
                  Network.of(Shape.of(1), new Dense(1)).initialize(1),
                  Loss.meanSquaredError(),
                  Optimizer.sgd(0.1))
              .threads(threads)
              .build()) {
        assertThrows(IOException.class, () -> trainer.fit(data, Fit.epochs(1)));
        assertThrows(IOException.class, () -> trainer.evaluate(data));
      }
    }
  }

  private record BrokenDataset(Dataset data) implements WrappedDataset {
    @Override
    public void read(int index, Matrix inputs, Matrix targets, int row) {
      TeamTest.<RuntimeException>throwAny(new IOException("disk"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSystemWithoutAnotherThreadLeavesTheWorkToTheCaller(boolean error) {
    ForkJoinPool.ForkJoinWorkerThreadFactory none =
        owner -> {
          if (error) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          throw new IllegalStateException("no thread");
        };
    try (ForkJoinPool pool = new ForkJoinPool(3, none, null, false)) {
      Team team = Team.on(pool, 4);
      assertDoesPhases(team, 100);
      team.run(8, (chunk, worker) -> assertEquals(0, worker));
      team.close();
      pool.shutdownNow();
    }
  }

  @Test
  void aThreadThatComesLaterHelps() {
    AtomicBoolean allowed = new AtomicBoolean();
    ForkJoinPool.ForkJoinWorkerThreadFactory scarce =
        owner -> {
          if (!allowed.get()) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
        };
    try (ForkJoinPool pool = new ForkJoinPool(1, scarce, null, false)) {
      Team team = Team.on(pool, 2);
      assertDoesPhases(team, 100);
      allowed.set(true);
      AtomicBoolean helped = new AtomicBoolean();
      while (!helped.get()) {
        team.run(64, (chunk, worker) -> helped.compareAndSet(false, worker == 1));
      }
      assertDoesPhases(team, 100);
      team.close();
    }
  }

  @Test
  void chunksAfterAFailureAreSkipped() {
    try (Team team = Team.of(1)) {
      int[] done = new int[1];
      assertThrows(
          ArithmeticException.class,
          () ->
              team.run(
                  10,
                  (chunk, worker) -> {
                    done[0]++;
                    throw new ArithmeticException();
                  }));
      assertEquals(1, done[0]);
    }
  }

  @Test
  void threadsMayShareATeam() throws Exception {
    try (Team team = Team.of(3);
        ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        work.add(() -> {
          assertDoesPhases(team, 500);
          return null;
        });
      }
      for (Future<Void> result : callers.invokeAll(work)) {
        result.get();
      }
    }
  }

  @Test
  void aPhaseMayRunAPhaseOfTheSameTeam() {
    try (Team team = Team.of(3)) {
      AtomicIntegerArray counts = new AtomicIntegerArray(6);
      team.run(6, (outer, w) -> team.run(4, (inner, worker) -> counts.incrementAndGet(outer)));
      for (int i = 0; i < 6; i++) {
        assertEquals(4, counts.get(i));
      }
    }
  }

  @Test
  void aPoolWithoutAFreeThreadLeavesTheWorkToTheCaller() {
    CountDownLatch end = new CountDownLatch(1);
    try (ForkJoinPool pool = new ForkJoinPool(1)) {
      pool.execute(() -> await(end));
      Team team = Team.on(pool, 3);
      assertDoesPhases(team, 200);
      team.run(8, (chunk, worker) -> assertEquals(0, worker));
      end.countDown();
    }
  }

  @Test
  void aPoolThatIsShutDownLeavesTheWorkToTheCaller() {
    ForkJoinPool pool = new ForkJoinPool(2);
    Team team = Team.on(pool, 3);
    pool.shutdown();
    assertDoesPhases(team, 100);
    team.run(8, (chunk, worker) -> assertEquals(0, worker));
  }

  @Test
  void theCommonPoolWillDo() {
    try (Team team = Team.on(ForkJoinPool.commonPool(), 3)) {
      assertDoesPhases(team, PHASES);
    }
    assertFalse(ForkJoinPool.commonPool().isShutdown());
  }

  @Test
  void closingLeavesABorrowedPoolAlone() {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      Team team = Team.on(pool, 3);
      assertDoesPhases(team, 50);
      team.close();
      assertFalse(pool.isShutdown());
      waitUntilIdle(pool);
    }
  }

  @Test
  void aClosedTeamStillWorksWithTheCallerAlone() {
    Team team = Team.of(3);
    assertDoesPhases(team, 50);
    team.close();
    assertDoesPhases(team, 50);
    team.run(8, (chunk, worker) -> assertEquals(0, worker));
    team.close();
  }

  @Test
  void helpersGoHomeWhenIdleAndComeBack() {
    try (ForkJoinPool pool = new ForkJoinPool(2)) {
      Team team = Team.on(pool, 3);
      for (int round = 0; round < 2; round++) {
        assertArrayEquals(ones(3), chunksOfEachWorkerWhenAllMeet(team, 3));
        waitUntilIdle(pool);
      }
      team.close();
    }
  }

  private static void waitUntilIdle(ForkJoinPool pool) {
    while (pool.getActiveThreadCount() > 0 || pool.hasQueuedSubmissions()) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aVirtualThreadMayBeTheCaller() throws InterruptedException {
    try (Team team = Team.of(3)) {
      AtomicReference<Object> outcome = new AtomicReference<>("nothing");
      Thread.ofVirtual()
          .start(() -> {
            try {
              assertDoesPhases(team, 500);
              outcome.set("done");
            } catch (Throwable e) {
              outcome.set(e);
            }
          })
          .join();
      assertEquals("done", outcome.get());
    }
  }

  @Test
  void needsBetweenOneAndManyWorkers() {
    assertError(SettingException.class, () -> Team.of(0), "workers", "found 0");
    assertError(SettingException.class, () -> Team.of(1025), "found 1025");
    assertError(SettingException.class, () -> Team.on(ForkJoinPool.commonPool(), -1), "found -1");
    try (Team team = Team.ofProcessors()) {
      assertEquals(Runtime.getRuntime().availableProcessors(), team.workers());
    }
  }
}
