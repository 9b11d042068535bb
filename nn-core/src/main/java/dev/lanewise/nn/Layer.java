package dev.lanewise.nn;

import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.Step;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingStep;
import java.util.List;
import java.util.Optional;

/**
 * An immutable description of a layer: it holds no weights and no buffers, so it can be shared and
 * used in many networks. Binding it to memory yields the steps that do the work.
 *
 * <p>To write a layer, implement this interface as a record on the kernels that exist, and add it
 * to the layers' contract test.
 */
public interface Layer {

  /**
   * The shape of one output sample.
   *
   * @throws ShapeException if the layer cannot take such an input
   */
  Shape outputShape(Shape input);

  /** The parameters for a given input, in a fixed order; none by default. */
  default List<Parameter> parameters(Shape input) {
    return List.of();
  }

  /** Binds the layer for inference. */
  Step inference(Binding at);

  /** Binds the layer for training. */
  TrainingStep training(TrainingBinding at);

  /**
   * One layer that does the same as this one followed by {@code next}, bit for bit, if there is.
   */
  default Optional<Layer> fuse(Layer next) {
    return Optional.empty();
  }

  /** Whether the layer changes the shape only, so that it needs no step at all. */
  default boolean isView() {
    return false;
  }

  /** Whether outputs equal inputs in inference, as those of views, dropout and noise do. */
  default boolean isIdentityInInference() {
    return isView();
  }

  /** Whether training draws random numbers, so that the loss is no function of the parameters. */
  default boolean isRandom() {
    return false;
  }
}
