package dev.lanewise.layers;

import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;

/** What layers do that change nothing: values pass forward, gradients backward. */
final class Identity {

  private Identity() {}

  static TrainingPasses passes(TrainingBinding at) {
    return TrainingPasses.of(RowPass.copy(at.input(), at.output()), backward(at));
  }

  static RowPass backward(TrainingBinding at) {
    return at.inputGradient()
        .map(dx -> RowPass.copy(at.outputGradient(), dx))
        .orElse(RowPass.nothing());
  }
}
