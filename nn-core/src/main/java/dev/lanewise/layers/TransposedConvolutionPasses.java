package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Convolution;
import dev.lanewise.kernels.ConvolutionKernel;
import dev.lanewise.kernels.Filters;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The passes of a transposed convolution: forward it is the input gradient of a convolution, and
 * backward that convolution.
 *
 * @param geometry of the convolution, whose input is the output of the layer
 * @param activation what follows
 * @param bias whether there is a bias
 */
record TransposedConvolutionPasses(Convolution geometry, Activation activation, boolean bias) {

  RowPass inference(Binding at) {
    return forward(at, at.output());
  }

  private RowPass forward(Binding at, Matrix sums) {
    Kernels kernels = at.kernels();
    ConvolutionKernel kernel = kernels.convolution(geometry);
    Matrix x = at.input();
    Panels weight = at.parameter(Dense.WEIGHT);
    List<RowPass> all = new ArrayList<>();
    all.add(ConvolutionPasses.ofInput(kernel, x, weight, sums));
    if (bias) {
      all.add(addBias(at, sums));
    }
    if (!activation.equals(Activation.IDENTITY)) {
      Matrix y = at.output();
      all.add((from, to, scratch) ->
          kernels.elements().activate(activation, sums, y, from, to, scratch));
    }
    return inOrder(all);
  }

  private static RowPass inOrder(List<RowPass> all) {
    RowPass[] passes = all.toArray(RowPass[]::new);
    return RowPass.prepared(
        () -> {
          for (RowPass pass : passes) {
            pass.preparation().ifPresent(Runnable::run);
          }
        },
        (from, to, scratch) -> {
          for (RowPass pass : passes) {
            pass.run(from, to, scratch);
          }
        });
  }

  /** Adding a bias to each pixel is to normalize with mean 0 and scale 1. */
  private RowPass addBias(Binding at, Matrix sums) {
    Kernels kernels = at.kernels();
    float[] biases = at.parameter(Dense.BIAS).data();
    int channels = geometry.windows().channels();
    float[] means = Zeros.vector(channels);
    float[] scales = Zeros.vector(channels);
    Arrays.fill(scales, 1);
    int pixels = geometry.windows().imageSize() / channels;
    Matrix perPixel = sums.split(pixels);
    return (from, to, scratch) ->
        kernels
            .normalization()
            .normalize(perPixel, means, scales, biases, perPixel, from * pixels, to * pixels);
  }

  TrainingPasses training(TrainingBinding at) {
    boolean keepsSums = !activation.differentiableFromOutput();
    Shape output =
        Shape.of(
            geometry.windows().rows().size(),
            geometry.windows().columns().size(),
            geometry.windows().channels());
    Matrix sums = keepsSums ? at.workspace(output) : at.output();
    int images = ConvolutionPasses.imagesOfGradient(geometry);
    Optional<SummedGradient> weights = ConvolutionPasses.gradient(at, Dense.WEIGHT, images);
    Optional<SummedGradient> biases =
        bias ? ConvolutionPasses.gradient(at, Dense.BIAS, 1) : Optional.empty();
    return ConvolutionPasses.withGradients(
        TrainingPasses.of(List.of(forward(at, sums)), backward(at, sums, weights, biases)),
        weights,
        biases);
  }

  private List<Pass> backward(
      TrainingBinding at,
      Matrix sums,
      Optional<SummedGradient> weights,
      Optional<SummedGradient> biases) {
    Kernels kernels = at.kernels();
    ConvolutionKernel kernel = kernels.convolution(geometry);
    Panels weight = at.parameter(Dense.WEIGHT);
    Matrix x = at.input();
    Matrix dy = at.outputGradient();
    List<Pass> all = new ArrayList<>();
    if (!activation.equals(Activation.IDENTITY)) {
      RowPass gradient =
          (from, to, scratch) ->
              kernels.elements().activationGradient(activation, sums, dy, dy, from, to, scratch);
      all.add(gradient);
    }
    weights.ifPresent(
        gradient -> all.add(ConvolutionPasses.ofWeights(kernel, dy, x, weight, gradient)));
    int pixels = geometry.windows().imageSize() / geometry.windows().channels();
    biases.ifPresent(
        gradient -> all.add(ConvolutionPasses.ofBiases(kernels, dy, pixels, gradient)));
    float[] zeros = Zeros.vector(geometry.units());
    Filters filters = kernel.filters(weight);
    at.inputGradient()
        .ifPresent(dx ->
            all.add(
                RowPass.prepared(
                    () -> kernel.prepare(filters),
                    (from, to, scratch) ->
                        kernel.forward(dy, filters, zeros, dx, from, to, scratch))));
    return all;
  }
}
