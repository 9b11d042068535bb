package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.optimizer.Adadelta;
import dev.lanewise.optimizer.Adagrad;
import dev.lanewise.optimizer.Adamax;
import dev.lanewise.optimizer.Lion;
import dev.lanewise.optimizer.Nadam;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.optimizer.Rprop;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OptimizerSlotsTest {

  @Test
  void agreesWithTheOptimizers() {
    List<Optimizer> all =
        List.of(
            Optimizer.sgd(0.1),
            Optimizer.momentum(0.1, 0.9),
            Optimizer.momentum(0.1, 0.9).withNesterov(),
            Optimizer.rmsProp(0.1),
            Optimizer.adam(0.1),
            Optimizer.adamW(0.1),
            new Adamax(0.1, 0.9, 0.999, 1e-8, 0),
            new Nadam(0.1, 0.9, 0.999, 1e-8, 0, 0.004),
            new Adagrad(0.1, 0, 1e-8, 0),
            new Adadelta(0.1, 0.9, 1e-6, 0),
            new Lion(0.1, 0.9, 0.99, 0),
            new Rprop(0.1, 0.5, 1.2, 1e-6, 50));
    for (Optimizer optimizer : all) {
      assertEquals(
          OptionalInt.of(optimizer.slots()),
          OptimizerSlots.of(optimizer.toString()),
          optimizer.toString());
    }
    assertEquals(OptionalInt.empty(), OptimizerSlots.of("Mine[learningRate=0.1]"));
  }
}
