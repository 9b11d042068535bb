package dev.lanewise.layers;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
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
 * Scaled dot-product attention with several heads (Vaswani et al. 2017): with {@code q = x Wq +
 * bq}, {@code k = m Wk + bk} and {@code v = m Wv + bv}, cut into heads of {@code d = channels /
 * heads} numbers each, {@code y = concat(softmax(q k^T / sqrt(d)) v) Wo + bo}.
 *
 * <p>Inputs are the sequence {@code x}, {@code (time, channels)}; then, if it attends to another
 * one, that memory {@code m}, {@code (other time, other channels)}, otherwise {@code m} is {@code
 * x}; then, if samples have lengths, how many positions of {@code m} are valid, {@code (1)}. What
 * is behind them influences nothing before it. The output is like {@code x}; causal attention gives
 * the output's bias behind the end of a sample.
 *
 * <p>Parameters are {@code query_weight}, {@code key_weight}, {@code value_weight} and {@code
 * output_weight} with a {@code _bias} each; PyTorch keeps the first three as one, {@code
 * in_proj_weight}.
 *
 * @param heads how many; they divide the channels
 * @param causal whether a position sees only itself and those before it
 * @param memory whether it attends to another sequence, its second input
 * @param lengths whether the last input is the number of valid positions
 * @param initializer of the weights: Glorot uniform unless told otherwise; biases begin with zero
 */
public record MultiHeadAttention(
    int heads, boolean causal, boolean memory, boolean lengths, Initializer initializer)
    implements Layer {
  static final String QUERY = "query";
  static final String KEY = "key";
  static final String VALUE = "value";
  static final String OUTPUT = "output";

  /** Checks the number of heads. */
  public MultiHeadAttention {
    if (heads < 1) {
      throw new SettingException(
          "MultiHeadAttention: heads must be at least 1; found " + heads + ".");
    }
    if (causal && memory) {
      throw new SettingException(
          "MultiHeadAttention: what comes before in another sequence means nothing; attention to a memory cannot be causal.");
    }
  }

  /** Attention of a sequence to itself, in both directions. */
  public MultiHeadAttention(int heads) {
    this(heads, false, false, false, Initializer.glorotUniform());
  }

  /** The same layer that sees only what comes before. */
  public MultiHeadAttention withCausality() {
    return new MultiHeadAttention(heads, true, memory, lengths, initializer);
  }

  /** The same layer that attends to its second input. */
  public MultiHeadAttention withMemory() {
    return new MultiHeadAttention(heads, causal, true, lengths, initializer);
  }

  /** The same layer with the number of valid positions as its last input. */
  public MultiHeadAttention withLengths() {
    return new MultiHeadAttention(heads, causal, memory, true, initializer);
  }

  /** The same layer with other initial weights. */
  public MultiHeadAttention withInitializer(Initializer other) {
    return new MultiHeadAttention(heads, causal, memory, lengths, other);
  }

  static String weight(String of) {
    return of + "_weight";
  }

  static String bias(String of) {
    return of + "_bias";
  }

  private int inputs() {
    return 1 + (memory ? 1 : 0) + (lengths ? 1 : 0);
  }

  @Override
  public Shape outputShape(Shape input) {
    return outputShape(List.of(input));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.size() != inputs()) {
      throw new ShapeException(
          "MultiHeadAttention takes %s inputs (a sequence%s%s); found %s."
              .formatted(
                  inputs(), memory ? ", a memory" : "", lengths ? ", lengths" : "", inputs.size()));
    }
    Shape sequence = SequenceShape.check("MultiHeadAttention", inputs.getFirst());
    if (sequence.channels() % heads != 0) {
      throw new ShapeException(
          "MultiHeadAttention: the channels must be a multiple of the heads; found %s channels and %s heads."
              .formatted(sequence.channels(), heads));
    }
    if (memory) {
      SequenceShape.check("MultiHeadAttention", inputs.get(1));
    }
    if (lengths) {
      Lengths.check("MultiHeadAttention", inputs.getLast());
    }
    return sequence;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return parameters(List.of(input));
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    int channels = inputs.getFirst().channels();
    int others = memory ? inputs.get(1).channels() : channels;
    List<Parameter> all = new ArrayList<>();
    add(all, QUERY, channels, channels);
    add(all, KEY, others, channels);
    add(all, VALUE, others, channels);
    add(all, OUTPUT, channels, channels);
    return all;
  }

  private void add(List<Parameter> all, String of, int inputs, int units) {
    all.add(Parameter.matrix(weight(of), inputs, units, initializer));
    all.add(Parameter.vector(bias(of), units, Initializer.zeros(), inputs));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return batchMemory(List.of(input));
  }

  @Override
  public BatchMemory batchMemory(List<Shape> inputs) {
    Shape x = inputs.getFirst();
    Shape m = memory ? inputs.get(1) : x;
    long values = (long) m.dimensions().getFirst() * x.channels();
    long scores = (long) x.dimensions().getFirst() * m.dimensions().getFirst();
    long panels = 3 * values / heads;
    long perSample = 4L * x.size() + 4 * values + panels + m.size() + (heads + 1L) * scores;
    return BatchMemory.perSample(perSample)
        .plus(BatchMemory.copied(x.positions(), 4L * x.size() + 2 * values + m.size()))
        .plus(
            BatchMemory.fixed(
                2 * TurnedWeight.numbers(x.channels(), x.channels())
                    + 2 * TurnedWeight.numbers(m.channels(), x.channels())));
  }

  @Override
  public RowPass inference(Binding at) {
    return new AttentionPasses(this, at).forward(at.input(), at.input(memory ? 1 : 0));
  }

  @Override
  public RowPass stepping(StepBinding at) {
    if (!causal || lengths) {
      throw new UsageException(
          "MultiHeadAttention cannot go step by step unless it is causal, without lengths; found %s."
              .formatted(this));
    }
    return new AttentionSteps(this, at);
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    return new AttentionTraining(this, at).passes();
  }
}
