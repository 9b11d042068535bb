package dev.lanewise.layers;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that reads a sequence, {@code (time, features)}, step by step, and remembers. With {@link
 * Recurrence#lengths} the second input, {@code (1)}, says how many steps of a sample are valid,
 * from 1 to all; what is behind them influences nothing. With {@link Recurrence#initialState} the
 * last input is the state to begin with, as {@link Output#STATE} gives it; otherwise that is zero.
 *
 * <p>With {@link Recurrence#carriedRows} training goes on with each row's state where the batch
 * before ended, while gradients end with the batch: truncated backpropagation through time. An
 * epoch begins with zeros, and so do evaluation, inference and a frozen layer. The state is a
 * parameter, {@code carried}, so that an interrupted training goes on with it. Data must come in
 * this order, as {@code TextWindows.stateful} gives them.
 *
 * <p>Parameters are those of PyTorch: {@code weight}, {@code features x gates units}; {@code
 * recurrent_weight}, {@code units x gates units}; {@code bias} and {@code recurrent_bias}, {@code
 * gates units}; and for the other one of two directions the same with {@code _reverse}. All begin
 * uniform in {@code +-sqrt(1 / units)}, unless told otherwise.
 */
public sealed interface RecurrentLayer extends Layer permits Gru, Lstm, SimpleRnn {

  /** Sizes and what goes in and out. */
  Recurrence recurrence();

  /** The sums that a unit has at a step. */
  int gates();

  /** How many numbers a unit remembers. */
  int states();

  /** Initial values of the weights of inputs. */
  Initializer weightInitializer();

  /** Initial values of the weights of the state. */
  Initializer recurrentInitializer();

  /** Initial values of all biases. */
  Initializer biasInitializer();

  @Override
  default Shape outputShape(Shape input) {
    return outputShape(List.of(input));
  }

  @Override
  default Shape outputShape(List<Shape> inputs) {
    Recurrence recurrence = recurrence();
    String name = getClass().getSimpleName();
    if (inputs.size() != recurrence.inputs()) {
      throw new ShapeException(
          "%s takes %s inputs (a sequence%s%s); found %s."
              .formatted(
                  name,
                  recurrence.inputs(),
                  recurrence.lengths() ? ", lengths" : "",
                  recurrence.initialState() ? ", a state" : "",
                  inputs.size()));
    }
    Shape sequence = SequenceShape.check(name, inputs.getFirst());
    if (recurrence.lengths()) {
      Lengths.check(name, inputs.get(1));
    }
    int state = recurrence.direction().count() * recurrence.units() * states();
    if (recurrence.initialState() && inputs.getLast().size() != state) {
      throw new ShapeException(
          "%s: the state to begin with must have %s numbers; found %s. Take it from a layer of the same kind and units, with output STATE."
              .formatted(name, state, inputs.getLast()));
    }
    int outputs = recurrence.outputs(states());
    return recurrence.output() == Output.SEQUENCE
        ? Shape.of(sequence.dimensions().getFirst(), outputs)
        : Shape.of(outputs);
  }

  @Override
  default List<Parameter> parameters(Shape input) {
    return parameters(List.of(input));
  }

  @Override
  default List<Parameter> parameters(List<Shape> inputs) {
    int features = inputs.getFirst().channels();
    int units = recurrence().units();
    int sums = gates() * units;
    List<Parameter> all = new ArrayList<>();
    for (String suffix : SweepNames.suffixes(recurrence().direction())) {
      SweepNames names = new SweepNames(suffix);
      all.add(matrix(names.weight(), features, sums, weightInitializer()));
      all.add(matrix(names.recurrentWeight(), units, sums, recurrentInitializer()));
      all.add(Parameter.vector(names.bias(), sums, biasInitializer(), units));
      all.add(Parameter.vector(names.recurrentBias(), sums, biasInitializer(), units));
    }
    int rows = recurrence().carriedRows();
    if (rows > 0) {
      int numbers = rows * units * states();
      all.add(Parameter.state(CarriedState.NAME, numbers, Initializer.zeros()));
    }
    return all;
  }

  private Parameter matrix(String name, int rows, int sums, Initializer initializer) {
    Parameter plain = Parameter.matrix(name, rows, sums, initializer);
    int units = recurrence().units();
    return new Parameter(
        name, plain.shape(), plain.kind(), plain.role(), initializer, units, units);
  }

  @Override
  default BatchMemory batchMemory(Shape input) {
    return batchMemory(List.of(input));
  }

  @Override
  default BatchMemory batchMemory(List<Shape> inputs) {
    return RecurrentMemory.of(this, inputs);
  }

  @Override
  default RowPass inference(Binding at) {
    return RecurrentPasses.inference(this, at);
  }

  @Override
  default RowPass stepping(StepBinding at) {
    return RecurrentPasses.stepping(this, at);
  }

  @Override
  default TrainingPasses training(TrainingBinding at) {
    return RecurrentPasses.training(this, at);
  }

  /** Whether both directions are read. */
  default boolean isBidirectional() {
    return recurrence().direction() == Direction.BOTH;
  }
}
