package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randperm;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import dev.lanewise.data.Idx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * Trains with PyTorch and prints a line of JSON for each epoch. The data lies in memory as floats;
 * an epoch shuffles indices and a step gathers its rows by them, as the fastest Python program for
 * this work does (its {@code DataLoader} is far slower).
 */
final class TorchProcess {
  private static final int PIXELS = 784;
  private static final float WHITE = 255;

  private final TensorVector parameters = new TensorVector();
  private final List<Tensor> weights = new ArrayList<>();
  private final List<TensorOptional> biases = new ArrayList<>();
  private final Tensor images;
  private final Tensor labels;
  private final int samples;

  /** An update of the parameters from their gradients. */
  private interface Update {
    void step();
  }

  private TorchProcess(String network, Path data) {
    images = images(data.resolve("train-images-idx3-ubyte.gz"));
    labels = labels(data.resolve("train-labels-idx1-ubyte.gz"));
    samples = (int) images.size(0);
    int[] sizes = Arrays.stream(network.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    for (int i = 1; i < sizes.length; i++) {
      LinearImpl layer = new LinearImpl(sizes[i - 1], sizes[i]);
      weights.add(layer.weight());
      biases.add(new TensorOptional(layer.bias()));
      parameters.push_back(layer.weight());
      parameters.push_back(layer.bias());
    }
  }

  /** Takes network, batch, optimizer, threads, epochs, data, and the words of the setting. */
  @SuppressWarnings("restricted")
  public static void main(String[] args) {
    // JavaCPP's own loading is off, because it insists on the bindings' OpenBLAS.
    System.loadLibrary("jnijavacpp");
    System.loadLibrary("jnitorch");
    List<String> options = List.of(args).subList(6, args.length);
    // Before the first parallel region: the threads of OpenMP inherit the flag from this one.
    if (options.contains("flush-denormal") && !Context.setFlushDenormal(true)) {
      throw new IllegalStateException("this processor cannot flush subnormal numbers");
    }
    set_num_threads(Integer.parseInt(args[3]));
    manual_seed(42);
    try (PointerScope _ = new PointerScope()) {
      new TorchProcess(args[0], Path.of(args[5]))
          .train(
              args[2],
              options.contains("fused"),
              Integer.parseInt(args[1]),
              Integer.parseInt(args[4]));
    }
  }

  private void train(String name, boolean fused, int batch, int epochs) {
    Optimizer optimizer =
        name.equals("sgd")
            ? new SGD(parameters, new SGDOptions(0.1))
            : new Adam(parameters, new AdamOptions(0.001));
    Update update = fused ? new FusedAdam(parameters)::step : optimizer::step;
    Tensor lossSum = Tensor.create(new float[1], 1);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      epoch(optimizer, update, batch, lossSum);
      // Reading a number waits for nothing here, since the CPU's operations are synchronous.
      double loss = lossSum.item_float() / samples;
      double seconds = (System.nanoTime() - start) * 1e-9;
      System.out.println(new Epoch(epoch, seconds, samples / seconds, loss).json());
    }
  }

  private void epoch(Optimizer optimizer, Update update, int batch, Tensor lossSum) {
    try (PointerScope _ = new PointerScope()) {
      lossSum.zero_();
      Tensor order = randperm(samples);
      for (int from = 0; from < samples; from += batch) {
        int count = Math.min(batch, samples - from);
        try (PointerScope _ = new PointerScope()) {
          Tensor index = order.narrow(0, from, count);
          optimizer.zero_grad(true);
          Tensor loss =
              cross_entropy_loss(
                  forward(images.index_select(0, index)), labels.index_select(0, index));
          loss.backward();
          update.step();
          lossSum.add_(loss.detach(), new Scalar((double) count));
        }
      }
    }
  }

  private Tensor forward(Tensor x) {
    Tensor y = linear(x, weights.getFirst(), biases.getFirst());
    for (int i = 1; i < weights.size(); i++) {
      y = linear(relu(y), weights.get(i), biases.get(i));
    }
    return y;
  }

  private static Tensor images(Path file) {
    byte[] pixels = Idx.images(file).pixels();
    float[] x = new float[pixels.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Byte.toUnsignedInt(pixels[i]) / WHITE;
    }
    return Tensor.create(x, x.length / PIXELS, PIXELS);
  }

  private static Tensor labels(Path file) {
    long[] y = Arrays.stream(Idx.labels(file)).asLongStream().toArray();
    return Tensor.create(y, y.length);
  }
}
