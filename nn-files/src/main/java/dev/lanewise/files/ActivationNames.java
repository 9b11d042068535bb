package dev.lanewise.files;

import dev.lanewise.Activation.Function;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The names of activation functions in files, which never change. */
final class ActivationNames {

  private ActivationNames() {}

  static String name(Function function) {
    return switch (function) {
      case IDENTITY -> "identity";
      case SIGMOID -> "sigmoid";
      case TANH -> "tanh";
      case RELU -> "relu";
      case LEAKY_RELU -> "leaky_relu";
      case ELU -> "elu";
      case SELU -> "selu";
      case GELU -> "gelu";
      case SILU -> "silu";
      case SOFTPLUS -> "softplus";
      case SOFTSIGN -> "softsign";
      case HARD_SIGMOID -> "hard_sigmoid";
      case HARD_TANH -> "hard_tanh";
    };
  }

  static Function function(String name, Where where) {
    return Arrays.stream(Function.values())
        .filter(function -> name(function).equals(name))
        .findFirst()
        .orElseThrow(() ->
            where.refuse(
                "an activation function: "
                    + Arrays.stream(Function.values())
                        .map(ActivationNames::name)
                        .collect(Collectors.joining(", ")),
                Text.quoted(name),
                NetworkJson.NEWER));
  }
}
