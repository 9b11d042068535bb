package dev.lanewise.bench.products;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;

/**
 * Lanewise's convolutions, called as a trainer calls them: a few images at once, weights made ready
 * once a batch, gradients of the weights for each image or, if there are many weights, for each
 * four, which are added up.
 *
 * @param kernels a backend's
 */
record KernelConvolver(Kernels kernels) implements Multiplier<ConvolutionProduct> {
  private static final int IMAGES = 4;
  private static final int FEW_WEIGHTS = 1 << 15;

  @Override
  public Multiplication prepare(ConvolutionProduct product, float[] a, float[] b) {
    Convolution geometry = product.geometry();
    ConvolutionKernel kernel = kernels.convolution(geometry);
    Panels weights = kernels.products().panels(geometry.weightRows(), geometry.groupUnits());
    Matrix left = matrix(a, product.batch());
    Scratch scratch = new Scratch();
    return switch (product.pass()) {
      case FORWARD -> forward(kernel, left, filled(weights, b), result(product), scratch);
      case INPUT_GRADIENT ->
          inputGradient(kernel, left, filled(weights, b), result(product), scratch);
      case WEIGHT_GRADIENT -> {
        int images = weights.size() <= FEW_WEIGHTS ? 1 : IMAGES;
        Matrix groups = Matrix.allocateDense(Math.ceilDiv(product.batch(), images), weights.size());
        yield new Gradient(
            kernels,
            kernel,
            left,
            matrix(b, product.batch()),
            weights,
            images,
            groups,
            new float[weights.size()],
            scratch);
      }
    };
  }

  private static Panels filled(Panels weights, float[] values) {
    weights.set(values);
    return weights;
  }

  private static Matrix result(ConvolutionProduct product) {
    return Matrix.allocateDense(product.rows(), product.cols());
  }

  private static Matrix matrix(float[] values, int rows) {
    Matrix matrix = Matrix.allocateDense(rows, values.length / rows);
    System.arraycopy(values, 0, matrix.data(), matrix.row(0), values.length);
    return matrix;
  }

  private static Multiplication forward(
      ConvolutionKernel kernel, Matrix x, Panels w, Matrix y, Scratch scratch) {
    Filters filters = kernel.filters(w);
    float[] bias = new float[w.cols()];
    return new ByImages(
        () -> kernel.prepare(filters),
        (from, to) -> kernel.forward(x, filters, bias, y, from, to, scratch),
        y);
  }

  private static Multiplication inputGradient(
      ConvolutionKernel kernel, Matrix dy, Panels w, Matrix dx, Scratch scratch) {
    Filters turned = kernel.turnedFilters(w);
    return new ByImages(
        () -> kernel.turn(turned),
        (from, to) -> kernel.inputGradient(dy, turned, dx, from, to, scratch),
        dx);
  }

  private interface Images {
    void compute(int from, int to);
  }

  private record ByImages(Runnable preparation, Images images, Matrix result)
      implements Multiplication {
    @Override
    public void run() {
      preparation.run();
      for (int from = 0; from < result.rows(); from += IMAGES) {
        images.compute(from, Math.min(from + IMAGES, result.rows()));
      }
    }

    @Override
    public float get(int row, int col) {
      return result.get(row, col);
    }
  }

  private record Gradient(
      Kernels kernels,
      ConvolutionKernel kernel,
      Matrix x,
      Matrix dy,
      Panels weights,
      int images,
      Matrix groups,
      float[] sum,
      Scratch scratch)
      implements Multiplication {
    @Override
    public void run() {
      for (int group = 0; group < groups.rows(); group++) {
        int from = group * images;
        int to = Math.min(from + images, x.rows());
        kernel.weightGradient(x, dy, from, to, weights, groups.data(), groups.row(group), scratch);
      }
      kernels.reductions().columnSums(groups, 0, groups.rows(), sum, 0);
    }

    @Override
    public float get(int row, int col) {
      return weights.withData(sum).toRowMajor()[row * weights.cols() + col];
    }
  }
}
