package dev.lanewise.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.TorchFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Activations and derivatives against a table by PyTorch, kinks included. */
class ActivationTableTest {
  private static final List<List<String>> TABLE = TorchFile.lines("pytorch-activations.txt");

  /** PyTorch's own tails are only this exact: what is left where numbers near 1 cancel. */
  private static final double TAIL = 1e-14;

  /** Derivatives are told from outputs, which know their distance to 1 to 2^-24 only. */
  private static final double OUTPUT_ROUNDING = 2.5e-7;

  @Test
  void everyActivationButTheIdentityIsInTheTable() {
    long names = TABLE.stream().map(List::getFirst).distinct().count();
    assertEquals(Activation.Function.values().length - 1, names);
    assertEquals(43 * names, TABLE.size());
  }

  @Test
  void values() {
    for (List<String> row : TABLE) {
      double expected = Double.parseDouble(row.get(2));
      double tolerance = 6e-7 * Math.abs(expected) + TAIL;
      if (row.getFirst().equals("hardsigmoid")) {
        tolerance += 6e-8;
      }
      assertEquals(expected, value(row), tolerance, row::toString);
    }
  }

  @Test
  void derivatives() {
    for (List<String> row : TABLE) {
      Activation f = TorchFile.activation(row.getFirst());
      float known = f.differentiableFromOutput() ? value(row) : x(row);
      double expected = Double.parseDouble(row.get(3));
      double tolerance = 6e-7 * Math.abs(expected) + OUTPUT_ROUNDING;
      assertEquals(expected, ActivationMath.derivative(f, known), tolerance, row::toString);
    }
  }

  private static float value(List<String> row) {
    return ActivationMath.value(TorchFile.activation(row.getFirst()), x(row));
  }

  private static float x(List<String> row) {
    return (float) Double.parseDouble(row.get(1));
  }
}
