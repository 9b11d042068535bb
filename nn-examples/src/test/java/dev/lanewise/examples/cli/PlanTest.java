package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlanTest {

  private static int patience(Plan plan) {
    return plan.early().orElseThrow().patience();
  }

  /** An iris table's 108 rows: seven steps of 16 go through them. */
  @Test
  void fewRowsAreLearntInManyEpochsOfSmallSteps() {
    Plan plan = Plan.ofTable(108, true);
    assertEquals(16, plan.batch());
    assertEquals(1000, plan.epochs());
    assertEquals(71, patience(plan));
  }

  /**
   * The loss of 144,000 rows still falls after 100 epochs, and rests for more than ten in between:
   * early stopping has to end their training, not the limit.
   */
  @Test
  void manyRowsHaveEpochsEnoughToo() {
    Plan plan = Plan.ofTable(144_000, true);
    assertEquals(128, plan.batch());
    assertEquals(200, plan.epochs());
    assertEquals(20, patience(plan));
  }

  @Test
  void patienceIsMuchShorterThanTrainingWhateverTheRows() {
    for (int rows = 1; rows < 10_000_000; rows += 1 + rows / 10) {
      Plan plan = Plan.ofTable(rows, true);
      assertTrue(patience(plan) >= 10, rows + " rows");
      assertTrue(plan.epochs() >= 2 * patience(plan), rows + " rows");
      assertTrue(plan.batch() >= 16 && plan.batch() <= 128, rows + " rows");
    }
  }

  @Test
  void withoutEarlyStoppingItIsAsLongAtMost() {
    Plan plan = Plan.ofTable(1000, false);
    assertTrue(plan.early().isEmpty());
    assertEquals(Plan.ofTable(1000, true).epochs(), plan.epochs());
  }
}
