package dev.lanewise.predict;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.engine.Scoring;
import dev.lanewise.engine.Tracing;
import dev.lanewise.kernels.Backends;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks into a model: the values of its hidden layers, and the gradient of an output, or of the
 * loss, with respect to an input or a hidden layer.
 *
 * <pre>{@code
 * Probe probe = Probe.builder(model).gradients("input").build();
 * probe.forward(sample);
 * probe.backward(3);
 * Matrix saliency = probe.gradient("input");   // d output 3 / d each input
 * }</pre>
 *
 * <p>Layers compute what they compute in inference: nothing is random, and the model stays as it
 * is. After construction nothing is allocated. A probe belongs to one thread at a time. The bits
 * are the same on every backend, and values are those of a {@link Predictor}.
 */
public final class Probe {
  private final Tracing tracing;
  private final List<String> gradients;
  private final int rows;
  private int filled;
  private boolean hasGradients;

  private Probe(Builder builder) {
    gradients = builder.gradients;
    rows = builder.rows;
    Backends.Selection selection =
        builder.backend.map(Backends::select).orElseGet(Backends::select);
    tracing =
        new Tracing(
            selection.backend().kernels(),
            builder.model,
            rows,
            gradients,
            builder.losses,
            builder.targetWidths);
  }

  /** Settings of a probe. */
  public static final class Builder {
    private final Model model;
    private List<String> gradients = List.of();
    private Optional<WeightedLosses> losses = Optional.empty();
    private List<Integer> targetWidths = List.of();
    private Optional<String> backend = Optional.empty();
    private int rows = 1;

    private Builder(Model model) {
      this.model = model;
    }

    /** The inputs and layers, by name, with respect to which gradients are wanted; default none. */
    public Builder gradients(String... names) {
      gradients = List.of(names);
      return this;
    }

    /**
     * Takes gradients of a loss instead of outputs. A function that the loss includes, such as
     * softmax in softmax cross-entropy, is left out then, and its layer cannot be looked at.
     *
     * @param targetColumns targets of a sample
     */
    public Builder loss(Loss loss, int targetColumns) {
      return losses(WeightedLosses.of(loss), List.of(targetColumns));
    }

    /**
     * Takes gradients of the weighted losses of several outputs.
     *
     * @param widths targets of each output, in the order of the network's outputs
     */
    public Builder losses(WeightedLosses of, List<Integer> widths) {
      losses = Optional.of(of);
      targetWidths = List.copyOf(widths);
      return this;
    }

    /** The most samples that are looked at together, at least 1; default 1. */
    public Builder rows(int count) {
      if (count < 1) {
        throw new SettingException("Probe: rows must be at least 1; found " + count + ".");
      }
      rows = count;
      return this;
    }

    /** The backend to use, such as {@code reference}; default the best that runs here. */
    public Builder backend(String name) {
      backend = Optional.of(name);
      return this;
    }

    /**
     * Builds the probe.
     *
     * @throws SettingException if the network has no input or layer of a name, or the loss makes no
     *     sense of its outputs
     */
    public Probe build() {
      return new Probe(this);
    }
  }

  /** Starts building a probe of a model. */
  public static Builder builder(Model model) {
    return new Builder(model);
  }

  /**
   * Computes the values of all layers for one sample.
   *
   * @param sample as many values as the network takes; those of several inputs one behind the other
   */
  public void forward(float[] sample) {
    requireLength("sample", inputColumns(), sample.length);
    tracing.set(0, sample, 0);
    run(1);
  }

  /**
   * Computes the values of all layers for some samples.
   *
   * @param samples {@code rows x inputs}, at most as many rows as the probe was built for
   */
  public void forward(Matrix samples) {
    requireLength("matrix of samples", inputColumns(), samples.cols());
    if (samples.rows() < 1 || samples.rows() > rows) {
      throw new ShapeException(
          "The probe looks at 1 to %s samples together; found %s. Give fewer, or build it for more rows."
              .formatted(rows, samples.rows()));
    }
    for (int row = 0; row < samples.rows(); row++) {
      tracing.set(row, samples.data(), samples.row(row));
    }
    run(samples.rows());
  }

  private void run(int count) {
    filled = count;
    hasGradients = false;
    tracing.forward(count);
  }

  private int inputColumns() {
    return columns(tracing.inputs());
  }

  private static int columns(List<Matrix> matrices) {
    int columns = 0;
    for (int i = 0; i < matrices.size(); i++) {
      columns += matrices.get(i).cols();
    }
    return columns;
  }

  /**
   * The values of an input or layer, a row for each sample of the last {@link #forward}: a view
   * that the next call overwrites, whose rows beyond the samples mean nothing.
   *
   * @throws SettingException if there is none of that name
   */
  public Matrix activation(String name) {
    return tracing.value(name);
  }

  /**
   * Computes the gradients of one output, of each sample by itself.
   *
   * @param output which one, from 0; those of several outputs are counted one behind the other
   * @throws UsageException before the first {@link #forward}, or if the probe is one of a loss
   */
  public void backward(int output) {
    requireOutputs();
    List<Matrix> starts = tracing.outputGradients();
    if (output < 0 || output >= columns(starts)) {
      throw new ShapeException(
          "The network has outputs 0 to %s; found %s.".formatted(columns(starts) - 1, output));
    }
    int first = 0;
    for (int i = 0; i < starts.size(); i++) {
      Matrix start = starts.get(i);
      for (int row = 0; row < filled; row++) {
        int at = start.row(row);
        Arrays.fill(start.data(), at, at + start.cols(), 0);
        if (output >= first && output < first + start.cols()) {
          start.data()[at + output - first] = 1;
        }
      }
      first += start.cols();
    }
    goBack();
  }

  /**
   * Computes the gradients of a weighted sum of the outputs.
   *
   * @param weights {@code rows x outputs}: what each output counts for each sample
   * @throws UsageException before the first {@link #forward}, or if the probe is one of a loss
   */
  public void backward(Matrix weights) {
    requireOutputs();
    List<Matrix> starts = tracing.outputGradients();
    requireLength("matrix of weights", columns(starts), weights.cols());
    requireRows(weights);
    int first = 0;
    for (int i = 0; i < starts.size(); i++) {
      Matrix start = starts.get(i);
      for (int row = 0; row < filled; row++) {
        System.arraycopy(
            weights.data(), weights.row(row) + first, start.data(), start.row(row), start.cols());
      }
      first += start.cols();
    }
    goBack();
  }

  /**
   * Computes the gradients of the loss of each sample, which is not divided by the number of
   * samples.
   *
   * @param targets {@code rows x targets}; those of several outputs one behind the other
   * @throws UsageException before the first {@link #forward}, or if the probe has no loss
   * @throws dev.lanewise.DataException if a target has no meaning for the loss
   */
  public void backwardFromLoss(Matrix targets) {
    requireForward();
    Scoring scoring =
        tracing
            .scoring()
            .orElseThrow(
                () -> new UsageException("The probe was built without a loss; set one, see loss."));
    requireLength("matrix of targets", scoring.targets().cols(), targets.cols());
    requireRows(targets);
    for (int row = 0; row < filled; row++) {
      System.arraycopy(
          targets.data(),
          targets.row(row),
          scoring.targets().data(),
          scoring.targets().row(row),
          targets.cols());
    }
    tracing.score(filled);
    goBack();
  }

  private void goBack() {
    tracing.backward(filled);
    hasGradients = true;
  }

  private void requireForward() {
    if (filled == 0) {
      throw new UsageException("Nothing was computed yet; call forward before backward.");
    }
  }

  private void requireOutputs() {
    requireForward();
    if (tracing.scoring().isPresent()) {
      throw new UsageException(
          "This probe is one of a loss; call backwardFromLoss, or build one without a loss.");
    }
  }

  private void requireRows(Matrix given) {
    if (given.rows() != filled) {
      throw new ShapeException(
          "A row for each of the %s samples of the last forward is needed; found %s."
              .formatted(filled, given.rows()));
    }
  }

  private static void requireLength(String thing, int expected, int found) {
    if (expected != found) {
      throw new ShapeException(
          "The %s must have %s values a sample; found %s.".formatted(thing, expected, found));
    }
  }

  /**
   * The gradients with respect to an input or layer, a row for each sample: a view that the next
   * call overwrites, whose rows beyond the samples mean nothing.
   *
   * @throws SettingException if the probe was not built for gradients of that name
   * @throws UsageException if nothing went backward since the last {@link #forward}
   */
  public Matrix gradient(String name) {
    if (!gradients.contains(name)) {
      throw new SettingException(
          "The probe was built for gradients with respect to [%s]; found '%s'. Name it, see gradients."
              .formatted(String.join(", ", gradients), name));
    }
    if (!hasGradients) {
      throw new UsageException("Nothing went backward yet; call backward after forward.");
    }
    return tracing.gradient(name);
  }
}
