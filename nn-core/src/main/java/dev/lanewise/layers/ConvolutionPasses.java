package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Parameter.Kind;
import dev.lanewise.nn.Parameter.Role;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The passes of a convolution. Each image goes through it and its activation while it is in cache.
 * Backward, the gradients of the parameters are computed image by image, too, by whoever has the
 * image's rows, and added up for the whole batch later: so that a layer of few weights is shared by
 * all workers.
 *
 * @param geometry sizes
 * @param activation what follows
 * @param bias whether there is a bias
 */
record ConvolutionPasses(Convolution geometry, Activation activation, boolean bias) {
  /** Up to so many weights each image has a gradient of its own. */
  static final int FEW_WEIGHTS = 1 << 15;

  /** With more weights, so many neighbouring images share one; divides the rows of a chunk. */
  static final int IMAGES = 4;

  /** Up to so many weights; with still more, {@link #MORE_IMAGES} images share one. */
  static final int MANY_WEIGHTS = 1 << 20;

  /**
   * So that the gradients of a batch are a sixteenth of its images at most, rounded up: up to 2^22
   * weights they take at most 1 MB an image.
   */
  static final int MORE_IMAGES = 16;

  static List<Parameter> parameters(
      Convolution geometry,
      Shape weightShape,
      boolean bias,
      Initializer weights,
      Initializer biases) {
    List<Parameter> all = new ArrayList<>();
    all.add(
        new Parameter(
            Dense.WEIGHT,
            weightShape,
            Kind.MATRIX,
            Role.TRAINED,
            weights,
            geometry.depth(),
            geometry.windows().taps() * geometry.groupUnits()));
    if (bias) {
      all.add(Parameter.vector(Dense.BIAS, geometry.units(), biases, geometry.depth()));
    }
    return all;
  }

  RowPass inference(Binding at) {
    return forward(at, at.output());
  }

  /**
   * The pass forward.
   *
   * @param sums what the activation is of; the output itself if it need not be kept
   */
  private RowPass forward(Binding at, Matrix sums) {
    Kernels kernels = at.kernels();
    ConvolutionKernel kernel = kernels.convolution(geometry);
    Matrix x = at.input();
    Matrix y = at.output();
    Filters weight = kernel.filters(at.parameter(Dense.WEIGHT));
    float[] biases = bias ? at.parameter(Dense.BIAS).data() : Zeros.vector(geometry.units());
    boolean activates = !activation.equals(Activation.IDENTITY);
    return RowPass.prepared(
        () -> kernel.prepare(weight),
        (from, to, scratch) -> {
          kernel.forward(x, weight, biases, sums, from, to, scratch);
          if (activates) {
            kernels.elements().activate(activation, sums, y, from, to, scratch);
          }
        });
  }

  TrainingPasses training(TrainingBinding at) {
    boolean keepsSums = !activation.differentiableFromOutput();
    Shape output = ImageShape.of(geometry.windows(), geometry.units());
    Matrix sums = keepsSums ? at.workspace(output) : at.output();
    Optional<SummedGradient> weights = gradient(at, Dense.WEIGHT, imagesOfGradient(geometry));
    Optional<SummedGradient> biases = bias ? gradient(at, Dense.BIAS, 1) : Optional.empty();
    return withGradients(
        TrainingPasses.of(List.of(forward(at, sums)), backward(at, sums, weights, biases)),
        weights,
        biases);
  }

  static TrainingPasses withGradients(
      TrainingPasses passes, Optional<SummedGradient> weights, Optional<SummedGradient> biases) {
    TrainingPasses with =
        weights.isPresent() ? passes.withGradient(Dense.WEIGHT, weights.get()) : passes;
    return biases.isPresent() ? with.withGradient(Dense.BIAS, biases.get()) : with;
  }

  /**
   * How many neighbouring images share a gradient of the weights: a function of the layer alone, so
   * that neither workers nor batches decide on its bits.
   */
  static int imagesOfGradient(Convolution geometry) {
    long weights = (long) geometry.weightRows() * geometry.groupUnits();
    return weights <= FEW_WEIGHTS ? 1 : weights <= MANY_WEIGHTS ? IMAGES : MORE_IMAGES;
  }

  static Optional<SummedGradient> gradient(TrainingBinding at, String parameter, int images) {
    return at.trains(parameter)
        ? Optional.of(new SummedGradient(at, parameter, images))
        : Optional.empty();
  }

  private List<Pass> backward(
      TrainingBinding at,
      Matrix sums,
      Optional<SummedGradient> weights,
      Optional<SummedGradient> biases) {
    Kernels kernels = at.kernels();
    ConvolutionKernel kernel = kernels.convolution(geometry);
    Panels weight = at.parameter(Dense.WEIGHT);
    Matrix dy = at.outputGradient();
    List<Pass> all = new ArrayList<>();
    if (!activation.equals(Activation.IDENTITY)) {
      RowPass gradient =
          (from, to, scratch) ->
              kernels.elements().activationGradient(activation, sums, dy, dy, from, to, scratch);
      all.add(gradient);
    }
    weights.ifPresent(gradient -> all.add(ofWeights(kernel, at.input(), dy, weight, gradient)));
    int windows = geometry.windows().count();
    biases.ifPresent(gradient -> all.add(ofBiases(kernels, dy, windows, gradient)));
    at.inputGradient().ifPresent(dx -> all.add(ofInput(kernel, dy, weight, dx)));
    return all;
  }

  static RowPass ofInput(ConvolutionKernel kernel, Matrix dy, Panels weight, Matrix dx) {
    Filters turned = kernel.turnedFilters(weight);
    return RowPass.prepared(
        () -> kernel.turn(turned),
        (from, to, scratch) -> kernel.inputGradient(dy, turned, dx, from, to, scratch));
  }

  static RowPass ofWeights(
      ConvolutionKernel kernel, Matrix x, Matrix dy, Panels weight, SummedGradient gradient) {
    int images = gradient.samples();
    return RowPass.inSteps(
        images,
        (from, to, scratch) -> {
          for (int first = from; first < to; first += images) {
            int end = Math.min(first + images, to);
            int at = gradient.at(first);
            kernel.weightGradient(x, dy, first, end, weight, gradient.data(), at, scratch);
          }
        });
  }

  static RowPass ofBiases(Kernels kernels, Matrix dy, int positions, SummedGradient gradient) {
    Matrix perPosition = dy.split(positions);
    return (from, to, scratch) -> {
      for (int image = from; image < to; image++) {
        int first = image * positions;
        int end = first + positions;
        kernels
            .reductions()
            .columnSums(perPosition, first, end, gradient.data(), gradient.at(image));
      }
    };
  }
}
