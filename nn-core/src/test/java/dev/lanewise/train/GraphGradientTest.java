package dev.lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.TestSize;
import dev.lanewise.data.Dataset;
import dev.lanewise.kernels.Backends;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.loss.WeightedLosses.Term;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Node;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients that training applies to graphs, sequences, layers with statistics of a batch and
 * partly frozen networks, against central differences of {@link DoubleGraph}; and that state
 * follows what was seen, while what is frozen keeps its bits.
 */
@Execution(ExecutionMode.CONCURRENT)
class GraphGradientTest {
  private static final double RATE = 1024;
  private static final double TOLERANCE = 1e-5;
  private static final double STEP = 1e-5;
  private static final int SAMPLES = 9;

  /** Elements of a parameter, spread over it, unless many are to be tried. */
  private static final int FEW = 25;

  /** The most elements of a parameter: more of one kind tell nothing new. */
  private static final int MANY = 60;

  static List<GraphCase> cases() {
    return GraphCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradients(GraphCase each) {
    Model model = each.network().initialize(17);
    Dataset data = each.data(SAMPLES);
    Problem problem = new Problem(each, data);
    Map<String, double[]> before = parameters(model);
    try (Trainer trainer = trainer(each, model)) {
      double evaluated = trainer.evaluate(data).loss();
      assertEquals(problem.loss(before, false), evaluated, TOLERANCE * (evaluated + 1e-3));
      double reported = trainer.fit(data, Fit.epochs(1).unshuffled()).last().training().loss();
      double expected = problem.loss(before, true);
      assertEquals(expected, reported, TOLERANCE * (expected + 1e-3));
      assertUpdates(each, problem, before, model, trainer.model());
    }
    assertPredictions(each, problem, before, model);
  }

  private static Trainer trainer(GraphCase each, Model model) {
    return Trainer.builder(model, each.losses(), Optimizer.sgd(RATE))
        .batchSize(SAMPLES + 4)
        .threads(2)
        .backend("reference")
        .freeze(each.frozen().toArray(String[]::new))
        .build();
  }

  private static Map<String, double[]> parameters(Model model) {
    Map<String, double[]> parameters = new LinkedHashMap<>();
    for (NamedParameter named : model.network().parameters()) {
      float[] values = model.values(named.name());
      parameters.put(
          named.name(), IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
    }
    return parameters;
  }

  private static boolean isFrozen(GraphCase each, String name) {
    return each.frozen().stream()
        .anyMatch(pattern -> name.matches(pattern.replace(".", "\\.").replace("*", ".*")));
  }

  /** Samples, and their mean loss in double. */
  private static final class Problem {
    final GraphCase of;
    final DoubleGraph graph;
    final double[][] inputs;
    final double[][] targets;
    final List<Integer> widths;

    Problem(GraphCase of, Dataset data) {
      this.of = of;
      Set<String> still = new HashSet<>();
      for (Node node : of.network().nodes()) {
        String owner = node.sharesWith().orElse(node.name());
        if (node.operation() instanceof BatchNorm
            && isFrozen(of, owner + ".gamma")
            && isFrozen(of, owner + ".beta")) {
          still.add(node.name());
        }
      }
      graph = new DoubleGraph(of.network(), still);
      Matrix in = Matrix.allocate(SAMPLES, data.inputShape().size());
      Matrix out = Matrix.allocate(SAMPLES, data.targetColumns());
      for (int row = 0; row < SAMPLES; row++) {
        data.read(row, in, out, row);
      }
      inputs = rows(in, 0, in.cols());
      targets = rows(out, 0, out.cols());
      widths = data.targetWidths();
    }

    private static double[][] rows(Matrix m, int from, int to) {
      double[][] rows = new double[m.rows()][to - from];
      for (int row = 0; row < m.rows(); row++) {
        for (int col = from; col < to; col++) {
          rows[row][col - from] = m.get(row, col);
        }
      }
      return rows;
    }

    double loss(Map<String, double[]> parameters, boolean training) {
      Map<String, double[][]> values = graph.values(parameters, inputs, training);
      double loss = 0;
      int column = 0;
      for (int i = 0; i < widths.size(); i++) {
        String output = of.network().outputs().get(i);
        double sum = 0;
        for (int row = 0; row < SAMPLES; row++) {
          double[] target =
              java.util.Arrays.copyOfRange(targets[row], column, column + widths.get(i));
          sum += of.exact().get(i).of(DoubleGraph.of(values, output)[row], target);
        }
        loss += weight(output) * sum / SAMPLES / counted(i, column);
        column += widths.get(i);
      }
      return loss;
    }

    /** How many positions of a sample count, on average, if they are classified one by one. */
    private double counted(int output, int column) {
      int width = widths.get(output);
      if (of.classes().get(output) == 0 || width == 1) {
        return 1;
      }
      double count = 0;
      for (double[] row : targets) {
        for (int c = column; c < column + width; c++) {
          count += row[c] < 0 ? 0 : 1;
        }
      }
      return count / targets.length;
    }

    private double weight(String output) {
      return of.losses().terms().stream()
          .filter(term -> term.output().isEmpty() || term.output().get().equals(output))
          .mapToDouble(Term::weight)
          .sum();
    }

    double derivative(Map<String, double[]> parameters, String name, int index) {
      double[] values = DoubleGraph.of(parameters, name);
      double at = values[index];
      values[index] = at + STEP;
      double above = loss(parameters, true);
      values[index] = at - STEP;
      double below = loss(parameters, true);
      values[index] = at;
      return (above - below) / (2 * STEP);
    }
  }

  private static void assertUpdates(
      GraphCase each, Problem problem, Map<String, double[]> before, Model model, Model trained) {
    Map<String, double[]> after = parameters(trained);
    for (NamedParameter named : each.network().parameters()) {
      String name = named.name();
      if (isFrozen(each, name)) {
        assertArrayEquals(model.values(name), trained.values(name), name);
      } else if (named.parameter().isTrained()) {
        assertGradient(problem, before, DoubleGraph.of(after, name), name);
      } else {
        assertState(each, problem, before, DoubleGraph.of(after, name), name);
      }
    }
  }

  private static void assertGradient(
      Problem problem, Map<String, double[]> before, double[] after, String name) {
    double[] exact = new double[after.length];
    double scale = 0;
    int step = Math.ceilDiv(exact.length, TestSize.of(FEW, Math.min(MANY, exact.length)));
    for (int i = 0; i < exact.length; i += step) {
      exact[i] = problem.derivative(before, name, i);
      scale = Math.max(scale, Math.abs(exact[i]));
    }
    // What is added to all keys cancels out in softmax.
    double largest = name.endsWith("key_bias") ? 1 : scale;
    assertTrue(largest > 2e-5, () -> name + " has no gradient to speak of: " + largest);
    for (int i = 0; i < exact.length; i += step) {
      double applied = (DoubleGraph.of(before, name)[i] - after[i]) / RATE;
      assertEquals(exact[i], applied, TOLERANCE * largest, name + "[" + i + "]");
    }
  }

  /** State goes from layer to layer that has it, in the order of the nodes. */
  private static void assertState(
      GraphCase each, Problem problem, Map<String, double[]> before, double[] after, String name) {
    Map<String, double[][]> values = problem.graph.values(before, problem.inputs, true);
    double[] state = DoubleGraph.of(before, name).clone();
    String owner = name.substring(0, name.indexOf('.'));
    for (Node node : each.network().nodes()) {
      if (node.operation() instanceof BatchNorm(float rate, float _)
          && node.sharesWith().orElse(node.name()).equals(owner)) {
        double[][] x = DoubleGraph.of(values, node.from().getFirst());
        for (int c = 0; c < state.length; c++) {
          double[] seen = DoubleGraph.statistics(x, state.length, c);
          double count = (double) x.length * x[0].length / state.length;
          seen[1] *= count / (count - 1);
          state[c] += rate * (seen[name.endsWith("mean") ? 0 : 1] - state[c]);
        }
      }
    }
    assertArrayEquals(state, after, 1e-6, name);
  }

  private static void assertPredictions(
      GraphCase each, Problem problem, Map<String, double[]> parameters, Model model) {
    Predictor predictor = Predictor.of(model, Backends.select("reference"));
    Map<String, double[][]> exact = problem.graph.values(parameters, problem.inputs, false);
    for (int row = 0; row < SAMPLES; row++) {
      float[] sample = new float[problem.inputs[row].length];
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (float) problem.inputs[row][i];
      }
      float[] predicted = predictor.predict(sample);
      int at = 0;
      for (String output : each.network().outputs()) {
        for (double value : DoubleGraph.of(exact, output)[row]) {
          assertEquals(value, predicted[at], TOLERANCE, output);
          at++;
        }
      }
      assertEquals(predicted.length, at);
    }
  }
}
