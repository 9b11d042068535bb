package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Axis;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.Windows;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Parameter.Kind;
import dev.lanewise.nn.Parameter.Role;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;

/**
 * The transposed convolution, which makes small images large: what the gradient of a convolution
 * with the same settings does, plus a bias and an activation.
 *
 * <p>An input of shape {@code (height, width, channels)} becomes {@code (height', width', units)}
 * with {@code height' = (height - 1) stride - padding + dilation (kernel - 1) + more + 1}, as in
 * PyTorch, where {@code padding} is that of both sides; with {@link Padding.Same} it becomes {@code
 * height stride}, as in Keras. The weight has shape {@code (kernel height, kernel width, units,
 * channels)}, as in Keras.
 *
 * @param units channels of the output, at least 1
 * @param kernel extent of a window
 * @param stride by how much the image grows; 1 unless told otherwise
 * @param padding pixels that are cut off at the sides; none unless told otherwise
 * @param more pixels added below and to the right, less than the stride, which tells apart the
 *     sizes that a convolution makes alike: PyTorch's output padding; 0 unless told otherwise
 * @param bias whether units have a bias; they have unless told otherwise
 * @param activation what follows; identity unless told otherwise
 * @param weightInitializer Glorot uniform unless told otherwise
 * @param biasInitializer zeros unless told otherwise
 */
public record ConvTranspose2d(
    int units,
    Extent kernel,
    Extent stride,
    Padding padding,
    int more,
    boolean bias,
    Activation activation,
    Initializer weightInitializer,
    Initializer biasInitializer)
    implements ActivatedLayer {

  /** Checks the numbers. */
  public ConvTranspose2d {
    if (units < 1) {
      throw new SettingException("ConvTranspose2d: units must be at least 1; found " + units + ".");
    }
    if (more < 0 || more >= Math.min(stride.height(), stride.width())) {
      throw new SettingException(
          "ConvTranspose2d: pixels added at the end must be at least 0 and less than the stride %s; found %s."
              .formatted(stride, more));
    }
  }

  /** A layer with square windows and an activation. */
  public ConvTranspose2d(int units, int kernel, int stride, Activation activation) {
    this(
        units,
        Extent.of(kernel),
        Extent.of(stride),
        Padding.valid(),
        0,
        true,
        activation,
        Initializer.glorotUniform(),
        Initializer.zeros());
  }

  /** A layer with square windows. */
  public ConvTranspose2d(int units, int kernel, int stride) {
    this(units, kernel, stride, Activation.IDENTITY);
  }

  /** The same layer with other pixels cut off, and others added at the end. */
  public ConvTranspose2d withPadding(Padding other, int added) {
    return new ConvTranspose2d(
        units, kernel, stride, other, added, bias, activation, weightInitializer, biasInitializer);
  }

  /** The same layer without a bias. */
  public ConvTranspose2d withoutBias() {
    return new ConvTranspose2d(
        units,
        kernel,
        stride,
        padding,
        more,
        false,
        activation,
        weightInitializer,
        biasInitializer);
  }

  @Override
  public ConvTranspose2d withActivation(Activation other) {
    return new ConvTranspose2d(
        units, kernel, stride, padding, more, bias, other, weightInitializer, biasInitializer);
  }

  @Override
  public ConvTranspose2d withBias() {
    return new ConvTranspose2d(
        units, kernel, stride, padding, more, true, activation, weightInitializer, biasInitializer);
  }

  @Override
  public int unit(Parameter weight, int index) {
    return index / weight.cols() % units;
  }

  /** The same layer with other initializers. */
  public ConvTranspose2d withInitializers(Initializer weights, Initializer biases) {
    return new ConvTranspose2d(
        units, kernel, stride, padding, more, bias, activation, weights, biases);
  }

  /** The convolution whose gradient this layer is: it makes the input of the output. */
  private Convolution geometry(Shape input) {
    ImageShape.check("ConvTranspose2d", input, 3, "(height, width, channels)", "(7, 7, 32)");
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;
    if (padding instanceof Padding.Explicit(int t, int b, int l, int r)) {
      top = t;
      bottom = b;
      left = l;
      right = r;
    }
    Axis rows =
        axis(input, input.dimensions().get(0), kernel.height(), stride.height(), top, bottom);
    Axis columns =
        axis(input, input.dimensions().get(1), kernel.width(), stride.width(), left, right);
    return new Convolution(new Windows(rows, columns, units), input.channels(), 1);
  }

  private Axis axis(Shape input, int windows, int taps, int step, int before, int after) {
    boolean same = padding instanceof Padding.Same;
    long cut = same ? Math.max(0L, (long) taps - step) : (long) before + after;
    long size = same ? (long) windows * step : (windows - 1L) * step - cut + taps + more;
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new ShapeException(
          "ConvTranspose2d on %s: the output must have from 1 to 2^31-1 rows and columns; found %s, with %s pixels cut off. Use less padding, or a smaller stride and kernel."
              .formatted(input, size, cut));
    }
    return new Axis((int) size, taps, step, 1, same ? (int) cut / 2 : before, windows);
  }

  @Override
  public Shape outputShape(Shape input) {
    Windows windows = geometry(input).windows();
    return Shape.of(windows.rows().size(), windows.columns().size(), units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int taps = geometry(input).windows().taps();
    int channels = input.channels();
    List<Parameter> all = new ArrayList<>();
    all.add(
        new Parameter(
            Dense.WEIGHT,
            Shape.of(kernel.height(), kernel.width(), units, channels),
            Kind.MATRIX,
            Role.TRAINED,
            weightInitializer,
            taps * channels,
            taps * units));
    if (bias) {
      all.add(Parameter.vector(Dense.BIAS, units, biasInitializer, taps * channels));
    }
    return all;
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return ConvolutionMemory.of(
        geometry(input), activation, bias, outputShape(input).size(), units);
  }

  @Override
  public RowPass inference(Binding at) {
    return new TransposedConvolutionPasses(geometry(at.inputShape(0)), activation, bias)
        .inference(at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return new TransposedConvolutionPasses(geometry(at.inputShape(0)), activation, bias)
        .training(at);
  }
}
