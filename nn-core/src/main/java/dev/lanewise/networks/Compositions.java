package dev.lanewise.networks;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Padding;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import java.util.List;

/**
 * Pieces of which networks are made: chains of layers, and parts of graphs. All methods are pure
 * functions of their arguments, but for the nodes that they add to a graph.
 */
public final class Compositions {
  /** With more, the weights of a transformer block would not fit arrays by far. */
  private static final int MOST_CHANNELS = 1 << 24;

  private Compositions() {}

  /**
   * A depthwise separable convolution, as Keras' {@code SeparableConv2D}: each channel is convolved
   * by itself, without a bias, and what comes out is mixed by a convolution of 1 x 1 with a bias.
   * It needs {@code channels (kernel² + units)} weights instead of {@code channels kernel² units}.
   *
   * @param channels of the input
   * @param units channels of the output
   * @param kernel height and width of a window; the size is kept, as with padding "same"
   * @param activation what follows
   */
  public static List<Layer> separable(int channels, int units, int kernel, Activation activation) {
    return List.of(
        depthwise(channels, kernel, 1).withPadding(Padding.same()),
        new Conv2d(units, 1, activation));
  }

  /**
   * The same with batch normalization and ReLU behind both convolutions, which have no bias, as
   * MobileNet has it (Howard et al. 2017, "MobileNets: efficient convolutional neural networks for
   * mobile vision applications").
   *
   * @param channels of the input
   * @param units channels of the output
   * @param kernel height and width of a window, odd; half of it is padded on each side
   * @param stride of the windows
   */
  public static List<Layer> normedSeparable(int channels, int units, int kernel, int stride) {
    Activate relu = new Activate(Activation.RELU);
    return List.of(
        depthwise(channels, kernel, stride).withPadding(Padding.of(kernel / 2)),
        new BatchNorm(),
        relu,
        new Conv2d(units, 1).withoutBias().withInitializers(he(), Initializer.zeros()),
        new BatchNorm(),
        relu);
  }

  /**
   * A residual block (He et al. 2016, "Deep residual learning for image recognition"): two
   * convolutions of 3 x 3 with batch normalization, to whose output the input is added before the
   * last ReLU; where their shapes differ, the input goes through a convolution of 1 x 1 first.
   *
   * @param name what the names of the nodes begin with
   * @param x the input
   * @param channels of the output
   * @param stride of the first convolution
   * @param sameShape whether the input has as many channels, and the stride is 1
   */
  public static Value residual(String name, Value x, int channels, int stride, boolean sameShape) {
    Value y =
        x.then(name + "conv1", convolution(channels, 3, stride))
            .then(name + "norm1", new BatchNorm())
            .then(name + "relu1", new Activate(Activation.RELU))
            .then(name + "conv2", convolution(channels, 3, 1))
            .then(name + "norm2", new BatchNorm());
    Value shortcut =
        sameShape
            ? x
            : x.then(name + "shortcut", convolution(channels, 1, stride))
                .then(name + "shortcut.norm", new BatchNorm());
    return y.plus(shortcut).then(name + "relu2", new Activate(Activation.RELU));
  }

  /**
   * A transformer block (Vaswani et al. 2017) with normalization before each part, as GPT-2 has it:
   * {@code x + attention(norm x)}, and to that what two dense layers make of its norm, of four
   * times as many units between them, with GELU.
   *
   * @param name what the names of the nodes begin with
   * @param x a sequence, {@code (time, channels)}
   * @param channels of the sequence
   * @param attention of the sequence to itself
   * @param dropout the share of what both parts add that is dropped in training; 0 for none
   */
  public static Value transformer(
      String name, Value x, int channels, MultiHeadAttention attention, float dropout) {
    Initializer usual = Initializer.glorotUniform();
    return transformer(name, x, channels, attention, dropout, usual, usual);
  }

  /** The same with other initial weights of the first dense layer and of the second. */
  static Value transformer(
      String name,
      Value x,
      int channels,
      MultiHeadAttention attention,
      float dropout,
      Initializer first,
      Initializer second) {
    if (channels < 1 || channels > MOST_CHANNELS) {
      throw new SettingException(
          "A transformer block: channels must be from 1 to %s; found %s."
              .formatted(MOST_CHANNELS, channels));
    }
    Initializer zeros = Initializer.zeros();
    Value heard = x.then(name + "norm1", new LayerNorm()).then(name + "attention", attention);
    Value y = x.plus(name + "add1", dropped(name + "dropout1", heard, dropout));
    Value inner =
        y.then(name + "norm2", new LayerNorm())
            .then(
                name + "dense1",
                new Dense(4 * channels, Activation.GELU).withInitializers(first, zeros))
            .then(name + "dense2", new Dense(channels).withInitializers(second, zeros));
    return y.plus(name + "add2", dropped(name + "dropout2", inner, dropout));
  }

  private static Value dropped(String name, Value x, float rate) {
    return rate == 0 ? x : x.then(name, new Dropout(rate));
  }

  /** A convolution for batch normalization: without a bias, weights as He et al. (2015). */
  static Conv2d convolution(int units, int kernel, int stride) {
    return new Conv2d(units, kernel)
        .withStride(stride)
        .withPadding(Padding.of(kernel / 2))
        .withoutBias()
        .withInitializers(he(), Initializer.zeros());
  }

  private static Conv2d depthwise(int channels, int kernel, int stride) {
    return new Conv2d(channels, kernel)
        .withGroups(channels)
        .withStride(stride)
        .withoutBias()
        .withInitializers(he(), Initializer.zeros());
  }

  private static Initializer he() {
    return Initializer.heNormal();
  }
}
