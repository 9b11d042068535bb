package dev.lanewise.examples.cli;

import dev.lanewise.tabular.Target;
import dev.lanewise.train.Evaluation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How people are told how good a model is: a classifier by loss and accuracy, a regression by its
 * root mean squared error in the unit of the column.
 *
 * @param number the target of a regression
 */
record Quality(Optional<Target.OfNumber> number) {

  /** The loss; of a regression the mean squared error in the unit of the column, squared. */
  double loss(double loss) {
    return number.map(target -> target.unscaledSquare(loss)).orElse(loss);
  }

  /** Loss and accuracy, or the error, each after a prefix such as {@code "test "}. */
  String text(String prefix, Evaluation evaluation) {
    return number.isPresent()
        ? error(prefix, evaluation.loss())
        : String.format(Locale.ROOT, "%sloss %.4f", prefix, evaluation.loss())
            + accuracy("  " + prefix, evaluation.accuracy());
  }

  /** The accuracy, or the error. */
  String brief(Evaluation evaluation) {
    return number.isPresent() ? error("", evaluation.loss()) : accuracy("", evaluation.accuracy());
  }

  /** The root of the mean squared error. */
  String error(String prefix, double loss) {
    return String.format(Locale.ROOT, "%sRMSE %.6g", prefix, Math.sqrt(loss(loss)));
  }

  private static String accuracy(String prefix, OptionalDouble accuracy) {
    return accuracy.isPresent()
        ? String.format(Locale.ROOT, "%saccuracy %.2f %%", prefix, 100 * accuracy.getAsDouble())
        : "";
  }
}
