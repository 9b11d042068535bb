package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Cell ONE_THREAD = new Cell(Fake.WORKLOAD, 1);
  private static final Cell TWO_THREADS = new Cell(Fake.WORKLOAD, 2);

  private final Results results = new Results();

  @Test
  void bestMedianCountsNotBestRun() {
    Fake.add(results, Fake.run(Fake.TWO), 100, 100, 900);
    Fake.add(results, Fake.run(Fake.TWO_FAST), 110, 110, 110);

    assertEquals(Optional.of(Fake.run(Fake.TWO_FAST)), results.best(Fake.RIVAL, TWO_THREADS));
  }

  @Test
  void fewerThreadsMayBeTheBestButNeverMore() {
    Fake.add(results, Fake.run(Fake.ONE), 100);
    Fake.add(results, Fake.run(Fake.TWO), 90);
    assertEquals(Optional.of(Fake.run(Fake.ONE)), results.best(Fake.RIVAL, TWO_THREADS));

    Fake.add(results, Fake.run(Fake.TWO_FAST), 200);
    assertEquals(Optional.of(Fake.run(Fake.TWO_FAST)), results.best(Fake.RIVAL, TWO_THREADS));
    assertEquals(Optional.of(Fake.run(Fake.ONE)), results.best(Fake.RIVAL, ONE_THREAD));
  }

  @Test
  void settingsThatWereGivenUpDoNotCount() {
    Fake.add(results, Fake.run(Fake.TWO), 1000);
    Fake.add(results, Fake.run(Fake.TWO_FAST), 1100, 900, 900);

    assertEquals(Optional.of(Fake.run(Fake.TWO_FAST)), results.best(Fake.RIVAL, TWO_THREADS));
  }

  @Test
  void nothingMeasuredNothingBest() {
    assertEquals(Optional.empty(), results.best(Fake.RIVAL, ONE_THREAD));
    assertFalse(results.promising(Fake.run(Fake.ONE), ONE_THREAD, 0.85));
  }

  @Test
  void promisingIsWithinAShareOfTheBest() {
    Fake.add(results, Fake.run(Fake.ONE), 84);
    Fake.add(results, Fake.run(Fake.TWO), 86);
    Fake.add(results, Fake.run(Fake.TWO_FAST), 100);

    assertFalse(results.promising(Fake.run(Fake.ONE), TWO_THREADS, 0.85));
    assertTrue(results.promising(Fake.run(Fake.TWO), TWO_THREADS, 0.85));
    assertTrue(results.promising(Fake.run(Fake.ONE), ONE_THREAD, 0.85));
  }
}
