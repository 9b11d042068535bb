package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Step;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;
import java.util.List;
import java.util.Optional;

/**
 * A fully connected layer of artificial neurons: {@code y = f(x w + b)}.
 *
 * <p>It reads any input as a flat vector; its weight is {@code inputs x units}, its bias {@code
 * units}.
 *
 * @param units the number of neurons, at least 1
 * @param activation {@code f}
 * @param weightInitializer Glorot uniform unless told otherwise
 * @param biasInitializer zeros unless told otherwise
 */
public record Dense(
    int units, Activation activation, Initializer weightInitializer, Initializer biasInitializer)
    implements Layer {
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

  /** The same layer with another activation. */
  public Dense withActivation(Activation other) {
    return new Dense(units, other, weightInitializer, biasInitializer);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(units);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int in = input.size();
    return List.of(
        new Parameter("weight", Parameter.Kind.MATRIX, in, units, weightInitializer, in, units),
        new Parameter("bias", Parameter.Kind.VECTOR, 1, units, biasInitializer, in, units));
  }

  @Override
  public Optional<Layer> fuse(Layer next) {
    return next instanceof Activate(Activation f) && activation.equals(Activation.IDENTITY)
        ? Optional.of(withActivation(f))
        : Optional.empty();
  }

  @Override
  public Step inference(Binding at) {
    return forward(at, at.output());
  }

  @Override
  public TrainingStep training(TrainingBinding at) {
    Kernels kernels = at.kernels();
    Panels weight = at.parameter(0);
    boolean keepInput = !activation.differentiableFromOutput();
    Matrix preActivation = keepInput ? at.workspace(units) : at.output();
    BatchColumns x = BatchColumns.ofInputs(kernels, at.input());
    BatchColumns dy = BatchColumns.ofUnits(kernels, at.outputGradient(), weight);
    Step forward = forward(at, preActivation);
    return new TrainingStep(
        (from, to, scratch) -> {
          x.refresh(from, to);
          forward.run(from, to, scratch);
        },
        backward(at, preActivation, dy),
        List.of(new WeightGradient(at, x, dy), new BiasGradient(at, dy)),
        Optional.of(new DenseUnits(at, activation, preActivation, x)));
  }

  private Step forward(Binding at, Matrix preActivation) {
    return new DenseForward(at, activation, preActivation, 0, 1);
  }

  private Step backward(TrainingBinding at, Matrix preActivation, BatchColumns columns) {
    Kernels kernels = at.kernels();
    Matrix dy = at.outputGradient();
    boolean activates = !activation.equals(Activation.IDENTITY);
    Step toPreActivation =
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
    Panels weight = at.parameter(0);
    Matrix dx = at.inputGradient().get();
    return (from, to, scratch) -> {
      toPreActivation.run(from, to, scratch);
      kernels.products().affineInputGradient(dy, weight, dx, from, to, scratch);
    };
  }
}
