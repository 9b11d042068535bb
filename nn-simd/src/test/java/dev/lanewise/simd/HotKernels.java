package dev.lanewise.simd;

import com.sun.management.ThreadMXBean;
import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.ElementLoss;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Interpolation;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Normalization;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Pooling;
import dev.lanewise.kernels.RecurrentCells;
import dev.lanewise.kernels.RowNormalization;
import dev.lanewise.kernels.Rule;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.kernels.UpdateScalars;
import dev.lanewise.kernels.Updates;
import dev.lanewise.kernels.Windows;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs every kernel until it is compiled, and prints on standard error those that
 * still allocate then: a kernel that was compiled to vector code allocates nothing, one whose
 * vectors are boxed allocates without end. {@link CompilationTest} starts it in fresh virtual
 * machines.
 */
final class HotKernels {
  /** The last line of the report, and the only one if all is well. */
  static final String DONE = "all kernels done";

  /** The kernels that run register tiles, and the ruler. */
  static final List<String> TILES =
      List.of(
          "affine",
          "affine tiles",
          "affine of one row",
          "input gradient",
          "weight gradient",
          "too many accumulators",
          "sums as factors",
          "ruler");

  /** All heights of the tiles: 12, 8 and a rest. */
  private static final int ROWS = 23;

  /** Several blocks of samples of any width. */
  private static final int MANY_ROWS = 65;

  private static final int INPUTS = 131;
  private static final int UNITS = 70;
  private static final int CLASSES = 10;
  private static final int CALLS = 500;
  private static final int CLEAN_ROUNDS = 20;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final Kernels kernels = new SimdKernels();
  private final Scratch scratch = new Scratch();
  private final SplittableRandom random = new SplittableRandom(5);
  private final Map<String, Runnable> calls = new LinkedHashMap<>();

  private HotKernels() {
    addProducts();
    addWindows();
    addActivations();
    addLosses();
    addArithmetic();
    addOptimizers();
    addRecurrentCells();
    float[] values = new float[2 * SpillingTile.ACCUMULATORS];
    float[] out = new float[SpillingTile.ACCUMULATORS];
    calls.put("too many accumulators", () -> SpillingTile.sum(values, out));
    calls.put("sums as factors", () -> MovingTile.sum(values, out));
    calls.put("ruler", () -> out[0] = Ruler.multiplyAdds(INPUTS));
  }

  /**
   * Runs the named kernels, all if none is named; prints a line for each that allocates when it
   * should be compiled.
   */
  public static void main(String[] arguments) {
    Map<String, Runnable> calls = new HotKernels().calls;
    if (arguments.length > 0) {
      calls.keySet().retainAll(List.of(arguments));
    }
    calls.forEach(HotKernels::report);
    // Once more: classes that were loaded late have made some of the code invalid.
    calls.forEach(HotKernels::report);
    System.err.println(DONE);
  }

  /**
   * Waits for many rounds in a row without allocation: a kernel may be compiled well first and
   * badly later, but also go back to the interpreter for a few calls, when an assumption turns out
   * wrong.
   */
  private static void report(String name, Runnable kernel) {
    long deadline = System.nanoTime() + PATIENCE;
    long allocated = 0;
    for (int clean = 0; clean < CLEAN_ROUNDS; clean++) {
      long bytes = allocatedBy(kernel);
      if (bytes >= CALLS) {
        allocated = bytes;
        clean = -1;
      }
      if (System.nanoTime() > deadline) {
        System.err.println(
            "allocates: " + name + ", " + allocated + " bytes in " + CALLS + " calls");
        return;
      }
    }
  }

  /** Bytes of some calls; less than a byte a call is the virtual machine's own. */
  private static long allocatedBy(Runnable kernel) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      kernel.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void addProducts() {
    Matrix x = matrix(ROWS, INPUTS);
    Matrix y = matrix(ROWS, UNITS);
    Panels w = kernels.products().panels(INPUTS, UNITS);
    Panels wide = kernels.products().panels(INPUTS, 8 * UNITS);
    Matrix wideY = matrix(ROWS, 8 * UNITS);
    float[] bias = new float[8 * UNITS];
    float[] gradient = new float[48 * 64];
    float[] copies = new float[12 * Lanes.COPY_STRIDE];
    int wStep = Lanes.ROUND * Lanes.PANEL;
    int xStep = Lanes.ROUND * Lanes.INPUTS;
    int rounds = 5;
    int stride = y.stride();
    List<Slice> slices = w.slices(43);
    List<Matrix> inputs = slices.stream().map(s -> x.columns(s.from(), s.to())).toList();
    List<Matrix> units =
        slices.stream()
            .map(s -> y.columns(s.firstColumn(), s.firstColumn() + s.columns()))
            .toList();
    calls.put("affine", () -> kernels.products().affine(x, w, bias, y, 0, ROWS, scratch));
    calls.put(
        "affine tiles",
        () -> {
          // Which heights are used depends on the number of registers; all must be good.
          AffineTiles.rows12(x, 0, w.data(), 0, INPUTS, bias, y, 0);
          AffineTiles.rows8(x, 0, w.data(), 0, INPUTS, bias, y, 0);
          int[] table = Lanes.IN_ORDER;
          RoundTiles.product12(
              copies, 0, table, w.data(), 0, wStep, rounds, bias, 0, 0, y.data(), 0, stride);
          RoundTiles.product6(
              copies, 0, table, w.data(), 0, wStep, rounds, bias, 0, 0, y.data(), 0, stride);
          RoundTiles.product4(
              copies, 0, table, w.data(), 0, wStep, rounds, bias, 0, 0, y.data(), 0, stride);
          AffineTiles.upTo4Rows(x, 0, 3, w.data(), 0, INPUTS, bias, y, 0);
          AffineTiles.narrow(
              x, 0, 7, w.data(), 0, Lanes.PANEL, INPUTS, bias, y, 0, Lanes.COUNT - 1);
        });
    calls.put(
        "affine of one row",
        () -> {
          kernels.products().affine(x, wide, bias, wideY, 3, 4, scratch);
          kernels.products().affine(x, w, bias, y, 3, 4, scratch);
          int pitch = INPUTS * Lanes.PANEL;
          float[] row = x.data();
          float[] results = wideY.data();
          RowTiles.of2Panels(row, 0, wide.data(), 0, pitch, INPUTS, bias, 0, results, 0);
          RowTiles.ofPanel(row, 0, wide.data(), 0, INPUTS, bias, 0, results, 0);
        });
    int deep = SumTree.CHAIN + 1;
    Matrix deepX = matrix(ROWS, deep);
    Panels deepW = kernels.products().panels(deep, CLASSES);
    Matrix deepY = matrix(ROWS, CLASSES);
    calls.put(
        "affine of many inputs",
        () -> {
          kernels.products().affine(deepX, deepW, bias, deepY, 0, ROWS, scratch);
          kernels.products().affine(deepX, deepW, bias, deepY, 3, 4, scratch);
        });
    Matrix manyX = matrix(MANY_ROWS, INPUTS);
    Matrix manyY = matrix(MANY_ROWS, UNITS);
    float[] deltas = new float[2 * Lanes.PANEL * Lanes.SAMPLES];
    float[] weights = new float[12 * Lanes.PANEL];
    float[] sums = new float[12 * Lanes.PANEL];
    calls.put(
        "input gradient",
        () -> {
          kernels.products().affineInputGradient(y, w, x, 0, ROWS, scratch);
          kernels.products().affineInputGradient(manyY, w, manyX, 0, MANY_ROWS, scratch);
          InputGradientTiles.rows12(weights, 0, 0, 1, deltas, 0, sums, 0);
          InputGradientTiles.rows6(
              weights, 0, 0, Lanes.ROUND, 1, deltas, 0, Lanes.ROUND * Lanes.SAMPLES, sums, 0);
        });
    calls.put(
        "weight gradient",
        () -> {
          for (int i = 0; i < slices.size(); i++) {
            kernels
                .products()
                .affineWeightGradient(
                    inputs.get(i), units.get(i), 0, ROWS, slices.get(i), gradient, 0, scratch);
          }
          GradientTiles.rows12(x, 0, y, 0, ROWS, gradient, 0);
          GradientTiles.rows6(x, 0, y, 0, ROWS, gradient, 0);
          float[] panels = w.data();
          int panel = Lanes.PANEL;
          int[] table = Lanes.IN_ORDER;
          RoundTiles.blockGradient6(
              copies, 0, xStep, panels, 0, wStep, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.windowGradient12(
              copies, 0, table, panels, 0, wStep, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.windowGradient6(
              copies, 0, table, panels, 0, wStep, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.windowGradient4(
              copies, 0, table, panels, 0, wStep, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.planarProduct6(
              panels, 0, wStep, copies, 0, table, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.planarProduct4(
              panels, 0, wStep, copies, 0, table, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.tapGradient6(
              panels, 0, 7, copies, 0, 9, table, 0, rounds, panels, 0, panel, gradient, 0, panel);
          RoundTiles.tapGradient4(
              panels, 0, 7, copies, 0, 9, table, 0, rounds, panels, 0, panel, gradient, 0, panel);
        });
    Matrix block = matrix(ROWS, Lanes.INPUTS);
    Matrix panel = y.columns(0, Lanes.PANEL);
    calls.put(
        "copy of columns",
        () -> {
          kernels.products().copyColumns(x, 3, block, 0, ROWS);
          kernels.products().copyColumns(x, 3, panel, 0, ROWS);
        });
    calls.put(
        "column sums",
        () -> {
          kernels.reductions().columnSums(x, 0, ROWS, gradient, 0);
          kernels.reductions().columnSums(panel, 0, ROWS, gradient, 0);
        });
    calls.put("dropout", () -> kernels.elements().dropout(x, x, 0.1f, 99, 0, ROWS));
    calls.put(
        "dropout of channels",
        () -> kernels.elements().dropoutOfChannels(x, x, 1, 0.1f, 99, 0, ROWS));
  }

  private void addWindows() {
    int images = 2;
    Axis axis = Axis.of(7, 3, 1, 1, 1, 1);
    Axis least = Axis.of(3, 3, 1, 1, 1, 1);
    Axis wide = Axis.of(14, 3, 2, 1, 1, 1);
    List<Convolution> geometries =
        List.of(
            new Convolution(new Windows(axis, axis, 16), 32, 1),
            new Convolution(new Windows(least, least, 32), 48, 1),
            new Convolution(new Windows(wide, wide, 3), 10, 1),
            new Convolution(new Windows(axis, axis, 5), 6, 1),
            new Convolution(new Windows(axis, axis, 43), 43, 43));
    for (Convolution at : geometries) {
      Matrix x = matrix(images, at.windows().imageSize());
      Matrix y = matrix(images, at.outputSize());
      Panels w = kernels.products().panels(at.weightRows(), at.groupUnits());
      float[] bias = new float[at.units()];
      float[] gradient = new float[w.size()];
      ConvolutionKernel convolution = kernels.convolution(at);
      Filters filters = convolution.filters(w);
      Filters turned = convolution.turnedFilters(w);
      calls.put(
          "convolution " + at.units(),
          () -> {
            convolution.prepare(filters);
            convolution.turn(turned);
            convolution.forward(x, filters, bias, y, 0, images, scratch);
            convolution.inputGradient(y, turned, x, 0, images, scratch);
            convolution.weightGradient(x, y, 0, images, w, gradient, 0, scratch);
          });
    }
    Matrix channels = matrix(ROWS, UNITS);
    float[] ofChannel = new float[UNITS];
    float[] other = new float[UNITS];
    calls.put(
        "normalization",
        () -> {
          Normalization normalization = kernels.normalization();
          normalization.moments(channels, 0, ROWS, ofChannel, other, 0, 0);
          normalization.normalize(channels, ofChannel, other, other, channels, 0, ROWS);
          normalization.gradientSums(
              channels, ofChannel, channels, 0, ROWS, ofChannel, other, 0, 0);
          normalization.normalizeGradient(
              channels, ofChannel, other, other, other, channels, channels, 0, ROWS);
        });
    float[] ofRow = new float[ROWS];
    calls.put(
        "normalization of rows",
        () -> {
          RowNormalization rows = kernels.rowNormalization();
          rows.moments(channels, ofRow, other, 0, ROWS, scratch);
          rows.normalize(channels, ofRow, ofRow, other, other, channels, 0, ROWS);
          rows.gradientSums(channels, ofRow, ofChannel, channels, ofRow, other, 0, ROWS, scratch);
          rows.normalizeGradient(
              channels, ofRow, ofRow, ofRow, ofRow, other, channels, channels, 0, ROWS);
          rows.columnSums(channels, ofRow, ofRow, channels, 0, ROWS, ofChannel, other, 0, 0);
        });
    Interpolation once = Interpolation.linear(3, 2);
    Matrix small = matrix(images, 9 * 19);
    Matrix large = matrix(images, 36 * 19);
    calls.put(
        "pixels between pixels",
        () -> kernels.pooling().interpolate(once, once, 19, small, large, 0, images));
    addPooling(19, images);
    addPooling(67, images);
  }

  private void addPooling(int channels, int images) {
    Windows pairs = new Windows(Axis.of(6, 2, 2, 1, 0, 0), Axis.of(6, 2, 2, 1, 0, 0), channels);
    Windows pool = new Windows(Axis.of(6, 3, 2, 1, 1, 1), Axis.of(6, 3, 2, 1, 1, 1), channels);
    Matrix x = matrix(images, pool.imageSize());
    Matrix y = matrix(images, pool.count() * channels);
    float[] factors = new float[pool.count()];
    calls.put(
        "pooling of " + channels,
        () -> {
          Pooling pooling = kernels.pooling();
          pooling.maximum(pairs, x, y, 0, images);
          pooling.maximumGradient(pairs, x, y, y, x, 0, images);
          pooling.maximum(pool, x, y, 0, images);
          pooling.maximumGradient(pool, x, y, y, x, 0, images);
          pooling.sum(pool, factors, x, y, 0, images);
          pooling.sumGradient(pool, factors, y, x, 0, images);
        });
  }

  private void addActivations() {
    Matrix x = matrix(ROWS, UNITS);
    Matrix y = matrix(ROWS, UNITS);
    for (Activation.Function function : Activation.Function.values()) {
      Activation f = new Activation(function, 0.5f);
      calls.put(f.toString(), () -> kernels.elements().activate(f, x, y, 0, ROWS, scratch));
      calls.put(
          f + " gradient",
          () -> kernels.elements().activationGradient(f, x, x, y, 0, ROWS, scratch));
    }
  }

  private void addLosses() {
    Matrix y = matrix(ROWS, CLASSES);
    Matrix distribution = matrix(ROWS, CLASSES);
    Matrix indices = Matrix.allocate(ROWS, 1);
    Matrix dy = matrix(ROWS, CLASSES);
    Matrix dx = matrix(ROWS, CLASSES);
    LossRows toIndices = new LossRows(y, indices, dy, new float[ROWS]);
    LossRows toDistribution = new LossRows(y, distribution, dy, new float[ROWS]);
    calls.put("softmax", () -> kernels.elements().softmax(y, dy, 0, ROWS, scratch));
    calls.put(
        "softmax gradient", () -> kernels.elements().softmaxGradient(y, dy, dx, 0, ROWS, scratch));
    calls.put(
        "softmax of prefixes",
        () -> {
          Elements elements = kernels.elements();
          elements.softmaxOfPrefixes(y, dy, 0.5f, 1, 1, 0, ROWS, scratch);
          elements.softmaxOfPrefixesGradient(y, dy, dx, 0.5f, 1, 1, 0, ROWS, scratch);
        });
    for (float smoothing : new float[] {0, 0.1f}) {
      calls.put(
          "cross-entropy of indices, smoothing " + smoothing,
          () -> kernels.losses().softmaxCrossEntropy(toIndices, smoothing, 0.1f, 0, ROWS, scratch));
      calls.put(
          "cross-entropy of distributions, smoothing " + smoothing,
          () ->
              kernels
                  .losses()
                  .softmaxCrossEntropy(toDistribution, smoothing, 0.1f, 0, ROWS, scratch));
    }
    for (ElementLoss loss : ElementLoss.values()) {
      calls.put(
          loss + " loss",
          () -> kernels.losses().elementLoss(loss, 1, toDistribution, 0.1f, 0, ROWS, scratch));
    }
  }

  private void addArithmetic() {
    Matrix a = matrix(ROWS, UNITS);
    Matrix b = matrix(ROWS, UNITS);
    Matrix y = matrix(ROWS, UNITS);
    Elements elements = kernels.elements();
    calls.put("copy", () -> elements.copy(a, y, 0, ROWS));
    calls.put("sum", () -> elements.add(a, b, y, 0, ROWS));
    calls.put("product", () -> elements.multiply(a, b, y, 0, ROWS));
    calls.put("Gaussian noise", () -> elements.gaussianNoise(a, y, 0.1f, 99, 0, ROWS));
    calls.put("Gaussian dropout", () -> elements.gaussianDropout(a, y, 0.1f, 99, 0, ROWS));
    LossRows rows = new LossRows(a, a, y, new float[ROWS]);
    float[] weights = matrix(1, ROWS).data();
    calls.put("weights of samples", () -> kernels.losses().weigh(rows, weights, 0, ROWS));
    Panels w = kernels.products().panels(INPUTS, UNITS);
    double[] squares = new double[UNITS];
    calls.put("squares", () -> kernels.reductions().columnSquares(w, 0, squares));
    float[] x = w.data();
    float[] g = matrix(1, x.length).data();
    Updates updates = kernels.updates();
    calls.put("penalty", () -> updates.addPenalty(0.1f, 0.2f, x, 5, 1003, g, 2));
    calls.put("clipping by value", () -> updates.clip(0.5f, g, 3, 1001));
    calls.put("clipping by norm", () -> updates.scale(0.5, g, 3, 1001));
    calls.put("sum of gradients", () -> updates.add(x, 5, 1003, g, 2));
  }

  private void addRecurrentCells() {
    int units = 35;
    Matrix gates = matrix(ROWS, 4 * units);
    Matrix recurrent = matrix(ROWS, 4 * units);
    Matrix state = matrix(ROWS, units);
    Matrix other = matrix(ROWS, units);
    Matrix third = matrix(ROWS, units);
    calls.put(
        "recurrent cells",
        () -> {
          RecurrentCells cells = kernels.recurrentCells();
          cells.lstm(gates, recurrent, state, other, third, third, 0, ROWS);
          cells.lstmGradient(gates, state, third, other, third, 0, ROWS);
          cells.gru(gates, recurrent, state, other, 0, ROWS);
          cells.gruGradient(gates, recurrent, state, other, third, 0, ROWS);
          cells.gruReset(gates, recurrent, state, other, 0, ROWS);
          cells.gruCandidate(gates, recurrent, state, third, 0, ROWS);
          cells.gruCandidateGradient(gates, state, other, third, 0, ROWS);
          cells.gruResetGradient(gates, state, other, third, 0, ROWS);
        });
  }

  private void addOptimizers() {
    int size = 1003;
    float[] w = new float[size];
    float[] g = matrix(1, size).data();
    UpdateScalars s = new UpdateScalars();
    s.rate = 1e-6f;
    s.beta1 = 0.9f;
    s.beta2 = 0.99f;
    s.gain1 = 0.1f;
    s.gain2 = 0.01f;
    s.epsilon = 1e-8f;
    s.least = 1e-7f;
    s.most = 1e-6f;
    for (Rule rule : Rule.values()) {
      float[][] state = new float[rule.slots()][size];
      calls.put(rule.toString(), () -> kernels.updates().apply(rule, s, w, state, 0, size, g, 0));
    }
  }

  private Matrix matrix(int rows, int cols) {
    Matrix matrix = Matrix.allocate(rows, cols);
    for (int i = 0; i < matrix.data().length; i++) {
      matrix.data()[i] = (float) random.nextDouble(0.1, 1);
    }
    return matrix;
  }
}
