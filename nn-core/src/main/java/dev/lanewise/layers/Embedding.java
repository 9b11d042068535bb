package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;

/**
 * A vector for each token, such as a character, a word or a category: {@code (time)} becomes {@code
 * (time, channels)}. Tokens are whole numbers from 0 to {@code tokens - 1}, as floats; any other is
 * refused.
 *
 * <p>Its weight is {@code tokens x channels}. Backward, only the rows of tokens that occur are
 * computed, but optimizers see zeros for the others: momentum, decay and penalties go on for them,
 * as with PyTorch's and Keras' embeddings that are not sparse. With {@link Unembedding} the same
 * weight can give the logits of a network.
 *
 * @param tokens how many there are, from 1 to 2^24
 * @param channels numbers of a vector, at least 1
 * @param initializer normal with a deviation of 1 unless told otherwise, as in PyTorch
 */
public record Embedding(int tokens, int channels, Initializer initializer) implements Layer {

  /** Floats count exactly up to here. */
  private static final int MOST_TOKENS = 1 << 24;

  /** Checks the sizes. */
  public Embedding {
    if (tokens < 1 || tokens > MOST_TOKENS) {
      throw new SettingException(
          "Embedding: the number of tokens must be from 1 to %s; found %s."
              .formatted(MOST_TOKENS, tokens));
    }
    if (channels < 1) {
      throw new SettingException("Embedding: channels must be at least 1; found " + channels + ".");
    }
  }

  /** A layer with the default initializer. */
  public Embedding(int tokens, int channels) {
    this(tokens, channels, Initializer.normal(1));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.dimensions().size() != 1) {
      throw new ShapeException(
          "Embedding takes tokens of shape (time); found %s. Put Flatten before it."
              .formatted(input));
    }
    return Shape.of(input.size(), channels);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(Parameter.matrix(Dense.WEIGHT, tokens, channels, initializer));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.perSample(input.size()).plus(BatchMemory.fixed(tokens));
  }

  @Override
  public void checkRow(int input, Matrix x, int row) {
    for (int c = 0; c < x.cols(); c++) {
      float token = x.data()[x.row(row) + c];
      if (!isToken(token)) {
        throw TokenOrder.refused(token, c, tokens);
      }
    }
  }

  private boolean isToken(float token) {
    return token >= 0 && token < tokens && token == (int) token;
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    Matrix x = at.input();
    Matrix y = at.output().split(x.cols());
    Panels weight = at.parameter(Dense.WEIGHT);
    int steps = x.cols();
    return (from, to, scratch) -> {
      for (int row = from; row < to; row++) {
        checkRow(0, x, row);
        for (int t = 0; t < steps; t++) {
          int token = (int) x.data()[x.row(row) + t];
          copy(weight, token, y.data(), y.row(row * steps + t));
        }
      }
    };
  }

  private static void copy(Panels weight, int token, float[] to, int at) {
    int next = at;
    for (int panel = 0; panel < weight.count(); panel++) {
      int columns = weight.panelColumns(panel);
      System.arraycopy(weight.data(), weight.row(panel, token), to, next, columns);
      next += columns;
    }
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    if (!at.trains(Dense.WEIGHT)) {
      return TrainingPasses.of(inference(at), toInput(at));
    }
    TokenOrder order = new TokenOrder(at.input(), tokens);
    Matrix dy = at.outputGradient().split(at.input().cols());
    return TrainingPasses.of(List.of(inference(at)), List.of(order, toInput(at)))
        .withGradient(Dense.WEIGHT, new EmbeddingGradient(order, dy, at.parts(Dense.WEIGHT)));
  }

  /** Tokens have no gradient. */
  private static RowPass toInput(TrainingBinding at) {
    return Zeros.gradient(at.inputGradient());
  }
}
