package dev.lanewise.predict;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.engine.InferencePlan;
import dev.lanewise.engine.Weights;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;

/**
 * Computes a model's outputs. A predictor has buffers of its own and belongs to one thread at a
 * time; {@link #copy} makes another one for another thread, which shares the weights. {@link
 * #predict(float[], float[])} and {@link #predict(Matrix, Matrix)} allocate nothing.
 */
public final class Predictor {
  private static final int DEFAULT_ROWS = 64;

  private final Kernels kernels;
  private final Network network;
  private final Weights weights;
  private final InferencePlan plan;
  private final LastFunction last;
  private final Scratch scratch = new Scratch();

  private Predictor(Kernels kernels, Network network, Weights weights, int rows) {
    this.kernels = kernels;
    this.network = network;
    this.weights = weights;
    this.plan = InferencePlan.of(kernels, network, weights, rows);
    this.last = LastFunction.of(network);
  }

  /** A predictor on the best backend. */
  public static Predictor of(Model model) {
    return of(model, Backends.select());
  }

  /** A predictor on a chosen backend. */
  public static Predictor of(Model model, Backends.Selection selection) {
    Kernels kernels = selection.backend().kernels();
    return new Predictor(kernels, model.network(), Weights.of(kernels, model), DEFAULT_ROWS);
  }

  /** Another predictor of the same model, for another thread; the weights are shared. */
  public Predictor copy() {
    return new Predictor(kernels, network, weights, DEFAULT_ROWS);
  }

  /** The description of the model that predicts. */
  public Network network() {
    return network;
  }

  /** The outputs for one sample, in a new array. */
  public float[] predict(float[] sample) {
    float[] output = new float[plan.output().cols()];
    predict(sample, output);
    return output;
  }

  /**
   * Computes the outputs for one sample.
   *
   * @param sample as many values as the network has inputs
   * @param output as many values as the network has outputs, overwritten
   * @throws ShapeException if a length is wrong
   */
  public void predict(float[] sample, float[] output) {
    Matrix in = plan.input();
    Matrix out = plan.output();
    check("sample", "values", in.cols(), sample.length);
    check("output", "values", out.cols(), output.length);
    System.arraycopy(sample, 0, in.data(), in.row(0), sample.length);
    plan.run(0, 1, scratch);
    System.arraycopy(out.data(), out.row(0), output, 0, output.length);
  }

  /** The outputs for many samples, in new arrays. */
  public float[][] predict(float[][] samples) {
    float[][] outputs = new float[samples.length][plan.output().cols()];
    for (int first = 0; first < samples.length; first += plan.input().rows()) {
      int count = Math.min(plan.input().rows(), samples.length - first);
      for (int i = 0; i < count; i++) {
        check("sample " + (first + i), "values", plan.input().cols(), samples[first + i].length);
        System.arraycopy(
            samples[first + i], 0, plan.input().data(), plan.input().row(i), plan.input().cols());
      }
      plan.run(0, count, scratch);
      for (int i = 0; i < count; i++) {
        System.arraycopy(
            plan.output().data(),
            plan.output().row(i),
            outputs[first + i],
            0,
            plan.output().cols());
      }
    }
    return outputs;
  }

  /**
   * Computes the outputs for many samples, one a row.
   *
   * @param samples {@code rows x inputs}
   * @param outputs {@code rows x outputs}, overwritten
   * @throws ShapeException if a size is wrong
   */
  public void predict(Matrix samples, Matrix outputs) {
    check("matrix of samples", "columns", plan.input().cols(), samples.cols());
    check("matrix of outputs", "columns", plan.output().cols(), outputs.cols());
    check("matrix of outputs", "rows", samples.rows(), outputs.rows());
    for (int first = 0; first < samples.rows(); first += plan.input().rows()) {
      int count = Math.min(plan.input().rows(), samples.rows() - first);
      copy(samples, first, plan.input(), 0, count);
      plan.run(0, count, scratch);
      copy(plan.output(), 0, outputs, first, count);
    }
  }

  private static void copy(Matrix from, int fromRow, Matrix to, int toRow, int rows) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          from.data(), from.row(fromRow + i), to.data(), to.row(toRow + i), from.cols());
    }
  }

  /**
   * The class of a sample, if the network is a classifier: the index of the largest output. A
   * single output is that of class 1 of two, which it takes a positive logit for, or a sigmoid
   * above 1/2.
   *
   * @throws ShapeException if the sample has another length
   * @throws dev.lanewise.SettingException if the single output is never below its threshold, as
   *     that of a ReLU or of softmax
   * @throws DataException if an output is NaN
   */
  public int classify(float[] sample) {
    float[] outputs = predict(sample);
    return outputs.length == 1 ? classOf(outputs[0]) : classOf(outputs);
  }

  private int classOf(float output) {
    if (!last.decides()) {
      throw new SettingException(
          "A class needs a single output that can be on both sides of a threshold; found %s. Use sigmoid or no activation, or an output for each class."
              .formatted(last.name()));
    }
    return output(0, output) > (last.isProbability() ? 0.5f : 0) ? 1 : 0;
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
