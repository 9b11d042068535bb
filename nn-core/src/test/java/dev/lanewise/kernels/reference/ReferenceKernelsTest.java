package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.KernelsUnderTest.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.DoubleActivation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.CallMemory;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.KernelsContract;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Sizes;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.kernels.UpdateScalars;
import dev.lanewise.kernels.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The specification against naive code: bit for bit where the order of additions is promised, and
 * in double within rounding errors everywhere.
 */
class ReferenceKernelsTest extends KernelsContract {
  private static final double ROUNDING = 0x1p-24;
  private static final Values ORDINARY = Values.uniform(-1, 1);

  private final Kernels kernels = new ReferenceKernels();
  private final CallMemory memory = new CallMemory(42);
  private final Scratch scratch = new Scratch();

  @Override
  protected Kernels kernels() {
    return kernels;
  }

  @Test
  void affineIsChainsOfFusedMultiplyAdds() {
    for (Sizes.Product size : Sizes.products(kernels.tuning().rowTile())) {
      CallMemory own = new CallMemory(size.hashCode());
      Matrix x = own.input(size.rows(), size.inputs(), ORDINARY);
      Panels w = own.weights(kernels, size.inputs(), size.units(), ORDINARY);
      float[] bias = own.inputFromZero(size.units(), ORDINARY);
      Matrix y = own.output(size.rows(), size.units(), 0, size.rows());
      kernels.products().affine(x, w, bias, y, 0, size.rows(), scratch);
      assertSameBits(
          size.toString(),
          naiveAffine(x, w.toRowMajor(), bias, y.cols()),
          own.results().getFirst());
      assertAffineInDouble(x, w.toRowMajor(), bias, y);
    }
  }

  private static float[] naiveAffine(Matrix x, float[] w, float[] bias, int units) {
    float[] y = new float[x.rows() * units];
    for (int row = 0; row < x.rows(); row++) {
      for (int unit = 0; unit < units; unit++) {
        int r = row;
        int u = unit;
        y[row * units + unit] =
            naiveSum(x.cols(), bias[u], (k, sum) -> Math.fma(x.get(r, k), w[k * units + u], sum));
      }
    }
    return y;
  }

  private interface Term {
    float addTo(int index, float sum);
  }

  /** The sums of blocks, level by level of the tree. */
  private static float naiveSum(int terms, float start, Term term) {
    int block = terms > SumTree.CHAIN ? SumTree.BLOCK : terms;
    List<Float> sums = new ArrayList<>();
    for (int from = 0; from < terms; from += block) {
      float sum = from == 0 ? start : 0;
      for (int k = from; k < Math.min(from + block, terms); k++) {
        sum = term.addTo(k, sum);
      }
      sums.add(sum);
    }
    while (sums.size() > 1) {
      List<Float> pairs = new ArrayList<>();
      for (int i = 0; i + 1 < sums.size(); i += 2) {
        pairs.add(sums.get(i) + sums.get(i + 1));
      }
      if (sums.size() % 2 == 1) {
        pairs.add(sums.getLast());
      }
      sums = pairs;
    }
    return sums.getFirst();
  }

  private static void assertAffineInDouble(Matrix x, float[] w, float[] bias, Matrix y) {
    int row = x.rows() - 1;
    for (int unit = 0; unit < y.cols(); unit++) {
      double sum = bias[unit];
      double size = Math.abs(sum);
      for (int k = 0; k < x.cols(); k++) {
        double product = (double) x.get(row, k) * w[k * y.cols() + unit];
        sum += product;
        size += Math.abs(product);
      }
      assertEquals(sum, y.get(row, unit), (x.cols() + 1) * ROUNDING * size);
    }
  }

  @Test
  void weightGradientIsAChainOfFusedMultiplyAdds() {
    for (Sizes.Product size : Sizes.products(kernels.tuning().rowTile())) {
      CallMemory own = new CallMemory(size.hashCode());
      Matrix x = own.input(size.rows(), size.inputs(), ORDINARY);
      Matrix dy = own.input(size.rows(), size.units(), ORDINARY);
      Panels w = kernels.products().panels(size.inputs(), size.units());
      Panels dw = kernels.products().panels(size.inputs(), size.units());
      for (Slice slice : w.slices(5)) {
        Matrix inputs = x.columns(slice.from(), slice.to());
        kernels
            .products()
            .affineWeightGradient(
                inputs, dy, 0, size.rows(), slice, dw.data(), slice.begin(), scratch);
      }
      assertSameBits(size.toString(), naiveWeightGradient(x, dy), dw.toRowMajor());
      assertWeightGradientInDouble(x, dy, dw.toRowMajor());
    }
  }

  private static float[] naiveWeightGradient(Matrix x, Matrix dy) {
    float[] dw = new float[x.cols() * dy.cols()];
    for (int input = 0; input < x.cols(); input++) {
      for (int unit = 0; unit < dy.cols(); unit++) {
        float sum = 0;
        for (int sample = 0; sample < x.rows(); sample++) {
          sum = Math.fma(x.get(sample, input), dy.get(sample, unit), sum);
        }
        dw[input * dy.cols() + unit] = sum;
      }
    }
    return dw;
  }

  private static void assertWeightGradientInDouble(Matrix x, Matrix dy, float[] dw) {
    int input = x.cols() - 1;
    for (int unit = 0; unit < dy.cols(); unit++) {
      double sum = 0;
      double size = 0;
      for (int sample = 0; sample < x.rows(); sample++) {
        double product = (double) x.get(sample, input) * dy.get(sample, unit);
        sum += product;
        size += Math.abs(product);
      }
      assertEquals(sum, dw[input * dy.cols() + unit], x.rows() * ROUNDING * size);
    }
  }

  @Test
  void columnSumsAreChainsOfAdditions() {
    Matrix m = memory.input(130, 33, ORDINARY);
    float[] sums = new float[33];
    kernels.reductions().columnSums(m, 0, 130, sums, 0);
    for (int col = 0; col < 33; col++) {
      float chain = 0;
      double sum = 0;
      for (int row = 0; row < 130; row++) {
        chain += m.get(row, col);
        sum += m.get(row, col);
      }
      assertEquals(chain, sums[col]);
      assertEquals(sum, sums[col], 130 * 130 * ROUNDING);
    }
  }

  @Test
  void activationsAreThoseOfTheLiterature() {
    for (Activation f : ACTIVATIONS) {
      for (float x = -100; x < 100; x += 0.013f) {
        double exact = DoubleActivation.value(f, x);
        // 5 units in the last place; sigmoid and its kin end at exp(-87), and hard sigmoid is a
        // sum.
        double floor = f.equals(Activation.HARD_SIGMOID) ? 6e-8 : 2e-36;
        assertEquals(exact, activate(f, x), 5 * Math.ulp((float) exact) + floor, f + " of " + x);
      }
    }
  }

  private float activate(Activation f, float x) {
    Matrix one = Matrix.of(new float[] {x}, 1, 1);
    kernels.elements().activate(f, one, one, 0, 1, scratch);
    return one.get(0, 0);
  }

  @Test
  void activationGradientsAreThoseOfTheLiterature() {
    for (Activation f : ACTIVATIONS) {
      for (float x = -20; x < 20; x += 0.0131f) {
        float known = f.differentiableFromOutput() ? activate(f, x) : x;
        Matrix dy = Matrix.of(new float[] {-2.5f}, 1, 1);
        kernels
            .elements()
            .activationGradient(f, Matrix.of(new float[] {known}, 1, 1), dy, dy, 0, 1, scratch);
        // Absolute, because the output near 1 knows its distance to 1 only to 2^-24.
        double exact = -2.5 * DoubleActivation.derivative(f, x);
        assertEquals(exact, dy.get(0, 0), 2e-6, f + " at " + x);
      }
    }
  }

  @Test
  void softmaxIsExponentialsOverTheirSum() {
    for (int cols : Sizes.COLUMNS) {
      Matrix x = memory.input(1, cols, Values.uniform(-30, 30));
      Matrix y = Matrix.allocate(1, cols);
      kernels.elements().softmax(x, y, 0, 1, scratch);
      double[] exact = softmax(x);
      for (int c = 0; c < cols; c++) {
        assertEquals(exact[c], y.get(0, c), exact[c] * 1e-5 + 1e-30);
      }
    }
  }

  private static double[] softmax(Matrix x) {
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < x.cols(); c++) {
      max = Math.max(max, x.get(0, c));
    }
    double sum = 0;
    double[] y = new double[x.cols()];
    for (int c = 0; c < x.cols(); c++) {
      y[c] = Math.exp(x.get(0, c) - max);
      sum += y[c];
    }
    for (int c = 0; c < x.cols(); c++) {
      y[c] /= sum;
    }
    return y;
  }

  @Test
  void softmaxGradientIsTheProductWithTheJacobian() {
    for (int cols : Sizes.COLUMNS) {
      Matrix y = memory.input(1, cols, Values.uniform(0, 2f / cols));
      Matrix dy = memory.input(1, cols, ORDINARY);
      Matrix dx = Matrix.allocate(1, cols);
      kernels.elements().softmaxGradient(y, dy, dx, 0, 1, scratch);
      for (int i = 0; i < cols; i++) {
        double sum = 0;
        for (int j = 0; j < cols; j++) {
          sum += dy.get(0, j) * ((i == j ? y.get(0, i) : 0) - (double) y.get(0, i) * y.get(0, j));
        }
        assertEquals(sum, dx.get(0, i), 1e-6 * y.get(0, i));
      }
    }
  }

  @Test
  void crossEntropyIsThatOfSmoothedTargets() {
    for (int cols : Sizes.COLUMNS) {
      for (float smoothing : SMOOTHINGS) {
        Matrix y = memory.input(1, cols, Values.uniform(-9, 9));
        int label = new Random(cols).nextInt(cols);
        double[] shares = new double[cols];
        shares[label] = 1;
        assertCrossEntropy(y, Matrix.of(new float[] {label}, 1, 1), shares, smoothing);
        assertCrossEntropyOfDistribution(y, smoothing);
      }
    }
  }

  private void assertCrossEntropyOfDistribution(Matrix y, float smoothing) {
    if (y.cols() == 1) {
      return; // A target of one column is an index.
    }
    Matrix t = memory.input(1, y.cols(), Values.uniform(0, 2f / y.cols()));
    double[] shares = new double[y.cols()];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = t.get(0, c);
    }
    assertCrossEntropy(y, t, shares, smoothing);
  }

  /** The Javadoc's formula, which is the cross-entropy if the shares sum to 1. */
  private void assertCrossEntropy(Matrix y, Matrix t, double[] shares, float smoothing) {
    int cols = y.cols();
    LossRows rows = new LossRows(y, t, Matrix.allocate(1, cols), new float[1]);
    kernels.losses().softmaxCrossEntropy(rows, smoothing, 0.25f, 0, 1, scratch);
    double[] p = softmax(y);
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < cols; c++) {
      max = Math.max(max, y.get(0, c));
    }
    double logSum = 0;
    for (int c = 0; c < cols; c++) {
      logSum += Math.exp(y.get(0, c) - max);
    }
    double loss = Math.log(logSum);
    for (int c = 0; c < cols; c++) {
      double smoothed = shares[c] * (1 - smoothing) + smoothing / cols;
      loss -= smoothed * (y.get(0, c) - max);
      assertEquals((p[c] - smoothed) * 0.25, rows.gradient().get(0, c), 1e-6);
    }
    assertEquals(loss, rows.losses()[0], 1e-5 * (1 + Math.abs(loss)));
  }

  @Test
  void elementLossesAreThoseOfTheLiterature() {
    for (ElementLoss loss : ElementLoss.values()) {
      for (float y = -4; y < 4; y += 0.1f) {
        for (float t = 0; t <= 1; t += 0.25f) {
          LossRows rows = rows(new float[] {y}, new float[] {t});
          kernels.losses().elementLoss(loss, 0.7f, rows, 0.5f, 0, 1, scratch);
          String label = "%s of %s and %s".formatted(loss, y, t);
          assertEquals(value(loss, y, t), rows.losses()[0], 1e-5, label);
          double slope = (value(loss, y + 1e-6, t) - value(loss, y - 1e-6, t)) / 2e-6;
          assertEquals(0.5 * slope, rows.gradient().get(0, 0), 1e-5, label);
        }
      }
    }
  }

  private static LossRows rows(float[] y, float[] t) {
    int cols = y.length;
    return new LossRows(
        Matrix.of(y, 1, cols), Matrix.of(t, 1, cols), Matrix.allocate(1, cols), new float[1]);
  }

  private static double value(ElementLoss loss, double y, double t) {
    double d = y - t;
    return switch (loss) {
      case SQUARED -> d * d;
      case ABSOLUTE -> Math.abs(d);
      case HUBER -> Math.abs(d) <= 0.7 ? d * d / 2 : 0.7 * (Math.abs(d) - 0.35);
      case LOGISTIC -> Math.log(1 + Math.exp(y)) - t * y;
    };
  }

  @Test
  void aSumOverColumnsIsKeptInSixteenParts() {
    for (int cols : Sizes.COLUMNS) {
      Matrix y = memory.input(1, cols, ORDINARY);
      float[] outputs = new float[cols];
      float[] parts = new float[16];
      for (int c = 0; c < cols; c++) {
        outputs[c] = y.get(0, c);
        parts[c % 16] += outputs[c] * outputs[c];
      }
      LossRows rows = rows(outputs, new float[cols]);
      kernels.losses().elementLoss(ElementLoss.SQUARED, 0, rows, 1, 0, 1, scratch);
      assertEquals(folded(parts), rows.losses()[0]);
    }
  }

  private static float folded(float[] p) {
    float[] q = new float[8];
    for (int i = 0; i < 8; i++) {
      q[i] = p[i] + p[i + 8];
    }
    float even = (q[0] + q[4]) + (q[2] + q[6]);
    float odd = (q[1] + q[5]) + (q[3] + q[7]);
    return even + odd;
  }

  private final UpdateScalars s = new UpdateScalars();
  private final float[] w = {0.5f};
  private final float[] u = {0.25f};
  private final float[] v = {0.125f};
  private final float[] g = {-0.75f};

  private void update(Rule rule, float[]... state) {
    kernels.updates().apply(rule, s, w, state, 0, 1, g, 0);
  }

  @Test
  void sgdGoesAgainstThePenalisedGradient() {
    s.rate = 0.1f;
    s.l2 = 0.2f;
    update(Rule.SGD);
    assertEquals(0.5 - 0.1 * (-0.75 + 0.2 * 0.5), w[0], 1e-7);
  }

  @Test
  void momentumKeepsADirection() {
    s.rate = 0.1f;
    s.beta1 = 0.9f;
    s.l2 = 0.2f;
    update(Rule.MOMENTUM, u);
    double d = -0.75 + 0.2 * 0.5;
    assertEquals(0.9 * 0.25 + d, u[0], 1e-7);
    assertEquals(0.5 - 0.1 * (0.9 * 0.25 + d), w[0], 1e-7);
  }

  @Test
  void nesterovLooksAhead() {
    s.rate = 0.1f;
    s.beta1 = 0.9f;
    update(Rule.NESTEROV, u);
    double direction = 0.9 * 0.25 - 0.75;
    assertEquals(0.5 - 0.1 * (-0.75 + 0.9 * direction), w[0], 1e-7);
  }

  @Test
  void rmsPropDividesByTheRootOfTheMeanSquare() {
    s.rate = 0.1f;
    s.beta2 = 0.9f;
    s.gain2 = 0.1f;
    s.epsilon = 0.01f;
    s.l2 = 0.2f;
    update(Rule.RMS_PROP, v);
    double d = -0.75 + 0.2 * 0.5;
    double square = 0.9 * 0.125 + 0.1 * d * d;
    assertEquals(square, v[0], 1e-7);
    assertEquals(0.5 - 0.1 * d / (Math.sqrt(square) + 0.01), w[0], 1e-7);
  }

  @Test
  void adamDividesTheMeanByTheRootOfTheMeanSquare() {
    setAdam();
    s.l2 = 0.2f;
    update(Rule.ADAM, u, v);
    assertAdam(-0.75 + 0.2 * 0.5, 0.5);
  }

  @Test
  void adamWShrinksTheWeightFirst() {
    setAdam();
    s.keep = 0.9f;
    update(Rule.ADAM, u, v);
    assertAdam(-0.75, 0.9 * 0.5);
  }

  private void setAdam() {
    s.rate = 0.1f;
    s.beta1 = 0.8f;
    s.gain1 = 0.2f;
    s.beta2 = 0.7f;
    s.gain2 = 0.3f;
    s.rootCorrection = 1.5f;
    s.epsilon = 0.01f;
  }

  private void assertAdam(double d, double weight) {
    double mean = 0.8 * 0.25 + 0.2 * d;
    double square = 0.7 * 0.125 + 0.3 * d * d;
    assertEquals(mean, u[0], 1e-7);
    assertEquals(square, v[0], 1e-7);
    assertEquals(weight - 0.1 * mean / (Math.sqrt(square) * 1.5 + 0.01), w[0], 1e-7);
  }
}
