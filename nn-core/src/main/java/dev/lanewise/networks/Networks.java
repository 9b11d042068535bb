package dev.lanewise.networks;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Classifiers of images as textbooks have them. Each takes samples of height x width x channels and
 * gives a logit for each class: train it with {@link dev.lanewise.loss.Loss#softmaxCrossEntropy()}.
 *
 * <pre>{@code
 * Network network = Networks.resnet(Shape.of(32, 32, 3), 10, 20);
 * }</pre>
 *
 * <p>All methods are pure functions; they throw a {@link ShapeException} if the samples are no
 * images or too small, and a {@link SettingException} if there are fewer than two classes or a
 * depth is none of the network's.
 */
public final class Networks {
  private static final int KERNEL = 3;
  private static final int WIDEST_BLOCK = 512;
  private static final int MOST_BLOCKS = 8;
  private static final int MOBILE_BLOCKS = 7;
  private static final int WIDEST_MOBILE = 4096;

  private Networks() {}

  /**
   * LeNet-5 (LeCun et al. 1998, "Gradient-based learning applied to document recognition") with
   * ReLU and maximum pooling, as today's tutorials have it: two convolutions of 5 x 5 with 6 and 16
   * channels, the first on a border of 2 pixels, each with pooling by 2; dense layers of 120 and
   * 84. 61,706 parameters for images of 28 x 28 x 1 and 10 classes.
   *
   * @param input of at least 12 x 12 pixels
   */
  public static Network lenet(Shape input, int classes) {
    check("LeNet", input, 12, classes);
    return Network.of(
        input,
        new Conv2d(6, 5, Activation.RELU).withPadding(Padding.of(2)),
        new MaxPool2d(2),
        new Conv2d(16, 5, Activation.RELU),
        new MaxPool2d(2),
        new Flatten(),
        new Dense(120, Activation.RELU),
        new Dense(84, Activation.RELU),
        new Dense(classes));
  }

  /**
   * The convolutional network of Keras' example {@code mnist_cnn}: convolutions of 3 x 3 with 32
   * and 64 channels, pooling by 2, dropout of 0.25, a dense layer of 128, dropout of 0.5. 1,199,882
   * parameters for images of 28 x 28 x 1 and 10 classes.
   *
   * @param input of at least 6 x 6 pixels
   */
  public static Network cnn(Shape input, int classes) {
    check("CNN", input, 6, classes);
    return Network.of(
        input,
        new Conv2d(32, KERNEL, Activation.RELU),
        new Conv2d(64, KERNEL, Activation.RELU),
        new MaxPool2d(2),
        new Dropout(0.25f),
        new Flatten(),
        new Dense(128, Activation.RELU),
        new Dropout(0.5f),
        new Dense(classes));
  }

  /**
   * A network in the manner of VGG (Simonyan and Zisserman 2015, "Very deep convolutional networks
   * for large-scale image recognition") for small images: blocks of two convolutions of 3 x 3 that
   * keep the size, pooling by 2 and dropout of 0.25; 32 channels in the first block and twice as
   * many in each one that follows, up to 512; a dense layer of 512, dropout of 0.5. Weights begin
   * as He et al. (2015) have it. 2,168,362 parameters for images of 32 x 32 x 3, 10 classes and
   * depth 6, as Keras' examples have it for CIFAR-10.
   *
   * @param input of at least 2 pixels each way for 1 block, 4 for 2, 8 for 3 and so on
   * @param depth the number of layers with weights: 4 for 1 block, 6 for 2, 8 for 3 and so on, to
   *     18
   */
  public static Network vgg(Shape input, int classes, int depth) {
    int blocks = (depth - 2) / 2;
    if (depth % 2 != 0 || blocks < 1 || blocks > MOST_BLOCKS) {
      throw wrongDepth("VGG", "4, 6, 8 and so on to 18", depth);
    }
    check("VGG of depth " + depth, input, 1 << blocks, classes);
    List<Layer> layers = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      int channels = Math.min(32 << block, WIDEST_BLOCK);
      Conv2d convolution =
          new Conv2d(channels, KERNEL, Activation.RELU)
              .withPadding(Padding.same())
              .withInitializers(Initializer.heNormal(), Initializer.zeros());
      layers.addAll(List.of(convolution, convolution, new MaxPool2d(2), new Dropout(0.25f)));
    }
    Dense hidden =
        new Dense(512, Activation.RELU)
            .withInitializers(Initializer.heNormal(), Initializer.zeros());
    layers.addAll(List.of(new Flatten(), hidden, new Dropout(0.5f), new Dense(classes)));
    return Network.of(input, layers);
  }

  /**
   * The residual network for small images of He et al. (2016, "Deep residual learning for image
   * recognition", section 4.2): a convolution of 3 x 3 with 16 channels; three stages of {@code n}
   * blocks with 16, 32 and 64 channels, the second and the third of which begin with stride 2; the
   * mean over all positions. A block adds its input to two convolutions of 3 x 3, where shapes
   * agree; else the input goes through a convolution of 1 x 1 with stride 2 first. Convolutions
   * have no bias, and batch normalization behind each. 272,474 parameters for images of 32 x 32 x
   * 3, 10 classes and depth 20.
   *
   * <p>Nodes are called {@code conv}, {@code norm}, {@code relu}; {@code stage1.block1.conv1} and
   * so on; {@code pool}, {@code class}.
   *
   * @param depth the number of layers with weights on the longest way: {@code 6 n + 2}, so 8, 14,
   *     20, 26, 32 and so on, to 1202
   */
  public static Network resnet(Shape input, int classes, int depth) {
    if (depth % 6 != 2 || depth < 8 || depth > 1202) {
      throw wrongDepth("ResNet", "8, 14, 20 and so on in steps of 6 to 1202", depth);
    }
    check("ResNet", input, 1, classes);
    return new ResidualNetwork().build(input, classes, (depth - 2) / 6);
  }

  /**
   * A network in the manner of MobileNet (Howard et al. 2017, "MobileNets: efficient convolutional
   * neural networks for mobile vision applications"), half as deep and for small images: a
   * convolution of 3 x 3 with {@code width} channels; seven {@link Compositions#normedSeparable
   * separable convolutions} with 2, 4, 4, 8, 8, 16 and 16 times as many, of which the second, the
   * fourth and the sixth have stride 2; the mean over all positions. 543,050 parameters for images
   * of 32 x 32 x 3, 10 classes and width 32.
   *
   * @param width channels of the first layer, at least 1
   */
  public static Network mobilenet(Shape input, int classes, int width) {
    check("MobileNet", input, 1, classes);
    if (width < 1 || width > WIDEST_MOBILE) {
      throw new SettingException(
          "MobileNet: width must be from 1 to %s; found %s.".formatted(WIDEST_MOBILE, width));
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(Compositions.convolution(width, KERNEL, 1));
    layers.addAll(List.of(new BatchNorm(), new Activate(Activation.RELU)));
    int channels = width;
    for (int block = 1; block <= MOBILE_BLOCKS; block++) {
      int units = width << (block / 2 + 1);
      int stride = block % 2 == 0 ? 2 : 1;
      layers.addAll(Compositions.normedSeparable(channels, units, KERNEL, stride));
      channels = units;
    }
    layers.addAll(List.of(new GlobalAveragePool(), new Dense(classes)));
    return Network.of(input, layers);
  }

  private static SettingException wrongDepth(String name, String expected, int found) {
    return new SettingException(
        "%s: depth must be one of %s; found %s.".formatted(name, expected, found));
  }

  private static void check(String name, Shape input, int side, int classes) {
    List<Integer> extents = input.dimensions();
    if (extents.size() != 3 || Math.min(extents.get(0), extents.get(1)) < side) {
      throw new ShapeException(
          "%s: expected samples of height x width x channels with at least %s x %s pixels; found %s. Use larger images or another network."
              .formatted(name, side, side, input));
    }
    if (classes < 2) {
      throw new SettingException(
          "%s: expected at least 2 classes; found %s.".formatted(name, classes));
    }
  }
}
