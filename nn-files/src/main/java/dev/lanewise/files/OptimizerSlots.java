package dev.lanewise.files;

import java.util.OptionalInt;

/** How many numbers of state the optimizers of the library keep for each parameter. */
final class OptimizerSlots {

  private OptimizerSlots() {}

  /**
   * The number for an optimizer of the library.
   *
   * @param description its text, such as {@code Adam[learningRate=0.001, beta1=0.9]}
   * @return nothing for other optimizers
   */
  static OptionalInt of(String description) {
    int end = description.indexOf('[');
    return switch (end < 0 ? description : description.substring(0, end)) {
      case "Sgd" -> OptionalInt.of(description.contains("momentum=0.0,") ? 0 : 1);
      case "Adagrad", "Lion", "RmsProp" -> OptionalInt.of(1);
      case "Adadelta", "Adam", "Adamax", "Nadam", "Rprop" -> OptionalInt.of(2);
      default -> OptionalInt.empty();
    };
  }
}
