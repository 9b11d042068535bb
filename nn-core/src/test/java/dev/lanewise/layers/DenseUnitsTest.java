package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.GradientStep;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;
import dev.lanewise.nn.spi.UnitStep;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cut by units, a dense layer must do what it does cut by rows, for its gradient, too. */
class DenseUnitsTest {
  private static final Kernels KERNELS = new ReferenceKernels();
  private static final int LONG = KERNELS.tuning().blocking().samples();
  private static final int INPUTS = 30;
  private static final int UNITS = 40;
  private static final int PANEL = 16;

  /** A layer's memory, the same numbers each time. */
  private record Memory(
      Matrix input,
      Matrix output,
      Matrix outputGradient,
      List<Panels> parameters,
      int samples,
      int workers)
      implements TrainingBinding {

    static Memory of(int batch, int samples, int workers) {
      Random random = new Random(3);
      Panels weight = Panels.allocate(INPUTS, UNITS, PANEL, 8);
      weight.set(normal(INPUTS * UNITS, random));
      Panels bias = new Panels(normal(UNITS, random), 1, UNITS, UNITS, 1);
      return new Memory(
          Matrix.of(normal(batch * INPUTS, random), batch, INPUTS),
          Matrix.allocate(batch, UNITS),
          Matrix.of(normal(batch * UNITS, random), batch, UNITS),
          List.of(weight, bias),
          samples,
          workers);
    }

    private static float[] normal(int count, Random random) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return values;
    }

    @Override
    public Kernels kernels() {
      return KERNELS;
    }

    @Override
    public Panels parameter(int index) {
      return parameters.get(index);
    }

    @Override
    public Optional<Matrix> inputGradient() {
      return Optional.empty();
    }

    @Override
    public Matrix workspace(int cols) {
      return Matrix.allocate(input.rows(), cols);
    }

    @Override
    public BatchState batch() {
      return new BatchState() {
        @Override
        public long step() {
          return 1;
        }

        @Override
        public int samples() {
          return samples;
        }
      };
    }

    @Override
    public long seed() {
      return 0;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9})
  void partsDoWhatRowsDo(int workers) {
    for (Activation f : List.of(Activation.IDENTITY, Activation.RELU, Activation.GELU)) {
      for (int batch : new int[] {7, LONG}) {
        int samples = batch - 1;
        Memory byRows = Memory.of(batch, samples, workers);
        TrainingStep rows = new Dense(UNITS, f).training(byRows);
        rows.forward().run(0, samples, new Scratch());
        Memory byUnits = Memory.of(batch, samples, workers);
        TrainingStep units = new Dense(UNITS, f).training(byUnits);
        UnitStep step = units.byUnits().orElseThrow();
        for (int part = step.parts() - 1; part >= 0; part--) {
          step.run(part, samples, new Scratch());
        }
        String label = f + ", batch " + batch;
        assertArrayEquals(byRows.output.data(), byUnits.output.data(), label);
        assertArrayEquals(weightGradient(rows, samples), weightGradient(units, samples), label);
      }
    }
  }

  private static float[] weightGradient(TrainingStep step, int samples) {
    step.backward().run(0, samples, new Scratch());
    GradientStep gradient = step.gradients().getFirst();
    float[] whole = new float[gradient.end(gradient.parts() - 1)];
    for (int part = 0; part < gradient.parts(); part++) {
      gradient.compute(part, 0, samples, whole, gradient.begin(part), new Scratch());
    }
    return whole;
  }

  @Test
  void partsAreWholePanelsAndNotMoreThanWorkers() {
    assertEquals(2, parts(2));
    assertEquals(3, parts(3));
    assertEquals(3, parts(9), "there are 3 panels");
  }

  private static int parts(int workers) {
    Memory memory = Memory.of(5, 5, workers);
    return new Dense(UNITS).training(memory).byUnits().orElseThrow().parts();
  }
}
