package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.nn.spi.Binding;
import java.util.Optional;

/** One direction of a recurrent layer through the steps of its rows. */
final class Sweep {
  private final Kernels kernels;
  private final Elements elements;
  private final Recurrence recurrence;
  private final Steps steps;
  private final Lengths lengths;
  private final Cell cell;
  private final Panels weight;
  private final float[] bias;
  private final Matrix inputRows;
  private final Matrix gateRows;
  private final Matrix[] inputAt;
  private final Matrix[] outputAt;
  private final Optional<Matrix> initial;
  private final Matrix output;
  private final int column;
  private final Optional<TurnedWeight> turned;
  private Optional<CarriedState> carried = Optional.empty();

  /**
   * Binds a direction.
   *
   * @param x the sequence, {@code batch x time features}
   * @param direction 0, or 1 for the second of two
   */
  Sweep(
      RecurrentLayer layer,
      Binding at,
      Matrix x,
      Steps steps,
      SweepNames names,
      Lengths lengths,
      int direction) {
    this.kernels = at.kernels();
    this.elements = kernels.elements();
    this.recurrence = layer.recurrence();
    this.steps = steps;
    this.lengths = lengths;
    cell = Cell.of(layer, at, steps, names);
    weight = at.parameter(names.weight());
    bias = at.parameter(names.bias()).data();
    turned =
        steps.kept() ? Optional.of(new TurnedWeight(kernels.products(), weight)) : Optional.empty();
    inputRows = steps.kept() ? x.split(steps.count()) : x;
    gateRows = steps.kept() ? cell.gates.split(steps.count()) : cell.gates;
    inputAt = steps.views(x, 0, x.cols() / steps.count());
    int units = recurrence.units();
    boolean sequence = recurrence.output() == Output.SEQUENCE;
    output = at.output();
    outputAt = sequence ? steps.views(output, direction * units, units) : new Matrix[0];
    column = direction * recurrence.outputs(layer.states()) / recurrence.direction().count();
    initial = recurrence.initialState() ? Optional.of(at.input(at.inputs() - 1)) : Optional.empty();
  }

  Cell cell() {
    return cell;
  }

  /** Goes on from batch to batch. */
  void carry(CarriedState state) {
    carried = Optional.of(state);
  }

  void forward(int from, int to, Scratch scratch) {
    begin(from, to);
    if (steps.kept()) {
      int count = steps.count();
      kernels
          .products()
          .affine(inputRows, weight, bias, gateRows, from * count, to * count, scratch);
    }
    for (int k = 0; k < steps.count(); k++) {
      for (int row = from; row < to; ) {
        int end = lengths.endOfRun(steps.time(k), row, to);
        step(k, row, end, scratch);
        row = end;
      }
    }
    if (carried.isPresent()) {
      Matrix[] last = cell.last();
      deal(last, last.length, carried.get().after(), 0, from, to);
    }
    if (recurrence.output() != Output.SEQUENCE) {
      deal(cell.last(), given(), output, column, from, to);
    }
  }

  /** The state's columns of the first step's state among those of both directions. */
  private int initialColumn() {
    return column == 0 ? 0 : cell.first().length * recurrence.units();
  }

  private void begin(int from, int to) {
    if (steps.goesOn()) {
      return;
    }
    Matrix[] first = cell.first();
    for (int i = 0; i < first.length; i++) {
      if (carried.isPresent() && !carried.get().isNew()) {
        copy(carried.get().before(), i * recurrence.units(), first[i], 0, from, to);
      } else if (initial.isEmpty()) {
        Zeros.fill(first[i], from, to);
      } else {
        Matrix state = initial.get();
        int at = initialColumn() + i * recurrence.units();
        copy(state, at, first[i], 0, from, to);
      }
    }
  }

  private void step(int k, int from, int to, Scratch scratch) {
    if (steps.time(k) >= lengths.of(from)) {
      cell.skip(k, from, to);
      if (outputAt.length > 0) {
        Zeros.fill(outputAt[k], from, to);
      }
      return;
    }
    if (!steps.kept()) {
      kernels.products().affine(inputAt[k], weight, bias, cell.gatesAt[k], from, to, scratch);
    }
    cell.forward(k, from, to, scratch);
    if (outputAt.length > 0) {
      elements.copy(cell.state[k + 1], outputAt[k], from, to);
    }
  }

  private void copy(Matrix a, int aColumn, Matrix b, int bColumn, int from, int to) {
    for (int row = from; row < to; row++) {
      System.arraycopy(
          a.data(), a.row(row) + aColumn, b.data(), b.row(row) + bColumn, recurrence.units());
    }
  }

  /** Puts the first parts of a state side by side. */
  private void deal(Matrix[] parts, int count, Matrix to, int column, int from, int end) {
    for (int i = 0; i < count; i++) {
      copy(parts[i], 0, to, column + i * recurrence.units(), from, end);
    }
  }

  /** How many parts of a state leave the layer, if not a sequence. */
  private int given() {
    return recurrence.output() == Output.STATE ? cell.first().length : 1;
  }

  /**
   * Goes back through all steps, after which the gates hold the gradients of their sums.
   *
   * @param dy the gradient of the output
   * @param dyAt the same for each step, if the output is a sequence
   * @param initialGradient receives the gradient of the state to begin with, if anybody wants it
   */
  void backward(
      Matrix dy,
      Matrix[] dyAt,
      Optional<Matrix> initialGradient,
      int from,
      int to,
      Scratch scratch) {
    Matrix[] gradients = cell.gradients();
    boolean ofSequence = dyAt.length > 0;
    int given = ofSequence ? 0 : given();
    for (int i = 0; i < gradients.length; i++) {
      if (i < given) {
        copy(dy, column + i * recurrence.units(), gradients[i], 0, from, to);
      } else {
        Zeros.fill(gradients[i], from, to);
      }
    }
    for (int k = steps.count() - 1; k >= 0; k--) {
      for (int row = from; row < to; ) {
        int end = lengths.endOfRun(steps.time(k), row, to);
        if (steps.time(k) < lengths.of(row)) {
          if (ofSequence) {
            elements.add(gradients[0], dyAt[k], gradients[0], row, end);
          }
          cell.backward(k, row, end, scratch);
        } else {
          cell.skipBackward(k, row, end);
        }
        row = end;
      }
    }
    if (initialGradient.isPresent()) {
      deal(gradients, gradients.length, initialGradient.get(), initialColumn(), from, to);
    }
  }

  /**
   * The gradient of the inputs, {@code dx = dsums W^T}, for all steps at once.
   *
   * @param dx rows are steps of all samples
   */
  void inputGradient(Matrix dx, int from, int to, Scratch scratch) {
    int count = steps.count();
    turned.orElseThrow().product(gateRows, dx, from * count, to * count, scratch);
  }

  /** Prepares a batch. */
  void prepare() {
    if (carried.isPresent()) {
      carried.get().prepare();
    }
    cell.prepare();
    turned.ifPresent(TurnedWeight::turn);
  }

  /** Views of a gradient of the output, if that is a sequence. */
  Matrix[] gradientViews(Matrix dy) {
    int units = recurrence.units();
    int at = column;
    return outputAt.length > 0 ? steps.views(dy, at, units) : new Matrix[0];
  }
}
