package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LastFunctionTest {

  private static Stream<Arguments> layersThatApplyAFunction() {
    return Stream.of(
        Arguments.of(Shape.of(4), new Dense(3, Activation.SIGMOID)),
        Arguments.of(Shape.of(4, 2), new Conv1d(3, 4, Activation.SIGMOID)),
        Arguments.of(Shape.of(4, 4, 2), new Conv2d(3, 4, Activation.SIGMOID)),
        Arguments.of(Shape.of(1, 1, 2), new ConvTranspose2d(3, 1, 1, Activation.SIGMOID)));
  }

  @ParameterizedTest
  @MethodSource("layersThatApplyAFunction")
  void theFunctionOfALayerWithWeightsIsKnown(Shape input, Layer layer) {
    Network network = Network.of(input, List.of(layer, new Flatten()));

    LastFunction last = LastFunction.of(network);
    assertTrue(last.isSigmoid());
    assertTrue(last.decides());

    Network logits = training(network, Loss.binaryCrossEntropy());
    assertTrue(LastFunction.of(logits).isLogits());
    assertEquals(network.parameters(), logits.parameters());
  }

  @Test
  void softmaxOfEachPositionIsLeftOut() {
    Network network = Network.of(Shape.of(4, 5), new Dense(3), new Softmax());
    Network logits = training(network, Loss.softmaxCrossEntropy());
    assertTrue(LastFunction.of(logits).isLogits());
    assertEquals(Shape.of(4, 3), logits.output());
  }

  /** Or softmax over channels would be taken for one over all values. */
  @Test
  void softmaxCrossEntropyRefusesPositionsThatAreJoinedBehindSoftmax() {
    Network network = Network.of(Shape.of(4, 5), new Dense(3), new Softmax(), new Flatten());
    SettingException e =
        assertThrows(SettingException.class, () -> training(network, Loss.softmaxCrossEntropy()));
    assertTrue(e.getMessage().contains("(4, 3)"), e.getMessage());
  }

  /** Classes of an image need one answer for all of its positions. */
  @Test
  void softmaxCrossEntropyOfPositionsNeedsATargetOfEach() {
    Network network = Network.of(Shape.of(4, 5), new Dense(3));
    ArrayDataset data = ArrayDataset.of(new float[2][20], new int[2]);
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.sgd(1))
            .build()) {
      ShapeException e = assertThrows(ShapeException.class, () -> trainer.evaluate(data));
      assertTrue(e.getMessage().contains("4 positions"), e.getMessage());
      assertTrue(e.getMessage().contains("1 targets a sample"), e.getMessage());
    }
  }

  private static Network training(Network network, Loss loss) {
    return WeightedLosses.of(loss).training(network);
  }
}
