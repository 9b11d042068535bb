package dev.lanewise.optimizer;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.SettingException;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  @Test
  void defaultsArePyTorchs() {
    assertEquals(new Sgd(0.1, 0, false, 0), Optimizer.sgd(0.1));
    assertEquals(new Sgd(0.1, 0.9, false, 0), Optimizer.momentum(0.1, 0.9));
    assertEquals(new RmsProp(0.01, 0.99, 1e-8, 0), Optimizer.rmsProp(0.01));
    assertEquals(new Adam(0.01, 0.9, 0.999, 1e-8, 0, 0), Optimizer.adam(0.01));
    assertEquals(new Adam(0.01, 0.9, 0.999, 1e-8, 0, 0.01), Optimizer.adamW(0.01));
    assertEquals(new Adagrad(0.01, 0, 1e-10, 0), Optimizer.adagrad(0.01));
    assertEquals(new Adadelta(1, 0.9, 1e-6, 0), Optimizer.adadelta(1));
    assertEquals(new Adamax(0.002, 0.9, 0.999, 1e-8, 0), Optimizer.adamax(0.002));
    assertEquals(new Nadam(0.002, 0.9, 0.999, 1e-8, 0, 0.004), Optimizer.nadam(0.002));
    assertEquals(new Rprop(0.01, 0.5, 1.2, 1e-6, 50), Optimizer.rprop(0.01));
  }

  @Test
  void defaultsOfLionAreItsAuthors() {
    assertEquals(new Lion(1e-4, 0.9, 0.99, 0), Optimizer.lion(1e-4));
  }

  @Test
  void stateIsOnlyWhatTheRuleNeeds() {
    assertEquals(0, Optimizer.sgd(0.1).slots());
    assertEquals(1, Optimizer.momentum(0.1, 0.9).slots());
    assertEquals(1, Optimizer.rmsProp(0.1).slots());
    assertEquals(2, Optimizer.adamW(0.1).slots());
    assertEquals(1, Optimizer.adagrad(0.1).slots());
    assertEquals(2, Optimizer.adadelta(1).slots());
    assertEquals(2, Optimizer.adamax(0.1).slots());
    assertEquals(2, Optimizer.nadam(0.1).slots());
    assertEquals(1, Optimizer.lion(0.1).slots());
    assertEquals(2, Optimizer.rprop(0.1).slots());
  }

  @Test
  void variantsKeepTheRest() {
    assertEquals(
        new Sgd(0.1, 0.9, true, 0.01),
        Optimizer.momentum(0.1, 0.9).withNesterov().withWeightDecay(0.01));
  }

  @Test
  void learningRatesArePositive() {
    assertRefused("SGD", "learning rate", Optimizer::sgd, 0, -1, Double.NaN, 1e10);
    assertRefused("RMSprop", "learning rate", Optimizer::rmsProp, 0, -1, Double.NaN, 1e10);
    assertRefused("Adam", "learning rate", Optimizer::adam, 0, -1, Double.NaN, 1e10);
    assertRefused("Adagrad", "learning rate", Optimizer::adagrad, 0, -1, Double.NaN, 1e10);
    assertRefused("Adadelta", "learning rate", Optimizer::adadelta, 0, -1, Double.NaN, 1e10);
    assertRefused("Adamax", "learning rate", Optimizer::adamax, 0, -1, Double.NaN, 1e10);
    assertRefused("NAdam", "learning rate", Optimizer::nadam, 0, -1, Double.NaN, 1e10);
    assertRefused("Lion", "learning rate", Optimizer::lion, 0, -1, Double.NaN, 1e10);
    assertRefused("Rprop", "learning rate", Optimizer::rprop, 0, -1, Double.NaN, 1e10);
  }

  @Test
  void sharesAreBelowOne() {
    assertRefused("SGD", "momentum", x -> Optimizer.momentum(1, x), 1, -0.1, Double.NaN);
    assertRefused("RMSprop", "alpha", x -> new RmsProp(1, x, 1, 0), 1, -0.1, Double.NaN);
    assertRefused("Adam", "beta1", x -> new Adam(1, x, 0, 1, 0, 0), 1, -0.1, Double.NaN);
    assertRefused("Adam", "beta2", x -> new Adam(1, 0, x, 1, 0, 0), 1, -0.1, Double.NaN);
    assertRefused("Adadelta", "rho", x -> new Adadelta(1, x, 1, 0), 1, -0.1, Double.NaN);
    assertRefused("Adamax", "beta1", x -> new Adamax(1, x, 0, 1, 0), 1, -0.1, Double.NaN);
    assertRefused("Adamax", "beta2", x -> new Adamax(1, 0, x, 1, 0), 1, -0.1, Double.NaN);
    assertRefused("NAdam", "beta1", x -> new Nadam(1, x, 0, 1, 0, 0), 1, -0.1, Double.NaN);
    assertRefused("NAdam", "beta2", x -> new Nadam(1, 0, x, 1, 0, 0), 1, -0.1, Double.NaN);
    assertRefused("Lion", "beta1", x -> new Lion(1, x, 0, 0), 1, -0.1, Double.NaN);
    assertRefused("Lion", "beta2", x -> new Lion(1, 0, x, 0), 1, -0.1, Double.NaN);
  }

  /** Below these bounds what is flushed to zero would count beside epsilon. */
  @Test
  void epsilonIsNotTooSmall() {
    double[] wrong = {0, -1, Double.NaN, 1e-20, 0.99e-10};
    assertRefused("RMSprop", "epsilon", x -> new RmsProp(1, 0, x, 0), wrong);
    assertRefused("Adam", "epsilon", x -> new Adam(1, 0, 0, x, 0, 0), wrong);
    assertRefused("Adagrad", "epsilon", x -> new Adagrad(1, 0, x, 0), wrong);
    assertRefused("NAdam", "epsilon", x -> new Nadam(1, 0, 0, x, 0, 0), wrong);
    assertRefused("Adadelta", "epsilon", x -> new Adadelta(1, 0, x, 0), 0, -1, Double.NaN, 1e-21);
    assertRefused("Adamax", "epsilon", x -> new Adamax(1, 0, 0, x, 0), 0, -1, Double.NaN, 1e-21);
  }

  @Test
  void decayIsNotNegative() {
    assertRefused("SGD", "weight decay", x -> new Sgd(1, 0, false, x), -1, Double.NaN);
    assertRefused("RMSprop", "weight decay", x -> new RmsProp(1, 0, 1, x), -1, Double.NaN);
    assertRefused("Adam", "weight decay", x -> new Adam(1, 0, 0, 1, x, 0), -1, Double.NaN);
    assertRefused("Adam", "decoupled decay", x -> new Adam(1, 0, 0, 1, 0, x), -1, Double.NaN);
    assertRefused("Adagrad", "rate decay", x -> new Adagrad(1, x, 1, 0), -1, Double.NaN);
    assertRefused("Adagrad", "weight decay", x -> new Adagrad(1, 0, 1, x), -1, Double.NaN);
    assertRefused("Adadelta", "weight decay", x -> new Adadelta(1, 0, 1, x), -1, Double.NaN);
    assertRefused("Adamax", "weight decay", x -> new Adamax(1, 0, 0, 1, x), -1, Double.NaN);
    assertRefused("NAdam", "weight decay", x -> new Nadam(1, 0, 0, 1, x, 0), -1, Double.NaN);
    assertRefused("NAdam", "momentum decay", x -> new Nadam(1, 0, 0, 1, 0, x), -1, Double.NaN);
    assertRefused("Lion", "decoupled decay", x -> new Lion(1, 0, 0, x), -1, Double.NaN);
  }

  @Test
  void stepSizesOfRpropAreInOrder() {
    assertRefused("Rprop", "shrinking factor", x -> new Rprop(1, x, 1, 1, 2), 0, 1, Double.NaN);
    assertRefused("Rprop", "growing factor", x -> new Rprop(1, 0.5, x, 1, 2), 0.9, Double.NaN);
    assertRefused("Rprop", "least step size", x -> new Rprop(1, 0.5, 1, x, 2), 0, Double.NaN);
    assertRefused("Rprop", "most step size", x -> new Rprop(1, 0.5, 1, 1, x), 0.9, Double.NaN);
  }

  @Test
  void nesterovNeedsMomentum() {
    assertError(
        SettingException.class, () -> Optimizer.sgd(1).withNesterov(), "momentum", "found 0.0");
  }

  private static void assertRefused(
      String rule, String setting, DoubleFunction<Optimizer> optimizer, double... values) {
    for (double value : values) {
      assertError(
          SettingException.class, () -> optimizer.apply(value), rule, setting, "found " + value);
    }
  }
}
