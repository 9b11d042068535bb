package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fully connected layer of artificial neurons: {@code y = f(x w + b)}.
 *
 * <p>It works on the last axis, as Keras' layer does: an input of shape {@code (.., features)}
 * becomes one of {@code (.., units)}, each position by itself, with the same weights; {@link
 * Flatten} before it makes one vector of an image. Its weight is {@code features x units}, its bias
 * {@code units}.
 *
 * @param units the number of neurons, at least 1
 * @param activation {@code f}
 * @param weightInitializer Glorot uniform unless told otherwise
 * @param biasInitializer zeros unless told otherwise
 */
public record Dense(
    int units, Activation activation, Initializer weightInitializer, Initializer biasInitializer)
    implements ActivatedLayer {
  static final String WEIGHT = "weight";
  static final String BIAS = "bias";

  /** Checks the number of units. */
  public Dense {
    if (units < 1) {
      throw new SettingException("Dense: units must be at least 1; found " + units + ".");
    }
  }

  /** A layer with an activation and the default initializers. */
  public Dense(int units, Activation activation) {
    this(units, activation, Initializer.glorotUniform(), Initializer.zeros());
  }

  /** A layer without activation: logits, or the output of a regression. */
  public Dense(int units) {
    this(units, Activation.IDENTITY);
  }

  /** The same layer with other initializers. */
  public Dense withInitializers(Initializer weights, Initializer bias) {
    return new Dense(units, activation, weights, bias);
  }

  @Override
  public Dense withActivation(Activation other) {
    return new Dense(units, other, weightInitializer, biasInitializer);
  }

  @Override
  public Dense withBias() {
    return this;
  }

  @Override
  public int unit(Parameter weight, int index) {
    return index % units;
  }

  @Override
  public Shape outputShape(Shape input) {
    List<Integer> dimensions = new ArrayList<>(input.dimensions());
    dimensions.set(dimensions.size() - 1, units);
    return new Shape(dimensions);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int features = input.channels();
    return List.of(
        Parameter.matrix(WEIGHT, features, units, weightInitializer),
        Parameter.vector(BIAS, units, biasInitializer, features));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    long outputs = outputShape(input).size();
    return BatchMemory.copied(input.positions(), input.size() + outputs)
        .plus(BatchMemory.perSample(activation.differentiableFromOutput() ? 0 : outputs))
        .plus(
            BatchMemory.fixed(
                input.positions() > 1 ? TurnedWeight.numbers(input.channels(), units) : 0));
  }

  @Override
  public Optional<Layer> fuse(Layer next) {
    return next instanceof Activate(Activation f) && activation.equals(Activation.IDENTITY)
        ? Optional.of(withActivation(f))
        : Optional.empty();
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    int positions = at.inputShape(0).positions();
    return perPosition(positions, forward(at, at.output().split(positions)));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    int positions = at.inputShape(0).positions();
    boolean keepsSums = !activation.differentiableFromOutput();
    Matrix sums = keepsSums ? at.workspace(outputShape(at.inputShape(0))) : at.output();
    Matrix preActivation = sums.split(positions);
    Kernels kernels = at.kernels();
    Matrix input = at.input().split(positions);
    Matrix deltas = at.outputGradient().split(positions);
    BatchColumns x = BatchColumns.ofInputs(kernels, input, at.trains(WEIGHT));
    BatchColumns dy =
        BatchColumns.ofUnits(
            kernels, deltas, at.parameter(WEIGHT), at.trains(WEIGHT) || at.trains(BIAS));
    RowPass forward = forward(at, preActivation);
    TrainingPasses passes =
        TrainingPasses.of(
                perPosition(
                    positions,
                    (from, to, scratch) -> {
                      x.refresh(from, to);
                      forward.run(from, to, scratch);
                    }),
                perPosition(positions, backward(at, preActivation, dy)))
            .withGradient(WEIGHT, new WeightGradient(kernels, at.parts(WEIGHT), x, dy, positions))
            .withGradient(BIAS, new BiasGradient(kernels, at.parts(BIAS), dy, positions));
    return positions == 1
        ? passes.withUnits(new DenseUnits(at, activation, preActivation, x))
        : passes;
  }

  /** A pass over positions as one over the samples that they belong to. */
  private static RowPass perPosition(int positions, RowPass pass) {
    if (positions == 1) {
      return pass;
    }
    RowPass ofSamples = (from, to, scratch) -> pass.run(from * positions, to * positions, scratch);
    return pass.preparation().map(each -> RowPass.prepared(each, ofSamples)).orElse(ofSamples);
  }

  private RowPass forward(Binding at, Matrix preActivation) {
    return new DenseForward(at, activation, preActivation, 0, 1);
  }

  private RowPass backward(TrainingBinding at, Matrix preActivation, BatchColumns columns) {
    Kernels kernels = at.kernels();
    int positions = at.inputShape(0).positions();
    Matrix dy = at.outputGradient().split(positions);
    boolean activates = !activation.equals(Activation.IDENTITY);
    RowPass toPreActivation =
        (from, to, scratch) -> {
          if (activates) {
            kernels
                .elements()
                .activationGradient(activation, preActivation, dy, dy, from, to, scratch);
          }
          columns.refresh(from, to);
        };
    if (at.inputGradient().isEmpty()) {
      return toPreActivation;
    }
    Panels weight = at.parameter(WEIGHT);
    Matrix dx = at.inputGradient().get().split(positions);
    if (positions > 1) {
      TurnedWeight turned = new TurnedWeight(kernels.products(), weight);
      return RowPass.prepared(
          turned::turn,
          (from, to, scratch) -> {
            toPreActivation.run(from, to, scratch);
            turned.product(dy, dx, from, to, scratch);
          });
    }
    return (from, to, scratch) -> {
      toPreActivation.run(from, to, scratch);
      kernels.products().affineInputGradient(dy, weight, dx, from, to, scratch);
    };
  }
}
