package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;
import java.util.Optional;

/**
 * A convolution of images: {@code y = f(x * w + b)}, where every unit sees a small window of all
 * channels and has the same weights wherever the window is.
 *
 * <p>An input of shape {@code (height, width, channels)} becomes {@code (height', width', units)}
 * with {@code height' = floor((height + padding - dilation (kernel - 1) - 1) / stride) + 1}, as in
 * PyTorch. The weight has shape {@code (kernel height, kernel width, channels, units)}, as in
 * Keras; with several groups {@code (groups, kernel height, kernel width, channels / groups, units
 * / groups)}. The bias has {@code units} numbers, or is not there. Nothing is turned around: it is
 * a cross-correlation, as in all libraries.
 *
 * <p>The gradient of the weight is a sum over groups of 1 image, of 4 if there are more than 32,768
 * weights, or of 16 if there are more than 2^20, of a chain over their windows. Training keeps the
 * gradients of all groups of a batch: at most 1 MB for an image up to 2^22 weights, and a sixteenth
 * of the weights for an image beyond.
 *
 * @param units channels of the output, at least 1; a multiple of the groups
 * @param kernel extent of a window
 * @param stride distance of neighbouring windows; 1 unless told otherwise
 * @param padding border around images; none unless told otherwise
 * @param dilation distance of neighbouring taps of a window; 1 unless told otherwise
 * @param groups into how many groups channels and units are cut, each unit seeing its own group
 *     only; 1 unless told otherwise
 * @param bias whether units have a bias; they have unless told otherwise
 * @param activation {@code f}; identity unless told otherwise
 * @param weightInitializer Glorot uniform unless told otherwise, with {@code fanIn} the weights of
 *     a unit
 * @param biasInitializer zeros unless told otherwise
 */
public record Conv2d(
    int units,
    Extent kernel,
    Extent stride,
    Padding padding,
    Extent dilation,
    int groups,
    boolean bias,
    Activation activation,
    Initializer weightInitializer,
    Initializer biasInitializer)
    implements ActivatedLayer {
  private static final String NAME = "Conv2d";

  /** Checks units and groups. */
  public Conv2d {
    if (units < 1 || groups < 1 || units % groups != 0) {
      throw new SettingException(
          "Conv2d: units and groups must be at least 1, and units a multiple of groups; found %s units in %s groups."
              .formatted(units, groups));
    }
  }

  /** A layer with square windows. */
  public Conv2d(int units, int kernel) {
    this(units, kernel, Activation.IDENTITY);
  }

  /** A layer with square windows and an activation. */
  public Conv2d(int units, int kernel, Activation activation) {
    this(units, Extent.of(kernel), activation);
  }

  /** A layer with an activation. */
  public Conv2d(int units, Extent kernel, Activation activation) {
    this(
        units,
        kernel,
        Extent.of(1),
        Padding.valid(),
        Extent.of(1),
        1,
        true,
        activation,
        Initializer.glorotUniform(),
        Initializer.zeros());
  }

  /** The same layer with another distance of windows, in both directions. */
  public Conv2d withStride(int other) {
    return withStride(Extent.of(other));
  }

  /** The same layer with other distances of windows. */
  public Conv2d withStride(Extent other) {
    return new Conv2d(
        units,
        kernel,
        other,
        padding,
        dilation,
        groups,
        bias,
        activation,
        weightInitializer,
        biasInitializer);
  }

  /** The same layer with another border. */
  public Conv2d withPadding(Padding other) {
    return new Conv2d(
        units,
        kernel,
        stride,
        other,
        dilation,
        groups,
        bias,
        activation,
        weightInitializer,
        biasInitializer);
  }

  /** The same layer with other distances of taps. */
  public Conv2d withDilation(Extent other) {
    return new Conv2d(
        units,
        kernel,
        stride,
        padding,
        other,
        groups,
        bias,
        activation,
        weightInitializer,
        biasInitializer);
  }

  /** The same layer with another number of groups. */
  public Conv2d withGroups(int other) {
    return new Conv2d(
        units,
        kernel,
        stride,
        padding,
        dilation,
        other,
        bias,
        activation,
        weightInitializer,
        biasInitializer);
  }

  /** The same layer without a bias, as it is used before a normalization. */
  public Conv2d withoutBias() {
    return new Conv2d(
        units,
        kernel,
        stride,
        padding,
        dilation,
        groups,
        false,
        activation,
        weightInitializer,
        biasInitializer);
  }

  @Override
  public Conv2d withActivation(Activation other) {
    return new Conv2d(
        units,
        kernel,
        stride,
        padding,
        dilation,
        groups,
        bias,
        other,
        weightInitializer,
        biasInitializer);
  }

  @Override
  public Conv2d withBias() {
    return new Conv2d(
        units,
        kernel,
        stride,
        padding,
        dilation,
        groups,
        true,
        activation,
        weightInitializer,
        biasInitializer);
  }

  @Override
  public int unit(Parameter weight, int index) {
    int group = index / (weight.size() / groups);
    return group * (units / groups) + index % (units / groups);
  }

  /** The same layer with other initializers. */
  public Conv2d withInitializers(Initializer weights, Initializer biases) {
    return new Conv2d(
        units, kernel, stride, padding, dilation, groups, bias, activation, weights, biases);
  }

  private Convolution geometry(Shape input) {
    Convolution geometry =
        new Convolution(
            ImageShape.windows(NAME, input, kernel, stride, dilation, padding), units, groups);
    if (input.channels() % groups != 0) {
      throw new ShapeException(
          "Conv2d on %s: the number of channels must be a multiple of the groups; found %s channels in %s groups."
              .formatted(input, input.channels(), groups));
    }
    return geometry;
  }

  @Override
  public Shape outputShape(Shape input) {
    return ImageShape.of(geometry(input).windows(), units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = geometry(input).groupChannels();
    Shape weight =
        groups == 1
            ? Shape.of(kernel.height(), kernel.width(), channels, units)
            : Shape.of(groups, kernel.height(), kernel.width(), channels, units / groups);
    return ConvolutionPasses.parameters(
        geometry(input), weight, bias, weightInitializer, biasInitializer);
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return ConvolutionMemory.of(
        geometry(input), activation, bias, outputShape(input).size(), units);
  }

  @Override
  public Optional<Layer> fuse(Layer next) {
    return next instanceof Activate(Activation f) && activation.equals(Activation.IDENTITY)
        ? Optional.of(withActivation(f))
        : Optional.empty();
  }

  @Override
  public RowPass inference(Binding at) {
    return new ConvolutionPasses(geometry(at.inputShape(0)), activation, bias).inference(at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return new ConvolutionPasses(geometry(at.inputShape(0)), activation, bias).training(at);
  }
}
