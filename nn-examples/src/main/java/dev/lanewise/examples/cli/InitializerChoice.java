package dev.lanewise.examples.cli;

import dev.lanewise.nn.Initializer;

/** The initial values of weights; biases start from zero, except as PyTorch's do. */
enum InitializerChoice {
  GLOROT_UNIFORM(Initializer.glorotUniform()),
  GLOROT_NORMAL(Initializer.glorotNormal()),
  HE_UNIFORM(Initializer.heUniform()),
  HE_NORMAL(Initializer.heNormal()),
  LECUN_UNIFORM(Initializer.lecunUniform()),
  LECUN_NORMAL(Initializer.lecunNormal()),
  TORCH(Initializer.torchLinear());

  final Initializer weights;

  InitializerChoice(Initializer weights) {
    this.weights = weights;
  }

  Initializer bias() {
    return this == TORCH ? weights : Initializer.zeros();
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<InitializerChoice> {
    Converter() {
      super(InitializerChoice.class);
    }
  }
}
