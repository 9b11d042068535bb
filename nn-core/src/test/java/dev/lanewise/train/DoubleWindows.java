package dev.lanewise.train;

import dev.lanewise.DoubleActivation;
import dev.lanewise.Shape;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.MaxPool1d;
import dev.lanewise.layers.Padding;

/** Windows on sequences, and transposed convolutions, in double, from the formulas of PyTorch. */
final class DoubleWindows {

  private DoubleWindows() {}

  private static int before(Padding padding, int in, int out, int kernel, int stride, int step) {
    return switch (padding) {
      case Padding.Valid() -> 0;
      case Padding.Same() -> Math.max(0, (out - 1) * stride + (kernel - 1) * step + 1 - in) / 2;
      case Padding.Explicit(int top, int bottom, int left, int right) -> top;
    };
  }

  static double[] convolution(
      Conv1d layer, Shape in, Shape out, double[] weight, double[] bias, double[] x) {
    int steps = in.positions();
    int first =
        before(
            layer.padding(),
            steps,
            out.positions(),
            layer.kernel(),
            layer.stride(),
            layer.dilation());
    int features = in.channels() / layer.groups();
    int units = layer.units() / layer.groups();
    double[] y = new double[out.size()];
    for (int t = 0; t < out.positions(); t++) {
      for (int u = 0; u < layer.units(); u++) {
        double sum = layer.bias() ? bias[u] : 0;
        int group = u / units;
        for (int k = 0; k < layer.kernel(); k++) {
          int at = t * layer.stride() + k * layer.dilation() - first;
          for (int f = 0; f < features && at >= 0 && at < steps; f++) {
            double value = x[at * in.channels() + group * features + f];
            int row = (group * layer.kernel() + k) * features + f;
            sum += value * weight[row * units + u % units];
          }
        }
        y[t * layer.units() + u] = DoubleActivation.value(layer.activation(), sum);
      }
    }
    return y;
  }

  /** Each input pixel adds its share to the window that it makes. */
  static double[] transposed(
      ConvTranspose2d layer, Shape in, Shape out, double[] weight, double[] bias, double[] x) {
    double[] y = new double[out.size()];
    int width = out.dimensions().get(1);
    int columns = in.dimensions().get(1);
    int top = 0;
    int left = 0;
    if (layer.padding() instanceof Padding.Explicit(int t, int b, int l, int r)) {
      top = t;
      left = l;
    } else if (layer.padding() instanceof Padding.Same()) {
      top = Math.max(0, layer.kernel().height() - layer.stride().height()) / 2;
      left = Math.max(0, layer.kernel().width() - layer.stride().width()) / 2;
    }
    for (int pixel = 0; pixel < in.positions(); pixel++) {
      for (int i = 0; i < layer.kernel().height(); i++) {
        for (int j = 0; j < layer.kernel().width(); j++) {
          int h = pixel / columns * layer.stride().height() + i - top;
          int v = pixel % columns * layer.stride().width() + j - left;
          if (h < 0 || v < 0 || h >= out.dimensions().get(0) || v >= width) {
            continue;
          }
          for (int u = 0; u < layer.units(); u++) {
            for (int c = 0; c < in.channels(); c++) {
              int tap = i * layer.kernel().width() + j;
              y[(h * width + v) * layer.units() + u] +=
                  x[pixel * in.channels() + c]
                      * weight[(tap * layer.units() + u) * in.channels() + c];
            }
          }
        }
      }
    }
    for (int i = 0; i < y.length; i++) {
      double sum = y[i] + (layer.bias() ? bias[i % layer.units()] : 0);
      y[i] = DoubleActivation.value(layer.activation(), sum);
    }
    return y;
  }

  static double[] maximum(MaxPool1d layer, Shape in, Shape out, double[] x) {
    int first =
        before(
            layer.padding(),
            in.positions(),
            out.positions(),
            layer.kernel(),
            layer.stride(),
            layer.dilation());
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < layer.kernel(); k++) {
        int at = i / out.channels() * layer.stride() + k * layer.dilation() - first;
        if (at >= 0 && at < in.positions()) {
          y[i] = Math.max(y[i], x[at * in.channels() + i % out.channels()]);
        }
      }
    }
    return y;
  }

  /** Without a border that counts. */
  static double[] average(AveragePool1d layer, Shape in, Shape out, double[] x) {
    int first =
        before(layer.padding(), in.positions(), out.positions(), layer.kernel(), layer.stride(), 1);
    double[] y = new double[out.size()];
    for (int i = 0; i < y.length; i++) {
      int count = 0;
      for (int k = 0; k < layer.kernel(); k++) {
        int at = i / out.channels() * layer.stride() + k - first;
        if (at >= 0 && at < in.positions()) {
          y[i] += x[at * in.channels() + i % out.channels()];
          count++;
        }
      }
      y[i] /= count;
    }
    return y;
  }
}
