package dev.lanewise.train;

import dev.lanewise.DoubleActivation;
import dev.lanewise.Shape;
import dev.lanewise.layers.AveragePool2d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.layers.UpSample2d;
import java.util.List;

/** Convolution and pooling of an image in double, written from the formulas of PyTorch's manual. */
final class DoubleImages {
  private final Shape in;
  private final Shape out;
  private final Extent kernel;
  private final Extent stride;
  private final Extent dilation;
  private final int top;
  private final int left;
  private final int bottom;
  private final int right;

  private DoubleImages(
      Shape in, Shape out, Extent kernel, Extent stride, Extent dilation, Padding padding) {
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.stride = stride;
    this.dilation = dilation;
    switch (padding) {
      case Padding.Valid() -> {
        top = 0;
        left = 0;
        bottom = 0;
        right = 0;
      }
      case Padding.Same() -> {
        int rows = (height(out) - 1) * stride.height() + (kernel.height() - 1) * dilation.height();
        int columns = (width(out) - 1) * stride.width() + (kernel.width() - 1) * dilation.width();
        top = Math.max(0, rows + 1 - height(in)) / 2;
        left = Math.max(0, columns + 1 - width(in)) / 2;
        bottom = Math.max(0, rows + 1 - height(in)) - top;
        right = Math.max(0, columns + 1 - width(in)) - left;
      }
      case Padding.Explicit(int t, int b, int l, int r) -> {
        top = t;
        left = l;
        bottom = b;
        right = r;
      }
    }
  }

  private static int height(Shape image) {
    return image.dimensions().get(0);
  }

  private static int width(Shape image) {
    return image.dimensions().get(1);
  }

  /** What is at a place, or in the border. */
  private double at(double[] x, int row, int column, int channel, double border) {
    return row < 0 || column < 0 || row >= height(in) || column >= width(in)
        ? border
        : x[(row * width(in) + column) * in.channels() + channel];
  }

  private interface OfWindow {
    double at(int row, int column, int channel);
  }

  private double[] windows(OfWindow function) {
    double[] y = new double[out.size()];
    int i = 0;
    for (int row = 0; row < height(out); row++) {
      for (int column = 0; column < width(out); column++) {
        for (int channel = 0; channel < out.channels(); channel++) {
          y[i] = function.at(row * stride.height() - top, column * stride.width() - left, channel);
          i++;
        }
      }
    }
    return y;
  }

  static double[] convolution(
      Conv2d layer, Shape in, Shape out, double[] weight, double[] bias, double[] x) {
    DoubleImages of =
        new DoubleImages(
            in, out, layer.kernel(), layer.stride(), layer.dilation(), layer.padding());
    int channels = in.channels() / layer.groups();
    int units = out.channels() / layer.groups();
    return of.windows((row, column, unit) -> {
      double sum = layer.bias() ? bias[unit] : 0;
      int group = unit / units;
      for (int i = 0; i < of.kernel.height(); i++) {
        for (int j = 0; j < of.kernel.width(); j++) {
          for (int c = 0; c < channels; c++) {
            int tap = (group * of.kernel.height() + i) * of.kernel.width() + j;
            double w = weight[(tap * channels + c) * units + unit % units];
            int h = row + i * of.dilation.height();
            int v = column + j * of.dilation.width();
            sum += w * of.at(x, h, v, group * channels + c, 0);
          }
        }
      }
      return DoubleActivation.value(layer.activation(), sum);
    });
  }

  static double[] maximum(MaxPool2d layer, Shape in, Shape out, double[] x) {
    DoubleImages of =
        new DoubleImages(
            in, out, layer.kernel(), layer.stride(), layer.dilation(), layer.padding());
    return of.windows((row, column, channel) -> {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < of.kernel.height(); i++) {
        for (int j = 0; j < of.kernel.width(); j++) {
          int h = row + i * of.dilation.height();
          int v = column + j * of.dilation.width();
          largest = Math.max(largest, of.at(x, h, v, channel, Double.NEGATIVE_INFINITY));
        }
      }
      return largest;
    });
  }

  static double[] average(AveragePool2d layer, Shape in, Shape out, double[] x) {
    DoubleImages of =
        new DoubleImages(in, out, layer.kernel(), layer.stride(), Extent.of(1), layer.padding());
    return of.windows((row, column, channel) -> {
      double sum = 0;
      int counted = 0;
      for (int h = row; h < row + of.kernel.height(); h++) {
        for (int v = column; v < column + of.kernel.width(); v++) {
          double value = of.at(x, h, v, channel, Double.NaN);
          boolean border = Double.isNaN(value);
          boolean within = h < height(in) + of.bottom && v < width(in) + of.right;
          sum += border ? 0 : value;
          counted += border && !(layer.countsBorder() && within) ? 0 : 1;
        }
      }
      return sum / counted;
    });
  }

  /** The mean of each channel, or its largest number. */
  static double[] global(Shape in, double[] x, boolean mean) {
    double[] y = new double[in.channels()];
    for (int c = 0; c < y.length; c++) {
      double sum = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (int p = 0; p < in.positions(); p++) {
        sum += x[p * y.length + c];
        largest = Math.max(largest, x[p * y.length + c]);
      }
      y[c] = mean ? sum / in.positions() : largest;
    }
    return y;
  }

  private interface OfPixel {
    double at(int row, int column, int channel);
  }

  private static double[] pixels(Shape out, OfPixel function) {
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      int pixel = i / out.channels();
      y[i] = function.at(pixel / width(out), pixel % width(out), i % out.channels());
    }
    return y;
  }

  private static double pixel(double[] x, Shape in, int row, int column, int channel) {
    return row < 0 || column < 0 || row >= height(in) || column >= width(in)
        ? 0
        : x[(row * width(in) + column) * in.channels() + channel];
  }

  /** An image that begins elsewhere, with zeros where there was nothing. */
  static double[] moved(Shape in, Shape out, int top, int left, double[] x) {
    return pixels(out, (row, column, c) -> pixel(x, in, row + top, column + left, c));
  }

  /** Each number goes to the place whose coordinates are its own in another order. */
  static double[] permuted(List<Integer> axes, Shape in, Shape out, double[] x) {
    double[] y = new double[x.length];
    int[] at = new int[axes.size()];
    for (double value : x) {
      int to = 0;
      for (int i = 0; i < at.length; i++) {
        to = to * out.dimensions().get(i) + at[axes.get(i)];
      }
      y[to] = value;
      for (int axis = at.length - 1; axis >= 0; axis--) {
        at[axis] = (at[axis] + 1) % in.dimensions().get(axis);
        if (at[axis] != 0) {
          break;
        }
      }
    }
    return y;
  }

  static double[] larger(UpSample2d layer, Shape in, Shape out, double[] x) {
    int tall = layer.factor().height();
    int wide = layer.factor().width();
    if (layer.mode() == UpSample2d.Mode.NEAREST) {
      return pixels(out, (row, column, c) -> pixel(x, in, row / tall, column / wide, c));
    }
    return pixels(
        out,
        (row, column, c) -> {
          double h = Math.max(0, (row + 0.5) / tall - 0.5);
          double v = Math.max(0, (column + 0.5) / wide - 0.5);
          int top = (int) Math.floor(h);
          int left = (int) Math.floor(v);
          int bottom = Math.min(top + 1, height(in) - 1);
          int right = Math.min(left + 1, width(in) - 1);
          double above =
              pixel(x, in, top, left, c) * (1 - v + left)
                  + pixel(x, in, top, right, c) * (v - left);
          double below =
              pixel(x, in, bottom, left, c) * (1 - v + left)
                  + pixel(x, in, bottom, right, c) * (v - left);
          return above * (1 - h + top) + below * (h - top);
        });
  }

  /**
   * Numbers less their mean, over their deviation.
   *
   * @param each whether each position has statistics of its own, or all of a group together
   */
  static double[] normal(double[] x, Shape in, int groups, boolean each, double epsilon) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < x.length; j++) {
          int width = in.channels() / groups;
          boolean sameGroup = i % in.channels() / width == j % in.channels() / width;
          boolean samePosition = i / in.channels() == j / in.channels();
          if (sameGroup && (samePosition || !each)) {
            sum += pass == 0 ? x[j] : 0;
            count += pass == 0 ? 1 : 0;
            squares += pass == 0 ? 0 : (x[j] - sum / count) * (x[j] - sum / count);
          }
        }
      }
      y[i] = (x[i] - sum / count) / Math.sqrt(squares / count + epsilon);
    }
    return y;
  }
}
