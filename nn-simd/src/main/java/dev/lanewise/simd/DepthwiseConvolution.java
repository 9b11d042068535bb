package dev.lanewise.simd;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis.Residue;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Windows;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution in which each channel has a unit of its own. Its weights are a column, channel after
 * channel; kernels take them tap by tap. The input gradient is a product of windows on the output's
 * gradient, as in {@link SimdConvolution}.
 */
final class DepthwiseConvolution implements ConvolutionKernel {
  private final Convolution at;
  private final int channels;
  private final int taps;
  private final List<Residue> rowResidues;
  private final List<Residue> columnResidues;

  DepthwiseConvolution(Convolution at) {
    this.at = at;
    channels = at.groups();
    taps = at.windows().taps();
    rowResidues = at.windows().rows().residues();
    columnResidues = at.windows().columns().residues();
  }

  /** Whether this is the kernel for a convolution. */
  static boolean suits(Convolution at) {
    return at.groups() > 1 && at.groupChannels() == 1 && at.groupUnits() == 1;
  }

  @Override
  public Filters filters(Panels w) {
    return new Filters(w, new float[taps * channels]);
  }

  @Override
  public Filters turnedFilters(Panels w) {
    return new Filters(w, new float[taps * channels]);
  }

  @Override
  public void prepare(Filters w) {
    for (int tap = 0; tap < taps; tap++) {
      copyTap(w.weights(), tap, w.prepared(), tap);
    }
  }

  /** The weights that pixels' gradients need, the last tap of each residue first. */
  @Override
  public void turn(Filters w) {
    int place = 0;
    for (int i = 0; i < rowResidues.size(); i++) {
      for (int j = 0; j < columnResidues.size(); j++) {
        place = turn(w, rowResidues.get(i), columnResidues.get(j), place);
      }
    }
  }

  private int turn(Filters w, Residue rows, Residue columns, int first) {
    int place = first;
    for (int i = taps(rows) - 1; i >= 0; i--) {
      int row = rows.firstTap() + i * rows.tapStep();
      for (int j = taps(columns) - 1; j >= 0; j--) {
        int column = columns.firstTap() + j * columns.tapStep();
        int tap = row * at.windows().columns().kernel() + column;
        copyTap(w.weights(), tap, w.prepared(), place);
        place++;
      }
    }
    return place;
  }

  /** The taps that reach the positions of a residue. */
  private static int taps(Residue residue) {
    return residue.windows().isEmpty() ? 0 : residue.windows().getFirst().kernel();
  }

  @Override
  public void forward(
      Matrix x, Filters w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    Windows windows = at.windows();
    for (int image = from; image < to; image++) {
      DepthwiseKernels.product(
          windows.rows(),
          windows.columns(),
          channels,
          x.data(),
          x.row(image),
          w.prepared(),
          0,
          bias,
          y.data(),
          y.row(image),
          windows.columns().windows() * channels,
          channels);
    }
  }

  private void copyTap(Panels w, int tap, float[] weights, int place) {
    for (int c = 0; c < channels; c++) {
      weights[place * channels + c] = w.data()[w.row(0, c * taps + tap)];
    }
  }

  @Override
  public void inputGradient(Matrix dy, Filters w, Matrix dx, int from, int to, Scratch scratch) {
    Windows windows = at.windows();
    float[] zeros = scratch.kernel().array(ScratchSlots.START, channels);
    Arrays.fill(zeros, 0, channels, 0);
    int rowFloats = windows.columns().size() * channels;
    int place = 0;
    for (int row = 0; row < rowResidues.size(); row++) {
      Residue rows = rowResidues.get(row);
      for (int column = 0; column < columnResidues.size(); column++) {
        Residue columns = columnResidues.get(column);
        int first = rows.first() * rowFloats + columns.first() * channels;
        if (rows.windows().isEmpty() || columns.windows().isEmpty()) {
          SimdConvolution.clear(windows, channels, dx, from, to, first, rows, columns);
          continue;
        }
        for (int image = from; image < to; image++) {
          DepthwiseKernels.product(
              rows.windows().getFirst(),
              columns.windows().getFirst(),
              channels,
              dy.data(),
              dy.row(image),
              w.prepared(),
              place * channels,
              zeros,
              dx.data(),
              dx.row(image) + first,
              rows.step() * rowFloats,
              columns.step() * channels);
        }
        place += taps(rows) * taps(columns);
      }
    }
  }

  @Override
  public void weightGradient(
      Matrix x, Matrix dy, int from, int to, Panels w, float[] result, int start, Scratch scratch) {
    Windows windows = at.windows();
    float[] sums = scratch.kernel().array(ScratchSlots.PADDED, taps * channels);
    Arrays.fill(sums, 0, taps * channels, 0);
    int columnTaps = windows.columns().kernel();
    for (int image = from; image < to; image++) {
      for (int tap = 0; tap < taps; tap++) {
        DepthwiseKernels.gradient(
            windows.rows(),
            tap / columnTaps,
            windows.columns(),
            tap % columnTaps,
            channels,
            x.data(),
            x.row(image),
            dy.data(),
            dy.row(image),
            sums,
            tap * channels);
      }
    }
    // Rows of the weights are filled up to whole panels.
    Arrays.fill(result, start, start + w.size(), 0);
    for (int tap = 0; tap < taps; tap++) {
      for (int c = 0; c < channels; c++) {
        result[start + w.row(0, c * taps + tap)] = sums[tap * channels + c];
      }
    }
  }
}
