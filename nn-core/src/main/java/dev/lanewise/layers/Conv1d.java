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
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;
import java.util.Optional;

/**
 * A convolution of sequences along time: {@link Conv2d} with one axis less. An input of shape
 * {@code (time, features)} becomes {@code (time', units)}; the weight has shape {@code (kernel,
 * features, units)}, with several groups {@code (groups, kernel, features / groups, units /
 * groups)}.
 *
 * @param units features of the output, at least 1; a multiple of the groups
 * @param kernel steps of a window, at least 1
 * @param stride distance of neighbouring windows, at least 1; 1 unless told otherwise
 * @param padding what is before and behind a sequence: top and bottom of the {@link Padding}; none
 *     unless told otherwise
 * @param dilation distance of neighbouring taps of a window, at least 1; 1 unless told otherwise
 * @param groups into how many groups features and units are cut; 1 unless told otherwise
 * @param bias whether units have a bias; they have unless told otherwise
 * @param activation what follows; identity unless told otherwise
 * @param weightInitializer Glorot uniform unless told otherwise
 * @param biasInitializer zeros unless told otherwise
 */
public record Conv1d(
    int units,
    int kernel,
    int stride,
    Padding padding,
    int dilation,
    int groups,
    boolean bias,
    Activation activation,
    Initializer weightInitializer,
    Initializer biasInitializer)
    implements ActivatedLayer {

  /** Checks the numbers. */
  public Conv1d {
    if (units < 1 || groups < 1 || units % groups != 0) {
      throw new SettingException(
          "Conv1d: units and groups must be at least 1, and units a multiple of groups; found %s units in %s groups."
              .formatted(units, groups));
    }
    if (kernel < 1 || stride < 1 || dilation < 1) {
      throw new SettingException(
          "Conv1d: kernel, stride and dilation must be at least 1; found %s, %s and %s."
              .formatted(kernel, stride, dilation));
    }
  }

  /** A layer without activation. */
  public Conv1d(int units, int kernel) {
    this(units, kernel, Activation.IDENTITY);
  }

  /** A layer with an activation. */
  public Conv1d(int units, int kernel, Activation activation) {
    this(
        units,
        kernel,
        1,
        Padding.valid(),
        1,
        1,
        true,
        activation,
        Initializer.glorotUniform(),
        Initializer.zeros());
  }

  /** The same layer with another distance of windows. */
  public Conv1d withStride(int other) {
    return new Conv1d(
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

  /** The same layer with another padding. */
  public Conv1d withPadding(Padding other) {
    return new Conv1d(
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

  /** The same layer, padded such that no output sees an input of later. */
  public Conv1d causal() {
    return withPadding(Padding.of((kernel - 1) * dilation, 0, 0, 0));
  }

  /** The same layer with another distance of taps. */
  public Conv1d withDilation(int other) {
    return new Conv1d(
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
  public Conv1d withGroups(int other) {
    return new Conv1d(
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

  /** The same layer without a bias. */
  public Conv1d withoutBias() {
    return new Conv1d(
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
  public Conv1d withActivation(Activation other) {
    return new Conv1d(
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
  public Conv1d withBias() {
    return new Conv1d(
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
  public Conv1d withInitializers(Initializer weights, Initializer biases) {
    return new Conv1d(
        units, kernel, stride, padding, dilation, groups, bias, activation, weights, biases);
  }

  private Convolution geometry(Shape input) {
    ImageShape.check("Conv1d", input, 2, "(time, features)", "(100, 16)");
    if (input.channels() % groups != 0) {
      throw new ShapeException(
          "Conv1d on %s: the number of features must be a multiple of the groups; found %s features in %s groups."
              .formatted(input, input.channels(), groups));
    }
    try {
      Axis time = padding.rows(input.positions(), kernel, stride, dilation);
      Axis one = Axis.of(1, 1, 1, 1, 0, 0);
      return new Convolution(new Windows(time, one, input.channels()), units, groups);
    } catch (ShapeException e) {
      throw new ShapeException("Conv1d on %s: %s".formatted(input, e.getMessage()));
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(geometry(input).windows().count(), units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    Convolution geometry = geometry(input);
    int features = geometry.groupChannels();
    Shape weight =
        groups == 1
            ? Shape.of(kernel, features, units)
            : Shape.of(groups, kernel, features, units / groups);
    return ConvolutionPasses.parameters(geometry, weight, bias, weightInitializer, biasInitializer);
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
