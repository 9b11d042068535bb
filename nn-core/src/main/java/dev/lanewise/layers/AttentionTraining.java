package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The passes of {@link MultiHeadAttention} in training. */
final class AttentionTraining {
  private final TrainingBinding at;
  private final MultiHeadAttention layer;
  private final AttentionPasses passes;
  private final Matrix x;
  private final Matrix memory;
  private final boolean cleans;
  private final Matrix dquery;
  private final Matrix dkey;
  private final Matrix dvalue;
  private final Matrix dheard;

  /** The gradient of the scores of a head. */
  private final Matrix dscores;

  /** Gradients of the panels of a sample. */
  private final Panels[] dpanels;

  private final List<Slice> slices;

  AttentionTraining(MultiHeadAttention layer, TrainingBinding at) {
    this.at = at;
    this.layer = layer;
    passes = new AttentionPasses(layer, at, layer.heads());
    int attended = layer.memory() ? 1 : 0;
    cleans = layer.lengths();
    memory = cleans ? at.workspace(at.inputShape(attended)) : at.input(attended);
    x = layer.memory() ? at.input() : memory;
    dquery = like(passes.query);
    dkey = like(passes.key);
    dvalue = like(passes.value);
    dheard = like(passes.heard);
    dscores = like(passes.probabilities[0]);
    dpanels = new Panels[at.input().rows()];
    Arrays.setAll(dpanels, row -> passes.products.panels(passes.others, passes.size));
    slices = dpanels[0].slices(passes.others);
  }

  private static Matrix like(Matrix m) {
    return Matrix.allocateDense(m.rows(), m.cols());
  }

  TrainingPasses passes() {
    Projection queries = new Projection(MultiHeadAttention.QUERY, x, passes.steps, dquery);
    Projection keys = new Projection(MultiHeadAttention.KEY, memory, passes.others, dkey);
    Projection values = new Projection(MultiHeadAttention.VALUE, memory, passes.others, dvalue);
    Matrix dy = at.outputGradient().split(passes.steps);
    Projection outputs =
        new Projection(MultiHeadAttention.OUTPUT, passes.heard, 1, passes.steps, dy);
    RowPass steps = passes.forward(x, memory);
    int attended = layer.memory() ? 1 : 0;
    RowPass forward =
        (from, to, scratch) -> {
          if (cleans) {
            passes.kernels.elements().copy(at.input(attended), memory, from, to);
            passes.lengths.clear(memory, from, to);
          }
          steps.run(from, to, scratch);
        };
    InputGradients dx = new InputGradients(queries, keys, values);
    Heads heads = new Heads();
    RowPass backward =
        (from, to, scratch) -> {
          outputs.refresh(from, to);
          outputs.gradient(dheard, from, to, scratch);
          for (int row = from; row < to; row++) {
            for (int head = 0; head < passes.heads; head++) {
              heads.backward(row, head, scratch);
            }
          }
          queries.refresh(from, to);
          keys.refresh(from, to);
          values.refresh(from, to);
          dx.run(from, to, scratch);
        };
    List<Projection> projections = List.of(queries, keys, values, outputs);
    Runnable preparation =
        () -> {
          for (int i = 0; i < projections.size(); i++) {
            projections.get(i).turned.turn();
          }
        };
    TrainingPasses all = TrainingPasses.of(forward, RowPass.prepared(preparation, backward));
    for (Projection each : projections) {
      all = each.addTo(all);
    }
    return all;
  }

  /** A product with a weight: its gradients. */
  private final class Projection {
    private final String of;
    private final int positions;
    private final Matrix dy;
    private final BatchColumns left;
    private final BatchColumns right;
    private final TurnedWeight turned;

    Projection(String of, Matrix x, int positions, Matrix dy) {
      this(of, x, positions, positions, dy);
    }

    /**
     * A product.
     *
     * @param cut how many rows there are in one of {@code x}
     * @param positions rows of a sample
     * @param dy rows are positions
     */
    Projection(String of, Matrix x, int cut, int positions, Matrix dy) {
      this.of = of;
      this.positions = positions;
      this.dy = dy;
      String weight = MultiHeadAttention.weight(of);
      boolean trains = at.trains(weight);
      boolean any = trains || at.trains(MultiHeadAttention.bias(of));
      turned = new TurnedWeight(passes.products, at.parameter(weight));
      Matrix rows = x.split(cut);
      left = BatchColumns.ofInputs(at.kernels(), rows, trains);
      right = BatchColumns.ofUnits(at.kernels(), dy, at.parameter(weight), any);
    }

    void refresh(int from, int to) {
      left.refresh(from * positions, to * positions);
      right.refresh(from * positions, to * positions);
    }

    /** {@code dx = dy W^T}, rows are positions. */
    void gradient(Matrix dx, int from, int to, Scratch scratch) {
      turned.product(dy, dx, from * positions, to * positions, scratch);
    }

    TrainingPasses addTo(TrainingPasses all) {
      String weight = MultiHeadAttention.weight(of);
      String bias = MultiHeadAttention.bias(of);
      return all.withGradient(
              weight, new WeightGradient(at.kernels(), at.parts(weight), left, right, positions))
          .withGradient(bias, new BiasGradient(at.kernels(), at.parts(bias), right, positions));
    }
  }

  /** The gradients of the inputs: sums, where one is read more than once. */
  private final class InputGradients implements RowPass {
    private final Projection queries;
    private final Projection keys;
    private final Projection values;
    private final Optional<Matrix> ofSequence;
    private final Optional<Matrix> ofMemory;
    private final RowPass ofLengths;
    private final Matrix more;

    InputGradients(Projection queries, Projection keys, Projection values) {
      this.queries = queries;
      this.keys = keys;
      this.values = values;
      ofSequence = at.inputGradient(0).map(dx -> dx.split(passes.steps));
      ofMemory =
          layer.memory()
              ? at.inputGradient(1).map(dx -> dx.split(passes.others))
              : Optional.empty();
      ofLengths =
          layer.lengths() ? Zeros.gradient(at.inputGradient(at.inputs() - 1)) : RowPass.nothing();
      more =
          ofMemory.isPresent() || (ofSequence.isPresent() && !layer.memory())
              ? Matrix.allocateDense(memory.rows(), memory.cols()).split(passes.others)
              : dkey;
    }

    @Override
    public void run(int from, int to, Scratch scratch) {
      if (ofSequence.isPresent()) {
        queries.gradient(ofSequence.get(), from, to, scratch);
        if (!layer.memory()) {
          add(keys, ofSequence.get(), from, to, scratch);
          add(values, ofSequence.get(), from, to, scratch);
        }
      }
      if (ofMemory.isPresent()) {
        keys.gradient(ofMemory.get(), from, to, scratch);
        add(values, ofMemory.get(), from, to, scratch);
      }
      ofLengths.run(from, to, scratch);
    }

    private void add(Projection of, Matrix dx, int from, int to, Scratch scratch) {
      of.gradient(more, from, to, scratch);
      int count = passes.others;
      passes.kernels.elements().add(dx, more, dx, from * count, to * count);
    }
  }

  /** Views of the columns of each head, and the way back through it. */
  private final class Heads {
    private final Matrix[] dqueries = new Matrix[passes.heads];
    private final Matrix[] dheards = new Matrix[passes.heads];
    private final Matrix[][] queryParts = new Matrix[passes.heads][];
    private final Matrix[][] dheardParts = new Matrix[passes.heads][];

    Heads() {
      Arrays.setAll(dqueries, head -> passes.head(dquery, head));
      Arrays.setAll(dheards, head -> passes.head(dheard, head));
      Arrays.setAll(queryParts, head -> parts(passes.head(passes.query, head)));
      Arrays.setAll(dheardParts, head -> parts(dheards[head]));
    }

    /** The columns that belong to a panel each. */
    private Matrix[] parts(Matrix head) {
      return slices.stream()
          .map(slice -> head.columns(slice.firstColumn(), slice.firstColumn() + slice.columns()))
          .toArray(Matrix[]::new);
    }

    void backward(int row, int head, Scratch scratch) {
      Matrix probabilities = passes.probabilities[head];
      int from = row * passes.steps;
      int to = from + passes.steps;
      passes.pack(passes.value, row, head, passes.values[row]);
      passes.products.affineInputGradient(
          dheards[head], passes.values[row], dscores, from, to, scratch);
      unpack(probabilities, dheardParts[head], dvalue, row, head, scratch);
      passes
          .kernels
          .elements()
          .softmaxOfPrefixesGradient(
              probabilities,
              dscores,
              dscores,
              passes.scale(),
              passes.length(row),
              passes.growth(),
              from,
              to,
              scratch);
      passes.pack(passes.key, row, head, passes.keys[row]);
      passes.product(dscores, passes.keys[row], dqueries[head], row, scratch);
      unpack(dscores, queryParts[head], dkey, row, head, scratch);
    }

    /** {@code left^T right} of a sample, written where the head's columns of {@code to} are. */
    private void unpack(
        Matrix left, Matrix[] right, Matrix to, int row, int head, Scratch scratch) {
      Panels panels = dpanels[row];
      for (int i = 0; i < slices.size(); i++) {
        Slice slice = slices.get(i);
        passes.products.affineWeightGradient(
            left,
            right[i],
            row * passes.steps,
            (row + 1) * passes.steps,
            slice,
            panels.data(),
            slice.begin(),
            scratch);
      }
      for (int panel = 0; panel < panels.count(); panel++) {
        int column = head * passes.size + panel * panels.panelCols();
        for (int i = 0; i < passes.others; i++) {
          int out = to.row(row * passes.others + i) + column;
          System.arraycopy(
              panels.data(), panels.row(panel, i), to.data(), out, panels.panelColumns(panel));
        }
      }
    }
  }
}
