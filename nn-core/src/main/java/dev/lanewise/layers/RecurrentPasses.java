package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.UsageException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The passes of recurrent layers. In training what the inputs give is computed for all steps at
 * once, and so are the gradients of inputs and parameters; between them lie the steps.
 */
final class RecurrentPasses {
  /**
   * What divides the first row of a chunk: a step multiplies the rows of a chunk only, and with few
   * of them it would wait for the weights.
   */
  private static final int ROWS = 8;

  private RecurrentPasses() {}

  static RowPass inference(RecurrentLayer layer, Binding at) {
    Lengths lengths = lengths(layer, at);
    List<Sweep> sweeps = new ArrayList<>();
    List<String> suffixes = SweepNames.suffixes(layer.recurrence().direction());
    for (int i = 0; i < suffixes.size(); i++) {
      Steps steps = Steps.ofInference(at, reverse(layer, i));
      SweepNames names = new SweepNames(suffixes.get(i));
      sweeps.add(new Sweep(layer, at, at.input(), steps, names, lengths, i));
    }
    return RowPass.inSteps(ROWS, forward(sweeps));
  }

  static RowPass stepping(RecurrentLayer layer, StepBinding at) {
    Recurrence recurrence = layer.recurrence();
    if (!recurrence.withCarriedRows(0).equals(new Recurrence(recurrence.units()))) {
      throw new UsageException(
          "%s cannot go step by step: it must read forward, give its state after each step, and have no further inputs; found %s."
              .formatted(layer.getClass().getSimpleName(), recurrence));
    }
    Steps steps = Steps.ofStepping(at);
    Lengths lengths = Lengths.all(steps.count());
    return forward(
        List.of(new Sweep(layer, at, at.input(), steps, new SweepNames(""), lengths, 0)));
  }

  private static RowPass forward(List<Sweep> sweeps) {
    return (from, to, scratch) -> {
      for (int i = 0; i < sweeps.size(); i++) {
        sweeps.get(i).forward(from, to, scratch);
      }
    };
  }

  private static Lengths lengths(RecurrentLayer layer, Binding at) {
    int steps = at.inputShape(0).dimensions().getFirst();
    return layer.recurrence().lengths() ? new Lengths(at.input(1), steps) : Lengths.all(steps);
  }

  private static boolean reverse(RecurrentLayer layer, int direction) {
    return layer.recurrence().direction() == Direction.REVERSE || direction == 1;
  }

  static TrainingPasses training(RecurrentLayer layer, TrainingBinding at) {
    Lengths lengths = lengths(layer, at);
    Matrix x = lengths.vary() ? at.workspace(at.inputShape(0)) : at.input();
    List<Sweep> sweeps = new ArrayList<>();
    List<SweepGradients> gradients = new ArrayList<>();
    List<String> suffixes = SweepNames.suffixes(layer.recurrence().direction());
    for (int i = 0; i < suffixes.size(); i++) {
      Steps steps = Steps.ofTraining(at, reverse(layer, i));
      SweepNames names = new SweepNames(suffixes.get(i));
      Sweep sweep = new Sweep(layer, at, x, steps, names, lengths, i);
      sweeps.add(sweep);
      gradients.add(new SweepGradients(at, names, sweep.cell(), x, steps.count()));
    }
    RowPass steps = forward(sweeps);
    RowPass forward =
        (from, to, scratch) -> {
          if (lengths.vary()) {
            at.kernels().elements().copy(at.input(), x, from, to);
            lengths.clear(x, from, to);
          }
          steps.run(from, to, scratch);
        };
    TrainingPasses passes =
        TrainingPasses.of(
            RowPass.inSteps(ROWS, forward),
            RowPass.inSteps(
                ROWS,
                RowPass.prepared(() -> prepare(sweeps), backward(layer, at, sweeps, gradients))));
    for (SweepGradients each : gradients) {
      passes = each.addTo(passes);
    }
    int rows = layer.recurrence().carriedRows();
    if (rows > 0 && !at.asInInference()) {
      CarriedState state = new CarriedState(at, rows, layer.recurrence().units() * layer.states());
      sweeps.getFirst().carry(state);
      passes = passes.withObservations(state.observation());
    }
    return passes;
  }

  private static void prepare(List<Sweep> sweeps) {
    for (int i = 0; i < sweeps.size(); i++) {
      sweeps.get(i).prepare();
    }
  }

  private static RowPass backward(
      RecurrentLayer layer,
      TrainingBinding at,
      List<Sweep> sweeps,
      List<SweepGradients> gradients) {
    Kernels kernels = at.kernels();
    Matrix dy = at.outputGradient();
    List<Matrix[]> dyAt = sweeps.stream().map(sweep -> sweep.gradientViews(dy)).toList();
    int steps = at.inputShape(0).dimensions().getFirst();
    Optional<Matrix> dx = at.inputGradient(0).map(each -> each.split(steps));
    boolean adds = dx.isPresent() && sweeps.size() > 1;
    Matrix second = adds ? at.workspace(at.inputShape(0)).split(steps) : dy;
    Optional<Matrix> initial =
        layer.recurrence().initialState() ? at.inputGradient(at.inputs() - 1) : Optional.empty();
    RowPass ofLengths =
        layer.recurrence().lengths() ? Zeros.gradient(at.inputGradient(1)) : RowPass.nothing();
    return (from, to, scratch) -> {
      for (int i = 0; i < sweeps.size(); i++) {
        Sweep sweep = sweeps.get(i);
        sweep.backward(dy, dyAt.get(i), initial, from, to, scratch);
        gradients.get(i).refresh(from, to);
        if (dx.isPresent()) {
          sweep.inputGradient(i == 0 ? dx.get() : second, from, to, scratch);
        }
      }
      if (adds) {
        kernels.elements().add(dx.get(), second, dx.get(), from * steps, to * steps);
      }
      ofLengths.run(from, to, scratch);
    };
  }
}
