package dev.lanewise.kernels.reference;

import static dev.lanewise.kernels.WinogradTiles.PIXELS;
import static dev.lanewise.kernels.WinogradTiles.POINTS;
import static dev.lanewise.kernels.WinogradTiles.WINDOWS;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.WinogradTiles;
import java.util.Arrays;
import java.util.Optional;

/** The specification of {@link ConvolutionKernel} for {@link WinogradTiles}. */
final class ReferenceWinograd implements ConvolutionKernel {
  private static final int KERNEL = 3;

  /** Slots of scratch memory: a square; for each point, channels or units, and the others. */
  private static final int SQUARE = 0;

  private static final int FACTORS = 1;
  private static final int RESULTS = 2;
  private static final int SUMS = 3;

  private final Optional<ConvolutionKernel> ofWeights;
  private final int channels;
  private final int units;
  private final WinogradTiles tiles;
  private final WinogradTiles turned;

  ReferenceWinograd(Convolution at) {
    ofWeights =
        WinogradTiles.suitGradient(at)
            ? Optional.empty()
            : Optional.of(new ReferenceConvolution(at));
    channels = at.windows().channels();
    units = at.units();
    tiles = WinogradTiles.of(at);
    turned = WinogradTiles.turned(at);
  }

  /** Behind the points is room for a square, so that preparing allocates nothing. */
  @Override
  public Filters filters(Panels w) {
    return new Filters(w, new float[square() + POINTS]);
  }

  @Override
  public Filters turnedFilters(Panels w) {
    return filters(w);
  }

  @Override
  public void prepare(Filters w) {
    for (int c = 0; c < channels; c++) {
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < KERNEL; i++) {
          for (int j = 0; j < KERNEL; j++) {
            w.prepared()[square() + i * PIXELS + j] = weight(w.weights(), i, j, c, u);
          }
        }
        transform(w.prepared(), c * units + u);
      }
    }
  }

  @Override
  public void turn(Filters w) {
    for (int c = 0; c < channels; c++) {
      for (int u = 0; u < units; u++) {
        for (int i = 0; i < KERNEL; i++) {
          for (int j = 0; j < KERNEL; j++) {
            w.prepared()[square() + i * PIXELS + j] =
                weight(w.weights(), KERNEL - 1 - i, KERNEL - 1 - j, c, u);
          }
        }
        transform(w.prepared(), u * channels + c);
      }
    }
  }

  /** Where the square begins in filters. */
  private int square() {
    return POINTS * channels * units;
  }

  /** Transforms the square to points, the first of which is at index {@code to}. */
  private void transform(float[] filters, int to) {
    WinogradTransform.WEIGHTS.apply(filters, square());
    for (int point = 0; point < POINTS; point++) {
      filters[to + point * channels * units] = filters[square() + point];
    }
  }

  private float weight(Panels w, int i, int j, int channel, int unit) {
    return w.data()[w.index((i * KERNEL + j) * channels + channel, unit)];
  }

  private static void scatter(float[] square, float[] to, int at, int step) {
    for (int point = 0; point < POINTS; point++) {
      to[at + point * step] = square[point];
    }
  }

  private static void gather(float[] from, int at, int step, float[] square) {
    for (int point = 0; point < POINTS; point++) {
      square[point] = from[at + point * step];
    }
  }

  @Override
  public void forward(
      Matrix x, Filters w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    for (int image = from; image < to; image++) {
      for (int tile = 0; tile < tiles.count(); tile++) {
        product(tiles, x, image, tile, channels, w.prepared(), units, scratch);
        store(tiles, y, image, tile, units, bias, scratch);
      }
    }
  }

  @Override
  public void inputGradient(Matrix dy, Filters w, Matrix dx, int from, int to, Scratch scratch) {
    float[] zeros = scratch.kernel().array(FACTORS, channels);
    for (int image = from; image < to; image++) {
      for (int tile = 0; tile < turned.count(); tile++) {
        product(turned, dy, image, tile, units, w.prepared(), channels, scratch);
        Arrays.fill(zeros, 0, channels, 0);
        store(turned, dx, image, tile, channels, zeros, scratch);
      }
    }
  }

  /** For each point a chain over the inputs. */
  private static void product(
      WinogradTiles tiles,
      Matrix x,
      int image,
      int tile,
      int inputs,
      float[] w,
      int outputs,
      Scratch scratch) {
    float[] square = scratch.kernel().array(SQUARE, POINTS);
    float[] sums = scratch.kernel().array(SUMS, POINTS * outputs);
    Arrays.fill(sums, 0, POINTS * outputs, 0);
    for (int k = 0; k < inputs; k++) {
      pixels(tiles, x, image, tile, inputs, k, square);
      WinogradTransform.INPUT.apply(square);
      for (int point = 0; point < POINTS; point++) {
        int weights = (point * inputs + k) * outputs;
        int sum = point * outputs;
        for (int o = 0; o < outputs; o++) {
          sums[sum + o] = Math.fma(square[point], w[weights + o], sums[sum + o]);
        }
      }
    }
  }

  /** The pixels of a tile; {@code +0} outside of the image. */
  private static void pixels(
      WinogradTiles tiles,
      Matrix x,
      int image,
      int tile,
      int channels,
      int channel,
      float[] square) {
    Axis rows = tiles.rows();
    Axis columns = tiles.columns();
    for (int i = 0; i < PIXELS; i++) {
      int h = tiles.pixelRow(tile) + i;
      for (int j = 0; j < PIXELS; j++) {
        int v = tiles.pixelColumn(tile) + j;
        boolean inside = rows.contains(h) && columns.contains(v);
        int at = x.row(image) + (h * columns.size() + v) * channels + channel;
        square[i * PIXELS + j] = inside ? x.data()[at] : 0;
      }
    }
  }

  private static void store(
      WinogradTiles tiles,
      Matrix y,
      int image,
      int tile,
      int outputs,
      float[] bias,
      Scratch scratch) {
    float[] square = scratch.kernel().array(SQUARE, POINTS);
    float[] sums = scratch.kernel().array(SUMS, POINTS * outputs);
    for (int o = 0; o < outputs; o++) {
      gather(sums, o, outputs, square);
      WinogradTransform.OUTPUT.apply(square);
      for (int i = 0; i < WINDOWS; i++) {
        for (int j = 0; j < WINDOWS; j++) {
          if (tiles.has(tile, i, j)) {
            y.data()[y.row(image) + tiles.window(tile, i, j) * outputs + o] =
                square[i * PIXELS + j] + bias[o];
          }
        }
      }
    }
  }

  @Override
  public void weightGradient(
      Matrix x,
      Matrix dy,
      int from,
      int to,
      Panels w,
      float[] gradient,
      int start,
      Scratch scratch) {
    if (ofWeights.isPresent()) {
      ofWeights.get().weightGradient(x, dy, from, to, w, gradient, start, scratch);
      return;
    }
    float[] sums = scratch.kernel().array(SUMS, POINTS * channels * units);
    Arrays.fill(sums, 0, POINTS * channels * units, 0);
    for (int image = from; image < to; image++) {
      for (int tile = 0; tile < tiles.count(); tile++) {
        addTile(x, dy, image, tile, sums, scratch);
      }
    }
    Arrays.fill(gradient, start, start + w.size(), 0);
    float[] square = scratch.kernel().array(SQUARE, POINTS);
    for (int c = 0; c < channels; c++) {
      for (int u = 0; u < units; u++) {
        gather(sums, c * units + u, channels * units, square);
        WinogradTransform.WEIGHT_GRADIENT.apply(square);
        for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
          gradient[start + w.index(tap * channels + c, u)] =
              square[tap / KERNEL * PIXELS + tap % KERNEL];
        }
      }
    }
  }

  private void addTile(Matrix x, Matrix dy, int image, int tile, float[] sums, Scratch scratch) {
    float[] square = scratch.kernel().array(SQUARE, POINTS);
    float[] inputs = scratch.kernel().array(FACTORS, POINTS * channels);
    float[] deltas = scratch.kernel().array(RESULTS, POINTS * units);
    for (int c = 0; c < channels; c++) {
      pixels(tiles, x, image, tile, channels, c, square);
      WinogradTransform.INPUT.apply(square);
      scatter(square, inputs, c, channels);
    }
    for (int u = 0; u < units; u++) {
      for (int i = 0; i < WINDOWS; i++) {
        for (int j = 0; j < WINDOWS; j++) {
          int at = dy.row(image) + tiles.window(tile, i, j) * units + u;
          square[i * PIXELS + j] = tiles.has(tile, i, j) ? dy.data()[at] : 0;
        }
      }
      WinogradTransform.OUTPUT_GRADIENT.apply(square);
      scatter(square, deltas, u, units);
    }
    for (int point = 0; point < POINTS; point++) {
      for (int c = 0; c < channels; c++) {
        float input = inputs[point * channels + c];
        int sum = (point * channels + c) * units;
        int delta = point * units;
        for (int u = 0; u < units; u++) {
          sums[sum + u] = Math.fma(input, deltas[delta + u], sums[sum + u]);
        }
      }
    }
  }
}
