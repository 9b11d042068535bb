package dev.lanewise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads files of numbers from PyTorch: lines of fields, and comments. */
public final class TorchFile {

  private TorchFile() {}

  /** The fields of each line that is neither empty nor a comment. */
  public static List<List<String>> lines(String name) {
    try (InputStream in = TorchFile.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> List.of(line.split(" ", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The activation that PyTorch calls so. */
  public static Activation activation(String name) {
    return switch (name) {
      case "sigmoid" -> Activation.SIGMOID;
      case "tanh" -> Activation.TANH;
      case "relu" -> Activation.RELU;
      case "leaky_relu" -> Activation.LEAKY_RELU;
      case "elu" -> Activation.ELU;
      case "selu" -> Activation.SELU;
      case "gelu" -> Activation.GELU;
      case "silu" -> Activation.SILU;
      case "softplus" -> Activation.SOFTPLUS;
      case "softsign" -> Activation.SOFTSIGN;
      case "hardsigmoid" -> Activation.HARD_SIGMOID;
      case "hardtanh" -> Activation.HARD_TANH;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
