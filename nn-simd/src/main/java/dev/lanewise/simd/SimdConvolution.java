package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.PANEL;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Axis.Residue;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
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

  /**
   * The gradients of every so many pixels.
   *
   * @param at where the weights of the first group begin
   */
  private record Turned(Residue rows, Residue columns, Optional<ImageProduct> product, int at) {}

  private final Convolution at;
  private final ImageProduct forward;
  private final List<Turned> backward = new ArrayList<>();
  private final int turnedFloats;
  private final WindowGradient gradient;

  SimdConvolution(Convolution at) {
    this.at = at;
    Windows windows = at.windows();
    int channels = at.groupChannels();
    int units = at.groupUnits();
    forward = ImageProduct.of(windows.rows(), windows.columns(), channels, units);
    gradient = new WindowGradient(windows.rows(), windows.columns(), channels, units);
    int floats = 0;
    for (Residue row : windows.rows().residues()) {
      for (Residue column : windows.columns().residues()) {
        boolean reached = !row.windows().isEmpty() && !column.windows().isEmpty();
        Optional<ImageProduct> product =
            reached
                ? Optional.of(
                    ImageProduct.of(
                        row.windows().getFirst(), column.windows().getFirst(), units, channels))
                : Optional.empty();
        backward.add(new Turned(row, column, product, floats));
        floats += at.groups() * product.map(p -> PackedWeights.size(channels, p)).orElse(0);
      }
    }
    turnedFloats = floats;
  }

  @Override
  public Filters filters(Panels w) {
    int size = at.groups() * PackedWeights.size(at.groupUnits(), forward);
    return PackedWeights.areReady(forward, at)
        ? Filters.asTheyLie(w)
        : new Filters(w, new float[size]);
  }

  @Override
  public Filters turnedFilters(Panels w) {
    return new Filters(w, new float[turnedFloats]);
  }

  @Override
  public void prepare(Filters w) {
    if (w.prepared().length > 0) {
      for (int group = 0; group < at.groups(); group++) {
        PackedWeights.pack(w, group, at, forward);
      }
    }
  }

  @Override
  public void turn(Filters w) {
    for (int i = 0; i < backward.size(); i++) {
      Turned to = backward.get(i);
      for (int group = 0; to.product.isPresent() && group < at.groups(); group++) {
        PackedWeights.turn(w, to.at, group, at, to.rows, to.columns, to.product.get());
      }
    }
  }

  @Override
  public void forward(
      Matrix x, Filters w, float[] bias, Matrix y, int from, int to, Scratch scratch) {
    Windows windows = at.windows();
    int units = at.groupUnits();
    int padded = Math.ceilDiv(units, PANEL) * PANEL;
    float[] start = scratch.kernel().array(ScratchSlots.START, padded);
    boolean ready = w.prepared().length == 0;
    float[] weights = ready ? w.weights().data() : w.prepared();
    int ofGroup = ready ? at.depth() * PANEL : PackedWeights.size(units, forward);
    for (int group = 0; group < at.groups(); group++) {
      System.arraycopy(bias, group * units, start, 0, units);
      Arrays.fill(start, units, padded, 0);
      for (int image = from; image < to; image++) {
        int in = x.row(image) + group * at.groupChannels();
        int out = y.row(image) + group * units;
        forward.run(
            x.data(),
            in,
            windows.channels(),
            weights,
            group * ofGroup,
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
  public void inputGradient(Matrix dy, Filters w, Matrix dx, int from, int to, Scratch scratch) {
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
        int weightsAt = turned.at + group * PackedWeights.size(at.groupChannels(), product);
        for (int image = from; image < to; image++) {
          product.run(
              dy.data(),
              dy.row(image) + group * at.groupUnits(),
              at.units(),
              w.prepared(),
              weightsAt,
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
