package dev.lanewise.bench.products;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.convolution_backward;
import static org.bytedeco.pytorch.global.torch.set_num_threads;
import static org.bytedeco.pytorch.global.torch.zeros;

import java.util.List;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Measures PyTorch's convolutions on one thread, with channels first and last; for each product
 * what is faster counts.
 *
 * @param format where channels are in memory, of images, weights and results
 */
record TorchConvolutions(MemoryFormat format) implements Multiplier<ConvolutionProduct> {

  /** Takes whether to be quick. */
  @SuppressWarnings("restricted")
  public static void main(String[] args) {
    // JavaCPP's own loading is off, because it insists on the bindings' OpenBLAS.
    System.loadLibrary("jnijavacpp");
    System.loadLibrary("jnitorch");
    set_num_threads(1);
    try (AutoGradMode _ = new AutoGradMode(false)) {
      ProductMeasurement.best(
          List.of(
              new TorchConvolutions(MemoryFormat.Contiguous),
              new TorchConvolutions(MemoryFormat.ChannelsLast)),
          ConvolutionProduct.all(Boolean.parseBoolean(args[0])));
    }
  }

  @Override
  public Multiplication prepare(ConvolutionProduct product, float[] a, float[] b) {
    return switch (product.pass()) {
      case FORWARD -> new Forward(product, images(a, product, true), weights(b, product));
      case INPUT_GRADIENT -> {
        Tensor like = images(new float[product.batch() * product.cols()], product, true);
        yield new Backward(product, images(a, product, false), like, weights(b, product));
      }
      case WEIGHT_GRADIENT -> {
        Tensor like = weights(new float[product.rows() * product.cols()], product);
        yield new Backward(product, images(b, product, false), images(a, product, true), like);
      }
    };
  }

  /** Inputs, or gradients of outputs. */
  private Tensor images(float[] values, ConvolutionProduct product, boolean inputs) {
    int side = inputs ? product.side() : product.outputSide();
    int channels = inputs ? product.channels() : product.units();
    return Tensor.create(values, product.batch(), side, side, channels)
        .permute(0, 3, 1, 2)
        .contiguous(format);
  }

  private Tensor weights(float[] values, ConvolutionProduct product) {
    return Tensor.create(
            values, product.kernel(), product.kernel(), product.channels(), product.units())
        .permute(3, 2, 0, 1)
        .contiguous(format);
  }

  private record Sizes(long[] strides, long[] paddings) {
    static Sizes of(ConvolutionProduct product) {
      return new Sizes(
          new long[] {product.stride(), product.stride()},
          new long[] {product.border(), product.border()});
    }
  }

  private record Forward(
      ConvolutionProduct product, Tensor x, Tensor w, TensorOptional bias, Sizes sizes)
      implements Multiplication {

    Forward(ConvolutionProduct product, Tensor x, Tensor w) {
      this(product, x, w, new TensorOptional(zeros(product.units())), Sizes.of(product));
    }

    private Tensor compute() {
      return conv2d(x, w, bias, sizes.strides, sizes.paddings, new long[] {1, 1}, 1);
    }

    @Override
    public void run() {
      try (PointerScope _ = new PointerScope()) {
        compute();
      }
    }

    @Override
    public float get(int row, int col) {
      try (PointerScope _ = new PointerScope()) {
        return element(compute().permute(0, 2, 3, 1), (long) row * product.cols() + col);
      }
    }
  }

  private record Backward(
      ConvolutionProduct product, Tensor dy, Tensor x, Tensor w, BoolPointer wanted, Sizes sizes)
      implements Multiplication {

    Backward(ConvolutionProduct product, Tensor dy, Tensor x, Tensor w) {
      boolean ofInput = product.pass() == Product.Pass.INPUT_GRADIENT;
      BoolPointer wanted = new BoolPointer(3).put(0, ofInput).put(1, !ofInput).put(2, false);
      this(product, dy, x, w, wanted, Sizes.of(product));
    }

    private T_TensorTensorTensor_T compute() {
      return convolution_backward(
          dy,
          x,
          w,
          new LongArrayRefOptional(),
          sizes.strides,
          sizes.paddings,
          new long[] {1, 1},
          false,
          new long[] {0, 0},
          1,
          wanted);
    }

    @Override
    public void run() {
      try (PointerScope _ = new PointerScope()) {
        compute();
      }
    }

    @Override
    public float get(int row, int col) {
      try (PointerScope _ = new PointerScope()) {
        Tensor result =
            wanted.get(0)
                ? compute().get0().permute(0, 2, 3, 1)
                : compute().get1().permute(2, 3, 1, 0);
        return element(result, (long) row * product.cols() + col);
      }
    }
  }

  private static float element(Tensor result, long index) {
    return result.contiguous().view(-1).narrow(0, index, 1).item_float();
  }
}
