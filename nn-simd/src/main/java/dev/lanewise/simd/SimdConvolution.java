package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis.Residue;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions on register tiles. The input gradient is a product of windows, too: those on the
 * output's gradient, with the weights turned around; for strides one for each remainder of rows and
 * of columns.
 */
final class SimdConvolution implements ConvolutionKernel {

  /** The gradients of every so many pixels. */
  private record Turned(Residue rows, Residue columns, Optional<ImageProduct> product) {}

  private final Convolution at;
  private final ImageProduct forward;
  private final List<Turned> backward = new ArrayList<>();
  private final WindowGradient gradient;

  SimdConvolution(Convolution at) {
    this.at = at;
    Windows windows = at.windows();
    int channels = at.groupChannels();
    int units = at.groupUnits();
    forward = ImageProduct.of(windows.rows(), windows.columns(), channels, units);
    gradient = new WindowGradient(windows.rows(), windows.columns(), channels, units);
    for (Residue row : windows.rows().residues()) {
      for (Residue column : windows.columns().residues()) {
        boolean reached = !row.windows().isEmpty() && !column.windows().isEmpty();
        backward.add(
            new Turned(
                row,
                column,
                reached
                    ? Optional.of(
                        ImageProduct.of(
                            row.windows().getFirst(), column.windows().getFirst(), units, channels))
                    : Optional.empty()));
      }
    }
  }

  @Override
  public void forward(
      Matrix x, Panels w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    Windows windows = at.windows();
    int units = at.groupUnits();
    int padded = Math.ceilDiv(units, PANEL) * PANEL;
    float[] start = scratch.kernel().array(ScratchSlots.START, padded);
    for (int group = 0; group < at.groups(); group++) {
      System.arraycopy(bias, group * units, start, 0, units);
      Arrays.fill(start, units, padded, 0);
      float[] weights = w.data();
      int weightsAt = group * at.depth() * PANEL;
      if (!PackedWeights.areReady(w, forward, at)) {
        weights = PackedWeights.pack(w, group, at, forward, scratch);
        weightsAt = 0;
      }
      for (int image = from; image < to; image++) {
        int in = x.row(image) + group * at.groupChannels();
        int out = y.row(image) + group * units;
        forward.run(
            x.data(),
            in,
            windows.channels(),
            weights,
            weightsAt,
            start,
            y.data(),
            out,
            windows.columns().windows() * at.units(),
            at.units(),
            scratch);
      }
    }
  }

  @Override
  public void inputGradient(Matrix dy, Panels w, Matrix dx, int from, int to, Scratch scratch) {
    Windows windows = at.windows();
    int padded = Math.ceilDiv(at.groupChannels(), PANEL) * PANEL;
    float[] zeros = scratch.kernel().array(ScratchSlots.START, padded);
    Arrays.fill(zeros, 0, padded, 0);
    int rowFloats = windows.columns().size() * windows.channels();
    for (int group = 0; group < at.groups(); group++) {
      for (int i = 0; i < backward.size(); i++) {
        Turned turned = backward.get(i);
        Residue rows = turned.rows;
        Residue columns = turned.columns;
        int first = rows.first() * rowFloats + columns.first() * windows.channels();
        first += group * at.groupChannels();
        if (turned.product.isEmpty()) {
          clear(windows, at.groupChannels(), dx, from, to, first, rows, columns);
          continue;
        }
        ImageProduct product = turned.product.get();
        float[] weights = PackedWeights.turn(w, group, at, rows, columns, product, scratch);
        for (int image = from; image < to; image++) {
          product.run(
              dy.data(),
              dy.row(image) + group * at.groupUnits(),
              at.units(),
              weights,
              0,
              zeros,
              dx.data(),
              dx.row(image) + first,
              rows.step() * rowFloats,
              columns.step() * windows.channels(),
              scratch);
        }
      }
    }
  }

  /** Pixels that no window sees. */
  static void clear(
      Windows windows,
      int groupChannels,
      Matrix dx,
      int from,
      int to,
      int first,
      Residue rows,
      Residue columns) {
    int channels = windows.channels();
    int rowFloats = windows.columns().size() * channels;
    for (int image = from; image < to; image++) {
      for (int row = 0; row < rows.positions(); row++) {
        int out = dx.row(image) + first + row * rows.step() * rowFloats;
        for (int column = 0; column < columns.positions(); column++) {
          int pixel = out + column * columns.step() * channels;
          Copies.zero(dx.data(), pixel, pixel + groupChannels);
        }
      }
    }
  }

  @Override
  public void weightGradient(
      Matrix x, Matrix dy, int from, int to, Panels w, float[] result, int start, Scratch scratch) {
    for (int group = 0; group < at.groups(); group++) {
      gradient.run(
          x.data(),
          x.row(0) + group * at.groupChannels(),
          x.stride(),
          at.windows().channels(),
          dy.data(),
          dy.row(0) + group * at.groupUnits(),
          dy.stride(),
          at.units(),
          from,
          to,
          w,
          group * at.depth(),
          result,
          start,
          scratch);
    }
  }
}
