package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Run ONE = Fake.run(Fake.ONE);
  private static final Run TWO = Fake.run(Fake.TWO);
  private static final Run TWO_FAST = Fake.run(Fake.TWO_FAST);
  private static final List<Run> ALL = List.of(ONE, TWO, TWO_FAST);

  private final Results results = new Results();

  @Test
  void bestMedianCountsNotBestRun() {
    Fake.add(results, TWO, 100, 100, 900);
    Fake.add(results, TWO_FAST, 110, 110, 110);

    assertEquals(Optional.of(TWO_FAST), results.best(ALL));
    assertEquals(Optional.of(TWO), results.best(List.of(ONE, TWO)));
  }

  @Test
  void settingsThatWereGivenUpDoNotCount() {
    Fake.add(results, TWO, 1000);
    Fake.add(results, TWO_FAST, 1100, 900, 900);

    assertEquals(Optional.of(TWO_FAST), results.best(ALL));
  }

  @Test
  void nothingMeasuredNothingBest() {
    assertEquals(Optional.empty(), results.best(ALL));
    assertEquals(List.of(), results.promising(ALL, 0.85));
  }

  @Test
  void promisingIsWithinAShareOfTheBest() {
    Fake.add(results, ONE, 84);
    Fake.add(results, TWO, 86);
    Fake.add(results, TWO_FAST, 100);

    assertEquals(List.of(TWO, TWO_FAST), results.promising(ALL, 0.85));
    assertEquals(List.of(ONE), results.promising(List.of(ONE), 0.85));
  }

  @Test
  void otherResultsOnlyFillGaps() {
    Results others = new Results();
    Fake.add(others, ONE, 1);
    Fake.add(others, TWO, 2);
    Fake.add(results, TWO, 3, 4);

    assertArrayEquals(new double[] {1}, results.or(others).speeds(ONE));
    assertArrayEquals(new double[] {3, 4}, results.or(others).speeds(TWO));
  }
}
