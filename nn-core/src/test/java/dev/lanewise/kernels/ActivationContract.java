package dev.lanewise.kernels;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.reference.ActivationMath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Activation functions and their gradients. */
interface ActivationContract extends KernelsUnderTest {
  List<Activation> ACTIVATIONS =
      List.of(
          Activation.IDENTITY,
          Activation.SIGMOID,
          Activation.TANH,
          Activation.RELU,
          Activation.LEAKY_RELU,
          Activation.leakyRelu(0.3f),
          Activation.leakyRelu(0),
          Activation.ELU,
          Activation.elu(0.4f),
          Activation.SELU,
          Activation.GELU,
          Activation.SILU,
          Activation.SOFTPLUS,
          Activation.SOFTSIGN,
          Activation.HARD_SIGMOID,
          Activation.HARD_TANH);

  /** One row of all numbers from -100 to 100 in small steps. */
  int FINE_STEPS = 20_001;

  @Test
  default void everyActivationIsThere() {
    long functions = ACTIVATIONS.stream().map(Activation::function).distinct().count();
    if (functions != Activation.Function.values().length) {
      throw new AssertionError("add the new function to ACTIVATIONS");
    }
  }

  @Test
  default void activate() {
    for (Activation f : ACTIVATIONS) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAsReference(
            f + " of " + cols,
            (kernels, memory) -> {
              Matrix x = memory.input(7, cols, 2, 6, Values.activationInputs());
              kernels
                  .elements()
                  .activate(f, x, memory.output(7, cols, 2, 6), 2, 6, CallMemory.dirtyScratch());
            });
      }
    }
  }

  @Test
  default void activateInPlace() {
    for (Activation f : ACTIVATIONS) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAsReference(
            f + " in place of " + cols,
            (kernels, memory) -> {
              Matrix x = memory.inPlace(5, cols, 1, 5, Values.activationInputs());
              kernels.elements().activate(f, x, x, 1, 5, CallMemory.dirtyScratch());
            });
      }
    }
  }

  @Test
  default void activateOnAFineGrid() {
    for (Activation f : ACTIVATIONS) {
      assertSameAndFinite(
          f + " on a grid",
          (kernels, memory) -> {
            int[] i = {0};
            Matrix x = memory.input(1, FINE_STEPS, random -> i[0]++ * 0.01f - 100);
            kernels
                .elements()
                .activate(
                    f, x, memory.output(1, FINE_STEPS, 0, 1), 0, 1, CallMemory.dirtyScratch());
          });
    }
  }

  @Test
  default void activationGradient() {
    for (Activation f : ACTIVATIONS) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAsReference(
            "gradient of " + f + " of " + cols,
            (kernels, memory) -> {
              Matrix xy = memory.input(7, cols, 1, 5, known(f));
              Matrix dy = memory.input(7, cols, 1, 5, Values.special());
              kernels
                  .elements()
                  .activationGradient(
                      f, xy, dy, memory.output(7, cols, 1, 5), 1, 5, CallMemory.dirtyScratch());
            });
      }
    }
  }

  @Test
  default void activationGradientInPlace() {
    for (Activation f : ACTIVATIONS) {
      for (int cols : Sizes.COLUMNS) {
        assertSameAsReference(
            "gradient in place of " + f + " of " + cols,
            (kernels, memory) -> {
              Matrix xy = memory.input(4, cols, 0, 3, known(f));
              Matrix dy = memory.inPlace(4, cols, 0, 3, Values.special());
              kernels.elements().activationGradient(f, xy, dy, dy, 0, 3, CallMemory.dirtyScratch());
            });
      }
    }
  }

  /** Half of the outputs are real ones of the function, the others anything. */
  private static Values known(Activation f) {
    Values inputs = Values.activationInputs();
    return random -> {
      float x = inputs.next(random);
      return random.nextBoolean() ? ActivationMath.value(f, x) : x;
    };
  }
}
