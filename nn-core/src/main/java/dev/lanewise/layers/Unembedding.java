package dev.lanewise.layers;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.BatchMemory;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The logits of tokens from their vectors, {@code y = x E^T}: a dense layer without a bias that can
 * use the weight {@code E} of an {@link Embedding}, so that both are one parameter (Press and Wolf
 * 2017, "Using the output embedding to improve language models"):
 *
 * <pre>{@code
 * Value vectors = tokens.then("tokens", new Embedding(65, 128));
 * ...
 * Value logits = last.thenSharing("logits", new Unembedding(65), vectors);
 * }</pre>
 *
 * @param tokens how many there are, at least 1
 * @param initializer of the weight, if it is the layer's own; as Embedding's unless told otherwise
 */
public record Unembedding(int tokens, Initializer initializer) implements Layer {

  /** Checks the number of tokens. */
  public Unembedding {
    if (tokens < 1) {
      throw new SettingException(
          "Unembedding: the number of tokens must be at least 1; found " + tokens + ".");
    }
  }

  /** A layer with the default initializer. */
  public Unembedding(int tokens) {
    this(tokens, Initializer.normal(1));
  }

  @Override
  public Shape outputShape(Shape input) {
    List<Integer> dimensions = new ArrayList<>(input.dimensions());
    dimensions.set(dimensions.size() - 1, tokens);
    return new Shape(dimensions);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(Parameter.matrix(Dense.WEIGHT, tokens, input.channels(), initializer));
  }

  @Override
  public BatchMemory batchMemory(Shape input) {
    return BatchMemory.copied(input.positions(), input.size() + outputShape(input).size())
        .plus(BatchMemory.fixed(input.channels() + TurnedWeight.numbers(tokens, input.channels())));
  }

  @Override
  public boolean isPositionwise() {
    return true;
  }

  @Override
  public RowPass inference(Binding at) {
    int positions = at.inputShape(0).positions();
    Matrix x = at.input().split(positions);
    Matrix y = at.output().split(positions);
    TurnedWeight turned = new TurnedWeight(at.kernels().products(), at.parameter(Dense.WEIGHT));
    return RowPass.prepared(
        turned::turn,
        (from, to, scratch) -> turned.product(x, y, from * positions, to * positions, scratch));
  }

  @Override
  public TrainingPasses training(TrainingBinding at) {
    Kernels kernels = at.kernels();
    int positions = at.inputShape(0).positions();
    Matrix x = at.input().split(positions);
    Matrix dy = at.outputGradient().split(positions);
    boolean trains = at.trains(Dense.WEIGHT);
    Panels weight = at.parameter(Dense.WEIGHT);
    BatchColumns left = BatchColumns.ofInputs(kernels, dy, trains);
    BatchColumns right = BatchColumns.ofUnits(kernels, x, weight, trains);
    RowPass forward = inference(at);
    float[] none = Zeros.vector(x.cols());
    Optional<Matrix> dx = at.inputGradient().map(each -> each.split(positions));
    RowPass backward =
        (from, to, scratch) -> {
          left.refresh(from * positions, to * positions);
          right.refresh(from * positions, to * positions);
          if (dx.isPresent()) {
            kernels
                .products()
                .affine(dy, weight, none, dx.get(), from * positions, to * positions, scratch);
          }
        };
    return TrainingPasses.of(forward, backward)
        .withGradient(
            Dense.WEIGHT,
            new WeightGradient(kernels, at.parts(Dense.WEIGHT), left, right, positions));
  }
}
