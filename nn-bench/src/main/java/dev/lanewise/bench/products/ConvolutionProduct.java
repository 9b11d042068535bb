package dev.lanewise.bench.products;

import dev.lanewise.bench.products.Product.Pass;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.Windows;
import java.util.ArrayList;
import java.util.List;

/**
 * A product of a convolution: forward of images and weights, {@code dx} of output gradients and
 * weights, {@code dw} of images and output gradients. Images are {@code side x side x channels},
 * weights {@code kernel x kernel x channels x units}. A row of C is an image, or for {@code dw} a
 * tap and channel. The border is half a kernel.
 *
 * @param pass which product
 * @param batch images
 * @param side height and width of an image
 * @param channels of an image
 * @param units channels of the output
 * @param kernel height and width of a window
 * @param stride distance of windows
 */
public record ConvolutionProduct(
    Pass pass, int batch, int side, int channels, int units, int kernel, int stride)
    implements Calculation {
  private static final int BATCH = 32;

  /** Sides, channels, units, kernels and strides of all that are compared. */
  private static final int[][] LAYERS = {
    {28, 1, 32, 3, 1},
    {32, 3, 32, 3, 1},
    {26, 32, 64, 3, 1},
    {14, 64, 128, 3, 1},
    {32, 16, 16, 3, 1},
    {8, 64, 64, 3, 1},
    {7, 128, 128, 3, 1},
    {32, 16, 32, 3, 2},
    {14, 64, 128, 1, 1},
    {28, 32, 64, 1, 1}
  };

  private static final int[][] FEW = {{26, 32, 64, 3, 1}, {32, 16, 16, 3, 1}};

  /** All that are compared, or a few of them. */
  static List<ConvolutionProduct> all(boolean quick) {
    List<ConvolutionProduct> all = new ArrayList<>();
    for (int[] layer : quick ? FEW : LAYERS) {
      for (Pass pass : Pass.values()) {
        all.add(
            new ConvolutionProduct(pass, BATCH, layer[0], layer[1], layer[2], layer[3], layer[4]));
      }
    }
    return List.copyOf(all);
  }

  /** Sizes as kernels take them. */
  Convolution geometry() {
    Axis axis = Axis.of(side, kernel, stride, 1, border(), border());
    return new Convolution(new Windows(axis, axis, channels), units, 1);
  }

  /** Pixels of the border on each side. */
  public int border() {
    return kernel / 2;
  }

  /** Height and width of the output. */
  public int outputSide() {
    return (side + 2 * border() - kernel) / stride + 1;
  }

  private int image() {
    return side * side * channels;
  }

  private int output() {
    return outputSide() * outputSide() * units;
  }

  private int weights() {
    return kernel * kernel * channels * units;
  }

  @Override
  public int sizeA() {
    return batch * (pass == Pass.INPUT_GRADIENT ? output() : image());
  }

  @Override
  public int sizeB() {
    return pass == Pass.WEIGHT_GRADIENT ? batch * output() : weights();
  }

  @Override
  public int rows() {
    return pass == Pass.WEIGHT_GRADIENT ? kernel * kernel * channels : batch;
  }

  @Override
  public int cols() {
    return switch (pass) {
      case FORWARD -> output();
      case INPUT_GRADIENT -> image();
      case WEIGHT_GRADIENT -> units;
    };
  }

  @Override
  public int inner() {
    return switch (pass) {
      case FORWARD -> kernel * kernel * channels;
      case INPUT_GRADIENT -> kernel * kernel * units;
      case WEIGHT_GRADIENT -> batch * outputSide() * outputSide();
    };
  }

  /** Those with the border included, whatever the product. */
  @Override
  public double operations() {
    return 2.0 * batch * output() * kernel * kernel * channels;
  }

  @Override
  public double element(float[] a, float[] b, int row, int col) {
    return switch (pass) {
      case FORWARD -> output(a, b, row, col);
      case INPUT_GRADIENT -> inputGradient(a, b, row, col);
      case WEIGHT_GRADIENT -> weightGradient(a, b, row, col);
    };
  }

  private double output(float[] x, float[] w, int image, int col) {
    int unit = col % units;
    int window = col / units;
    double sum = 0;
    for (int tap = 0; tap < kernel * kernel; tap++) {
      for (int channel = 0; channel < channels; channel++) {
        sum += pixel(x, image, window, tap, channel) * weight(w, tap, channel, unit);
      }
    }
    return sum;
  }

  private double inputGradient(float[] dy, float[] w, int image, int col) {
    int channel = col % channels;
    int pixel = col / channels;
    double sum = 0;
    for (int window = 0; window < outputSide() * outputSide(); window++) {
      for (int tap = 0; tap < kernel * kernel; tap++) {
        if (place(window, tap) == pixel) {
          for (int unit = 0; unit < units; unit++) {
            sum += gradient(dy, image, window, unit) * weight(w, tap, channel, unit);
          }
        }
      }
    }
    return sum;
  }

  private double weightGradient(float[] x, float[] dy, int row, int unit) {
    double sum = 0;
    for (int image = 0; image < batch; image++) {
      for (int window = 0; window < outputSide() * outputSide(); window++) {
        sum +=
            pixel(x, image, window, row / channels, row % channels)
                * gradient(dy, image, window, unit);
      }
    }
    return sum;
  }

  /** The pixel under a tap of a window; -1 in the border. */
  private int place(int window, int tap) {
    int row = window / outputSide() * stride + tap / kernel - border();
    int column = window % outputSide() * stride + tap % kernel - border();
    boolean inside = row >= 0 && row < side && column >= 0 && column < side;
    return inside ? row * side + column : -1;
  }

  private double pixel(float[] x, int image, int window, int tap, int channel) {
    int place = place(window, tap);
    return place < 0 ? 0 : x[(image * side * side + place) * channels + channel];
  }

  private double weight(float[] w, int tap, int channel, int unit) {
    return w[(tap * channels + channel) * units + unit];
  }

  private double gradient(float[] dy, int image, int window, int unit) {
    return dy[(image * outputSide() * outputSide() + window) * units + unit];
  }

  @Override
  public String layer() {
    String layer = "%dx%dx%d-%d %dx%d".formatted(side, side, channels, units, kernel, kernel);
    return stride == 1 ? layer : layer + "/" + stride;
  }

  /** The name of the figure. */
  @Override
  public String toString() {
    return "%s %s, batch %d".formatted(pass, layer(), batch);
  }
}
