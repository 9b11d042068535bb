package dev.lanewise.examples.cli;

import dev.lanewise.Activation;

/** The activations of hidden layers, with their usual parameters. */
enum ActivationChoice {
  RELU(Activation.RELU),
  SIGMOID(Activation.SIGMOID),
  TANH(Activation.TANH),
  LEAKY_RELU(Activation.LEAKY_RELU),
  ELU(Activation.ELU),
  SELU(Activation.SELU),
  GELU(Activation.GELU),
  SILU(Activation.SILU),
  SOFTPLUS(Activation.SOFTPLUS),
  SOFTSIGN(Activation.SOFTSIGN),
  HARD_SIGMOID(Activation.HARD_SIGMOID),
  HARD_TANH(Activation.HARD_TANH);

  final Activation activation;

  ActivationChoice(Activation activation) {
    this.activation = activation;
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<ActivationChoice> {
    Converter() {
      super(ActivationChoice.class);
    }
  }
}
