package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.kernels.SumTree;
import dev.lanewise.nn.spi.Gradient;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;

/** The gradients of the parameters of one direction: products over all steps of all samples. */
final class SweepGradients {
  private final TrainingBinding at;
  private final SweepNames names;
  private final Kernels kernels;
  private final int steps;
  private final boolean ofWeight;
  private final boolean ofRecurrent;
  private final boolean wanted;

  /** What must be brought up to date by those who have the rows. */
  private final List<BatchColumns> columns = new ArrayList<>();

  private final BatchColumns x;
  private final BatchColumns states;
  private final BatchColumns gates;
  private final BatchColumns recurrent;
  private final Cell cell;

  SweepGradients(TrainingBinding at, SweepNames names, Cell cell, Matrix x, int steps) {
    this.at = at;
    this.names = names;
    this.cell = cell;
    this.steps = steps;
    kernels = at.kernels();
    ofWeight = at.trains(names.weight());
    ofRecurrent = at.trains(names.recurrentWeight());
    wanted = ofWeight || ofRecurrent || at.trains(names.bias()) || at.trains(names.recurrentBias());
    this.x = inputs(x, ofWeight);
    states = inputs(cell.states, ofRecurrent);
    gates = units(cell.gates);
    recurrent = cell.addsUp() ? gates : units(cell.recurrentGradient());
  }

  private BatchColumns inputs(Matrix m, boolean read) {
    Matrix all = m.split(steps);
    return added(BatchColumns.ofInputs(kernels, all, read));
  }

  private BatchColumns units(Matrix m) {
    Matrix all = m.split(steps);
    return added(BatchColumns.ofUnits(kernels, all, at.parameter(names.weight()), wanted));
  }

  private BatchColumns added(BatchColumns more) {
    columns.add(more);
    return more;
  }

  /** Brings the columns of rows up to date that have gone backward. */
  void refresh(int from, int to) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).refresh(from * steps, to * steps);
    }
  }

  TrainingPasses addTo(TrainingPasses passes) {
    Gradient ofStates = weight(names.recurrentWeight(), states, recurrent);
    Gradient all =
        cell instanceof ResetBeforeCell reset
            ? sum(
                ofStates,
                weight(
                    names.recurrentWeight(),
                    inputs(reset.reset(), ofRecurrent),
                    units(reset.candidateGradient())))
            : ofStates;
    BatchColumns ofBias = cell instanceof ResetBeforeCell ? gates : recurrent;
    return passes
        .withGradient(names.weight(), weight(names.weight(), x, gates))
        .withGradient(names.recurrentWeight(), all)
        .withGradient(names.bias(), bias(names.bias(), gates))
        .withGradient(names.recurrentBias(), bias(names.recurrentBias(), ofBias));
  }

  private Gradient weight(String name, BatchColumns left, BatchColumns right) {
    return new WeightGradient(kernels, at.parts(name), left, right, steps);
  }

  private Gradient bias(String name, BatchColumns sums) {
    return new BiasGradient(kernels, at.parts(name), sums, steps);
  }

  /** The sum of two gradients of one parameter. */
  private Gradient sum(Gradient first, Gradient second) {
    List<Slice> parts = at.parts(names.recurrentWeight());
    return new Gradient() {
      @Override
      public int terms(int samples) {
        return first.terms(samples);
      }

      @Override
      public void compute(int part, int from, int to, float[] gradient, int at, Scratch scratch) {
        Slice slice = parts.get(part);
        int length = slice.end() - slice.begin();
        float[] more = scratch.layer().array(0, length);
        first.compute(part, from, to, gradient, at, scratch);
        second.compute(part, from, to, more, 0, scratch);
        add(more, gradient, at, length);
      }
    };
  }

  private static void add(float[] more, float[] to, int at, int length) {
    if (at == 0) {
      SumTree.add(more, to, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      to[at + i] += more[i];
    }
  }
}
