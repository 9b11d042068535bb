package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.LossRows;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.Place;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.GradientStep;
import dev.lanewise.nn.spi.Step;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;
import dev.lanewise.nn.spi.UnitStep;
import dev.lanewise.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network bound for training: every buffer of a batch, allocated once, and the steps of both
 * phases.
 */
public final class TrainingPlan {

  /**
   * A layer's steps and the buffer it writes, for finding out where numbers went wrong.
   *
   * @param place the layer
   * @param output its output
   * @param training its steps in training
   * @param inference its step in inference, on the same buffers
   */
  public record LayerSteps(Place place, Matrix output, TrainingStep training, Step inference) {}

  /**
   * A parameter and how to get its gradient.
   *
   * @param name its full name, such as {@code 0.weight}
   * @param values its memory
   * @param gradient computes the gradient
   */
  public record Trained(String name, Panels values, GradientStep gradient) {}

  private record LayerBinding(
      Kernels kernels,
      Matrix input,
      Matrix output,
      List<Panels> parameters,
      Matrix outputGradient,
      Optional<Matrix> inputGradient,
      BatchState batch,
      long seed,
      int workers)
      implements TrainingBinding {
    @Override
    public Panels parameter(int index) {
      return parameters.get(index);
    }

    @Override
    public Matrix workspace(int cols) {
      return Matrix.allocate(output.rows(), cols);
    }
  }

  private final LossRows rows;
  private final Matrix input;
  private final List<LayerSteps> layers = new ArrayList<>();
  private final List<Trained> trained = new ArrayList<>();
  private final int layersByUnits;

  public TrainingPlan(
      Kernels kernels,
      Network network,
      Weights weights,
      int targetColumns,
      int batch,
      BatchState state,
      long seed,
      int workers) {
    input = Matrix.allocate(batch, network.input().size());
    List<Network.NamedParameter> names = network.parameters();
    Matrix x = input;
    Optional<Matrix> dx = Optional.empty();
    Matrix dy = Matrix.allocate(batch, network.output().size());
    for (Layers.Bound bound : Layers.of(network, weights)) {
      Place place = bound.place();
      Matrix y = Matrix.allocate(batch, place.output().size());
      dy = Matrix.allocate(batch, place.output().size());
      long layerSeed = Seeds.mix(seed, place.index());
      LayerBinding binding =
          new LayerBinding(kernels, x, y, bound.parameters(), dy, dx, state, layerSeed, workers);
      TrainingStep training = place.layer().training(binding);
      layers.add(new LayerSteps(place, y, training, place.layer().inference(binding)));
      for (int i = 0; i < training.gradients().size(); i++) {
        String name = names.get(trained.size()).name();
        trained.add(new Trained(name, bound.parameters().get(i), training.gradients().get(i)));
      }
      boolean gradientWanted = dx.isPresent() || !bound.parameters().isEmpty();
      dx = gradientWanted ? Optional.of(dy) : Optional.empty();
      x = y;
    }
    layersByUnits =
        (int)
            layers.stream()
                .map(layer -> layer.training().byUnits().map(UnitStep::parts).orElse(1))
                .takeWhile(parts -> parts > 1)
                .count();
    rows = new LossRows(x, Matrix.allocate(batch, targetColumns), dy, new float[batch]);
  }

  /** Where samples go in. */
  public Matrix input() {
    return input;
  }

  /** Outputs, targets, the gradient of the outputs, and the losses. */
  public LossRows rows() {
    return rows;
  }

  public List<LayerSteps> layers() {
    return layers;
  }

  public List<Trained> trained() {
    return trained;
  }

  /** How many of the first layers can be cut by units among at least two workers. */
  public int layersByUnits() {
    return layersByUnits;
  }

  /** The forward step of one of these layers. */
  public UnitStep byUnits(int layer) {
    return layers.get(layer).training().byUnits().orElseThrow();
  }

  /** All layers from {@code first} on. */
  public void forward(int first, int from, int to, Scratch scratch) {
    for (int i = first; i < layers.size(); i++) {
      layers.get(i).training().forward().run(from, to, scratch);
    }
  }

  public void backward(int from, int to, Scratch scratch) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).training().backward().run(from, to, scratch);
    }
  }

  public void infer(int from, int to, Scratch scratch) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).inference().run(from, to, scratch);
    }
  }

  /** The name of the first layer whose output is not finite everywhere, or {@code loss}. */
  public String firstNotFinite(int samples) {
    return layers.stream()
        .filter(each -> !isFinite(each.output(), samples))
        .findFirst()
        .map(each -> each.place().name())
        .orElse("loss");
  }

  private static boolean isFinite(Matrix m, int samples) {
    for (int row = 0; row < samples; row++) {
      for (int c = 0; c < m.cols(); c++) {
        if (!Float.isFinite(m.get(row, c))) {
          return false;
        }
      }
    }
    return true;
  }
}
