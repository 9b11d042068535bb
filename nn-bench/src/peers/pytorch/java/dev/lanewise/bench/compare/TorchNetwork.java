package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.dropout;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.ones;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.zeros;

import dev.lanewise.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * The networks of the comparison from PyTorch's operators. Images reach it as rows: height x width
 * x channels if channels are to be last, else channels x height x width.
 */
final class TorchNetwork {
  private static final TensorOptional NONE = new TensorOptional();

  private final List<Tensor> parameters = new ArrayList<>();
  private final List<UnaryOperator<Tensor>> layers = new ArrayList<>();
  private final boolean channelsLast;
  private final int height;
  private final int width;
  private final int channels;

  private TorchNetwork(Shape image, boolean channelsLast) {
    this.channelsLast = channelsLast;
    boolean row = image.positions() == 1;
    height = row ? 1 : image.dimensions().get(0);
    width = row ? 1 : image.dimensions().get(1);
    channels = image.channels();
  }

  /** The network of a task, with PyTorch's or He's random weights. */
  static TorchNetwork of(Task task, Shape image) {
    boolean last = task.setting().options().contains("channels-last");
    TorchNetwork network = new TorchNetwork(image, last);
    switch (task.workload().network()) {
      case "cnn" -> network.cnn();
      case "lenet" -> network.lenet();
      case "resnet-8" -> network.resnet();
      default -> network.dense(task.sizes());
    }
    return network;
  }

  List<Tensor> parameters() {
    return parameters;
  }

  /** Rows of height x width x channels as this network wants them. */
  Tensor prepare(Tensor rows) {
    return channels == 1 || height == 1 || channelsLast
        ? rows
        : rows.view(-1, height, width, channels).permute(0, 3, 1, 2).contiguous().flatten(1, 3);
  }

  Tensor forward(Tensor rows) {
    Tensor y = rows;
    if (height > 1) {
      y =
          channelsLast
              ? rows.view(-1, height, width, channels).permute(0, 3, 1, 2)
              : rows.view(-1, channels, height, width);
    }
    for (UnaryOperator<Tensor> layer : layers) {
      y = layer.apply(y);
    }
    return y;
  }

  private void dense(int... sizes) {
    for (int i = 1; i < sizes.length; i++) {
      layers.add(linearOf(sizes[i - 1], sizes[i]));
      if (i < sizes.length - 1) {
        layers.add(y -> relu(y));
      }
    }
  }

  private void cnn() {
    layers.add(convolution(1, 32, 3, 1, 0, true));
    layers.add(y -> relu(y));
    layers.add(convolution(32, 64, 3, 1, 0, true));
    layers.add(y -> relu(y));
    layers.add(y -> max_pool2d(y, 2, 2));
    layers.add(y -> dropout(y, 0.25, true));
    layers.add(y -> y.flatten(1, 3));
    layers.add(linearOf(9216, 128));
    layers.add(y -> relu(y));
    layers.add(y -> dropout(y, 0.5, true));
    layers.add(linearOf(128, 10));
  }

  private void lenet() {
    layers.add(convolution(1, 6, 5, 1, 2, true));
    layers.add(y -> relu(y));
    layers.add(y -> max_pool2d(y, 2, 2));
    layers.add(convolution(6, 16, 5, 1, 0, true));
    layers.add(y -> relu(y));
    layers.add(y -> max_pool2d(y, 2, 2));
    layers.add(y -> y.flatten(1, 3));
    dense(400, 120, 84, 10);
  }

  private void resnet() {
    layers.add(convolution(channels, 16, 3, 1, 1, false));
    layers.add(norm(16));
    layers.add(y -> relu(y));
    layers.add(block(16, 16, 1));
    layers.add(block(16, 32, 2));
    layers.add(block(32, 64, 2));
    layers.add(y -> y.mean(2, 3));
    layers.add(linearOf(64, 10));
  }

  private UnaryOperator<Tensor> block(int from, int to, int stride) {
    List<UnaryOperator<Tensor>> way =
        List.of(
            convolution(from, to, 3, stride, 1, false),
            norm(to),
            y -> relu(y),
            convolution(to, to, 3, 1, 1, false),
            norm(to));
    List<UnaryOperator<Tensor>> shortcut =
        stride == 1 ? List.of() : List.of(convolution(from, to, 1, stride, 0, false), norm(to));
    return x -> relu(through(way, x).add(through(shortcut, x)));
  }

  private static Tensor through(List<UnaryOperator<Tensor>> layers, Tensor x) {
    Tensor y = x;
    for (UnaryOperator<Tensor> layer : layers) {
      y = layer.apply(y);
    }
    return y;
  }

  private UnaryOperator<Tensor> linearOf(int inputs, int units) {
    Tensor weight = trained(randn(units, inputs), inputs);
    TensorOptional bias = new TensorOptional(trained(zeros(units), 2));
    return x -> linear(x, weight, bias);
  }

  private UnaryOperator<Tensor> convolution(
      int from, int to, int kernel, int stride, int padding, boolean bias) {
    Tensor random = randn(to, from, kernel, kernel);
    Tensor weight =
        trained(
            channelsLast ? random.contiguous(MemoryFormat.ChannelsLast) : random,
            from * kernel * kernel);
    TensorOptional biases = bias ? new TensorOptional(trained(zeros(to), 2)) : NONE;
    long[] strides = {stride, stride};
    long[] paddings = {padding, padding};
    long[] dilations = {1, 1};
    return x -> conv2d(x, weight, biases, strides, paddings, dilations, 1);
  }

  private UnaryOperator<Tensor> norm(int size) {
    TensorOptional gamma = new TensorOptional(trained(ones(size), 2));
    TensorOptional beta = new TensorOptional(trained(zeros(size), 2));
    TensorOptional mean = new TensorOptional(zeros(size));
    TensorOptional variance = new TensorOptional(ones(size));
    return x -> batch_norm(x, gamma, beta, mean, variance, true, 0.1, 1e-5, true);
  }

  /** A parameter from random numbers of variance 1, as He et al. (2015) scale them. */
  private Tensor trained(Tensor values, int fanIn) {
    Tensor parameter = values.mul_(new Scalar(Math.sqrt(2.0 / fanIn)));
    parameter.requires_grad_(true);
    parameters.add(parameter);
    return parameter;
  }
}
