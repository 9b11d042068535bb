package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Parameter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenseTest {

  @Test
  void fusesWithAnActivationBehindIt() {
    Dense dense = new Dense(3).withInitializers(Initializer.heNormal(), Initializer.constant(1));
    assertEquals(
        Optional.of(dense.withActivation(Activation.GELU)),
        dense.fuse(new Activate(Activation.GELU)));
  }

  @Test
  void fusesWithNothingElse() {
    Dense active = new Dense(3, Activation.RELU);
    assertEquals(Optional.empty(), active.fuse(new Activate(Activation.GELU)));
    assertEquals(Optional.empty(), new Dense(3).fuse(new Dense(3)));
    assertEquals(Optional.empty(), new Activate(Activation.RELU).fuse(new Dense(3)));
    assertEquals(Optional.empty(), new Softmax().fuse(new Activate(Activation.RELU)));
  }

  @Test
  void worksOnTheLastAxis() {
    Dense dense = new Dense(3);
    Parameter weight = dense.parameters(Shape.of(2, 5)).getFirst();
    assertEquals(Shape.of(5, 3), weight.shape());
    assertEquals(5, weight.rows());
    assertEquals(3, weight.cols());
    assertEquals(Shape.of(2, 3), dense.outputShape(Shape.of(2, 5)));
  }

  @Test
  void knowsItsFans() {
    for (Parameter parameter : new Dense(3).parameters(Shape.of(10))) {
      assertEquals(10, parameter.fanIn());
      assertEquals(3, parameter.fanOut());
    }
  }
}
