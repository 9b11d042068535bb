package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.kernels.reference.ReferenceKernels;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The error of sums against double, up to a million terms. Equal terms are the worst case: their
 * rounding errors do not cancel.
 */
class LongSumsTest {
  private static final double UNIT = 0x1p-24;
  private static final float TERM = 0.1f;
  private static final Kernels KERNELS = new ReferenceKernels();

  private static double bound(int chain, int terms) {
    return (chain + 32 + Math.log(terms)) * UNIT;
  }

  private static void assertSum(double exact, double found, double relative) {
    assertEquals(exact, found, relative * Math.abs(exact));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 256, 257, 1_000, 10_000, 100_000, 1_000_000})
  void gradientsOfLongBatches(int samples) {
    float[] ones = new float[samples];
    float[] targets = new float[samples];
    Arrays.fill(ones, 1);
    Arrays.fill(targets, -TERM);
    Dataset data = ArrayDataset.of(ones, Shape.of(1), targets, 1);
    Network network = Network.of(Shape.of(1), new Dense(1));
    Model zeros = new Model(network, new float[][] {{0}, {0}});
    Trainer.Builder builder =
        Trainer.builder(zeros, Loss.halfMeanSquaredError(), Optimizer.sgd(1))
            .backend("reference")
            .batchSize(samples);
    double exact = -samples * (double) (TERM * (float) (0.5 / samples) * 2);
    double error = bound(Math.min(samples, SumTree.SAMPLES), samples);
    try (Trainer trainer = builder.build()) {
      trainer.fit(data, Fit.epochs(1));
      assertSum(exact, trainer.model().values(0)[0], error);
      assertSum(exact, trainer.model().values(1)[0], error);
    }
    try (Trainer trainer = builder.batchSize(1).accumulation(samples).build()) {
      trainer.fit(data, Fit.epochs(1));
      assertSum(exact, trainer.model().values(0)[0], bound(0, samples));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 2048, 2049, 10_000, 1_000_000})
  void productsOfLongVectors(int terms) {
    double error = bound(terms > SumTree.CHAIN ? SumTree.BLOCK : terms, terms);
    Matrix ones = filled(terms, 1);
    Matrix y = Matrix.allocate(1, 1);
    Panels column = KERNELS.products().panels(terms, 1);
    Arrays.fill(column.data(), TERM);
    KERNELS.products().affine(ones, column, new float[1], y, 0, 1, new Scratch());
    assertSum(terms * (double) TERM, y.get(0, 0), error);
    Panels row = KERNELS.products().panels(1, terms);
    Arrays.fill(row.data(), TERM);
    KERNELS.products().affineInputGradient(ones, row, y, 0, 1, new Scratch());
    assertSum(terms * (double) TERM, y.get(0, 0), error);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 32_768, 32_769, 100_000, 1_000_000})
  void lossesOfManyOutputs(int outputs) {
    int lanes = Kernels.SUM_LANES;
    int chain = outputs > lanes * SumTree.CHAIN ? SumTree.BLOCK : outputs / lanes + 1;
    double error = bound(chain, outputs);
    Matrix y = filled(outputs, TERM);
    Matrix dy = Matrix.allocate(1, outputs);
    float[] losses = new float[1];
    LossRows rows = new LossRows(y, filled(outputs, 0), dy, losses);
    KERNELS.losses().elementLoss(ElementLoss.ABSOLUTE, 0, rows, 1, 0, 1, new Scratch());
    assertSum(outputs * (double) TERM, losses[0], error);
    KERNELS.elements().softmax(y, dy, 0, 1, new Scratch());
    assertSum(1.0 / outputs, dy.get(0, 0), error);
    LossRows classes = new LossRows(y, Matrix.allocate(1, 1), dy, losses);
    KERNELS.losses().softmaxCrossEntropy(classes, 0, 1, 0, 1, new Scratch());
    assertSum(Math.log(outputs), losses[0], error);
  }

  private static Matrix filled(int cols, float value) {
    Matrix m = Matrix.allocate(1, cols);
    Arrays.fill(m.data(), value);
    return m;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void batchesThatAreSubtreesGiveTheBitsOfALargeBatch(int batches) {
    Dataset data = Samples.classes(256 * batches, Shape.of(7), 3, 1);
    Model model = Network.of(Shape.of(7), new Dense(3)).initialize(1);
    Trainer.Builder builder =
        Trainer.builder(model, Loss.softmaxCrossEntropy(), Optimizer.sgd(1)).backend("reference");
    long[] checksums = new long[2];
    for (int i = 0; i < 2; i++) {
      int pieces = i == 0 ? 1 : batches;
      builder.batchSize(256 * batches / pieces).accumulation(pieces);
      try (Trainer trainer = builder.build()) {
        trainer.fit(data, Fit.epochs(2));
        checksums[i] = trainer.model().checksum();
      }
    }
    assertEquals(checksums[0], checksums[1]);
  }
}
