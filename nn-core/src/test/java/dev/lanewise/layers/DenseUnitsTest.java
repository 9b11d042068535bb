package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.Gradient;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.nn.spi.UnitPass;
import java.util.List;
import java.util.Objects;
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
    public int inputs() {
      return 1;
    }

    @Override
    public Shape inputShape(int index) {
      return Shape.of(INPUTS);
    }

    @Override
    public Matrix input(int index) {
      return input;
    }

    @Override
    public Panels parameter(String name) {
      return parameters.get(name.equals("weight") ? 0 : 1);
    }

    @Override
    public Optional<Matrix> inputGradient(int index) {
      return Optional.empty();
    }

    @Override
    public Matrix workspace(Shape sample) {
      return Matrix.allocate(input.rows(), sample.size());
    }

    @Override
    public boolean trains(String parameter) {
      return true;
    }

    @Override
    public List<Slice> parts(String parameter) {
      return parameter(parameter).slices(20);
    }

    @Override
    public boolean asInInference() {
      return false;
    }

    @Override
    public BatchState batch() {
      return new BatchState() {
        @Override
        public boolean beginsEpoch() {
          return false;
        }

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
        TrainingPasses rows = new Dense(UNITS, f).training(byRows);
        run(rows.forward(), samples);
        Memory byUnits = Memory.of(batch, samples, workers);
        TrainingPasses units = new Dense(UNITS, f).training(byUnits);
        UnitPass step = units.byUnits().orElseThrow();
        for (int part = step.parts() - 1; part >= 0; part--) {
          step.run(part, samples, new Scratch());
        }
        String label = f + ", batch " + batch;
        assertArrayEquals(byRows.output.data(), byUnits.output.data(), label);
        assertArrayEquals(
            weightGradient(byRows, rows, samples), weightGradient(byUnits, units, samples), label);
      }
    }
  }

  private static void run(List<Pass> passes, int samples) {
    passes.forEach(pass -> ((RowPass) pass).run(0, samples, new Scratch()));
  }

  private static float[] weightGradient(Memory memory, TrainingPasses passes, int samples) {
    run(passes.backward(), samples);
    List<Slice> parts = memory.parts("weight");
    Gradient gradient = Objects.requireNonNull(passes.gradients().get("weight"));
    float[] whole = new float[parts.getLast().end()];
    for (int part = 0; part < parts.size(); part++) {
      gradient.compute(part, 0, samples, whole, parts.get(part).begin(), new Scratch());
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
