package dev.lanewise.predict;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.engine.InferencePlan;
import dev.lanewise.engine.ParameterMemory;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;
import java.util.Optional;

/**
 * Computes a model's outputs. A predictor has buffers of its own and belongs to one thread at a
 * time; {@link #copy} makes another one for another thread, which shares the weights. {@link
 * #predict(float[], float[])} and {@link #predict(Matrix, Matrix)} allocate nothing.
 */
public final class Predictor {
  private static final int DEFAULT_ROWS = 64;

  private final Kernels kernels;
  private final Network network;
  private final ParameterMemory weights;
  private final InferencePlan plan;
  private final int inputs;
  private final int outputs;
  private final Optional<LastFunction> last;
  private final Scratch scratch = new Scratch();

  private Predictor(Kernels kernels, Network network, ParameterMemory weights, int rows) {
    this.kernels = kernels;
    this.network = network;
    this.weights = weights;
    this.plan = InferencePlan.of(kernels, Wiring.of(network), weights, rows);
    this.inputs = plan.inputColumns();
    this.outputs = plan.outputColumns();
    this.last =
        network.outputs().size() == 1 ? Optional.of(LastFunction.of(network)) : Optional.empty();
  }

  /** A predictor on the best backend. */
  public static Predictor of(Model model) {
    return of(model, Backends.select());
  }

  /** A predictor on a chosen backend. */
  public static Predictor of(Model model, Backends.Selection selection) {
    Kernels kernels = selection.backend().kernels();
    return new Predictor(
        kernels, model.network(), ParameterMemory.of(kernels, model), DEFAULT_ROWS);
  }

  /**
   * Another predictor of the same model, for another thread; the weights are shared, but for what
   * convolutions prepare of theirs.
   */
  public Predictor copy() {
    return new Predictor(kernels, network, weights, DEFAULT_ROWS);
  }

  /** The description of the model that predicts. */
  public Network network() {
    return network;
  }

  /** The outputs for one sample, in a new array. */
  public float[] predict(float[] sample) {
    float[] output = new float[outputs];
    predict(sample, output);
    return output;
  }

  /**
   * Computes the outputs for one sample.
   *
   * @param sample as many values as the network takes; those of several inputs one behind the other
   * @param output as many values as the network gives, overwritten; those of several outputs one
   *     behind the other
   * @throws ShapeException if a length is wrong
   */
  public void predict(float[] sample, float[] output) {
    check("sample", "values", inputs, sample.length);
    check("output", "values", outputs, output.length);
    plan.set(0, sample, 0);
    plan.run(0, 1, scratch);
    plan.get(0, output, 0);
  }

  /** The outputs for many samples, in new arrays. */
  public float[][] predict(float[][] samples) {
    float[][] results = new float[samples.length][outputs];
    for (int first = 0; first < samples.length; first += DEFAULT_ROWS) {
      int count = Math.min(DEFAULT_ROWS, samples.length - first);
      for (int i = 0; i < count; i++) {
        check("sample " + (first + i), "values", inputs, samples[first + i].length);
        set(first + i, i, samples[first + i], 0);
      }
      plan.run(0, count, scratch);
      for (int i = 0; i < count; i++) {
        plan.get(i, results[first + i], 0);
      }
    }
    return results;
  }

  /** Sets a row; an error names the sample. */
  private void set(int sample, int row, float[] values, int at) {
    try {
      plan.set(row, values, at);
    } catch (DataException e) {
      throw new DataException("Sample %s: %s".formatted(sample, e.getMessage()), e);
    }
  }

  /**
   * Computes the outputs for many samples, one a row.
   *
   * @param samples {@code rows x inputs}
   * @param results {@code rows x outputs}, overwritten
   * @throws ShapeException if a size is wrong
   */
  public void predict(Matrix samples, Matrix results) {
    check("matrix of samples", "columns", inputs, samples.cols());
    check("matrix of outputs", "columns", outputs, results.cols());
    check("matrix of outputs", "rows", samples.rows(), results.rows());
    for (int first = 0; first < samples.rows(); first += DEFAULT_ROWS) {
      int count = Math.min(DEFAULT_ROWS, samples.rows() - first);
      for (int i = 0; i < count; i++) {
        set(first + i, i, samples.data(), samples.row(first + i));
      }
      plan.run(0, count, scratch);
      for (int i = 0; i < count; i++) {
        plan.get(i, results.data(), results.row(first + i));
      }
    }
  }

  /**
   * The class of a sample, if the network is a classifier: the index of the largest output. A
   * single output is that of class 1 of two, which it takes a positive logit for, or a sigmoid
   * above 1/2.
   *
   * @throws ShapeException if the sample has another length
   * @throws dev.lanewise.UsageException if the network has several outputs
   * @throws dev.lanewise.SettingException if the single output is never below its threshold, as
   *     that of a ReLU or of softmax
   * @throws DataException if an output is NaN
   */
  public int classify(float[] sample) {
    if (last.isEmpty()) {
      throw new UsageException(
          "The network has %s outputs (%s), so a sample has no single class; look at what predict gives for each."
              .formatted(network.outputs().size(), String.join(", ", network.outputs())));
    }
    float[] result = predict(sample);
    return result.length == 1 ? classOf(result[0]) : classOf(result);
  }

  private int classOf(float output) {
    LastFunction function = last.orElseThrow();
    if (!function.decides()) {
      throw new SettingException(
          "A class needs a single output that can be on both sides of a threshold; found %s. Use sigmoid or no activation, or an output for each class."
              .formatted(function.name()));
    }
    return output(0, output) > (function.isProbability() ? 0.5f : 0) ? 1 : 0;
  }

  /**
   * The class that several outputs name: the index of the first of the largest.
   *
   * @throws ShapeException if there are fewer than two; {@link #classify} knows what one means
   * @throws DataException if an output is NaN
   */
  public static int classOf(float[] outputs) {
    if (outputs.length < 2) {
      throw new ShapeException(
          "A class needs at least 2 outputs to choose from; found %s. Use Predictor.classify, which knows what a single output means."
              .formatted(outputs.length));
    }
    int best = 0;
    for (int i = 0; i < outputs.length; i++) {
      if (output(i, outputs[i]) > outputs[best]) {
        best = i;
      }
    }
    return best;
  }

  private static float output(int index, float value) {
    if (Float.isNaN(value)) {
      throw new DataException(
          "Output %s is NaN, which names no class. Check the sample for NaN, and whether training diverged."
              .formatted(index));
    }
    return value;
  }

  private static void check(String thing, String unit, int expected, int found) {
    if (expected != found) {
      throw new ShapeException(
          "The %s must have %s %s; found %s.".formatted(thing, expected, unit, found));
    }
  }
}
