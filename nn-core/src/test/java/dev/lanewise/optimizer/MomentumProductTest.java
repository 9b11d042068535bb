package dev.lanewise.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MomentumProductTest {
  private static final double BETA = 0.9;
  private static final double DECAY = StrictMath.pow(0.96, 0.004);

  @Test
  void isThatOfTheFormula() {
    MomentumProduct product = new MomentumProduct(BETA, DECAY);
    double expected = 1;
    for (int t = 1; t <= 300; t++) {
      double mu = BETA * (1 - 0.5 * Math.pow(0.96, t * 0.004));
      expected *= mu;
      assertEquals(mu, product.factor(t), 1e-14);
      assertEquals(expected < 0x1p-60 ? 0 : expected, product.upTo(t), 1e-12 * expected);
    }
  }

  /** A run that is resumed at any step goes on with the same bits. */
  @Test
  void dependsOnTheStepOnly() {
    MomentumProduct everyStep = new MomentumProduct(0.99, DECAY);
    for (int t = 1; t <= 3000; t++) {
      double expected = everyStep.upTo(t);
      if (t % 37 == 0) {
        assertEquals(expected, new MomentumProduct(0.99, DECAY).upTo(t));
        assertEquals(expected, everyStep.upTo(t));
      }
    }
  }

  @Test
  void goesBackToAnEarlierStep() {
    MomentumProduct product = new MomentumProduct(BETA, DECAY);
    double early = product.upTo(7);
    assertEquals(0, product.upTo(1_000_000_000_000L));
    assertEquals(early, product.upTo(7));
    assertEquals(product.factor(1), product.upTo(1));
  }

  @Test
  void isZeroWithoutMomentum() {
    MomentumProduct product = new MomentumProduct(0, DECAY);
    assertEquals(0, product.factor(3));
    assertEquals(0, product.upTo(1));
  }
}
